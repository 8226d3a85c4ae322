import type { BytesLike } from '../codec/bytes-like.ts';
import { parseFormat } from '../format/parse-format.ts';
import type { SizeOf } from '../format/types/size-of.ts';
import type { CheckedFormat, Packable, Unpacked } from '../format/types.ts';
import { abiNamed } from '../layout/abi.ts';
import { Struct, type StructOptions } from './struct.ts';

const MOST_CACHED = 100; // as CPython's cache: dropped whole when full

const cache = new Map<string, Struct>();

/**
 * Packs values by a format, which is typed as that of a {@link Struct} is, into a new array.
 *
 * @throws StructwireError what the format is refused for, `wrong-value-count`, or what is wrong with a value.
 *
 * @example
 * ```ts
 * import { pack } from 'structwire';
 *
 * pack('<H2s', 513, 'ab'); // 01 02 61 62
 * ```
 */
export function pack<Format extends string>(
  format: CheckedFormat<Format>,
  ...values: Packable<Format>
): Uint8Array<ArrayBuffer> {
  return cached(format).pack(...values);
}

/**
 * Packs values into a buffer from an offset, which may be negative to count from its end. On any error the buffer is
 * as it was.
 *
 * @throws StructwireError as {@link pack}, and `no-space-at-offset`, `offset-out-of-range`, `pack-buffer-too-small`,
 *   `not-a-buffer`, `offset-not-integer`.
 *
 * @example
 * ```ts
 * import { packInto } from 'structwire';
 *
 * const buffer = new Uint8Array(4);
 * packInto('<H', buffer, -2, 513);
 * console.log(buffer); // Uint8Array(4) [ 0, 0, 1, 2 ]
 * ```
 */
export function packInto<Format extends string>(
  format: CheckedFormat<Format>,
  buffer: BytesLike,
  offset: number,
  ...values: Packable<Format>
): void {
  cached(format).packInto(buffer, offset, ...values);
}

/**
 * The values of a buffer that is exactly one record long.
 *
 * @throws StructwireError what the format is refused for, `wrong-buffer-size`, `not-a-buffer`.
 *
 * @example
 * ```ts
 * import { unpack } from 'structwire';
 *
 * const [length, isLast] = unpack('<H?', Uint8Array.of(1, 2, 1)); // 513, true
 * ```
 */
export function unpack<Format extends string>(format: CheckedFormat<Format>, buffer: BytesLike): Unpacked<Format> {
  return cached<Format>(format).unpack(buffer);
}

/**
 * The values at an offset (default 0) of a buffer, which may be longer; negative offsets count from its end.
 *
 * @throws StructwireError what the format is refused for, `not-enough-data-at-offset`, `offset-out-of-range`,
 *   `unpack-buffer-too-small`, `not-a-buffer`, `offset-not-integer`.
 *
 * @example
 * ```ts
 * import { unpackFrom } from 'structwire';
 *
 * const [word] = unpackFrom('<H', Uint8Array.of(9, 9, 1, 2), 2); // 513
 * ```
 */
export function unpackFrom<Format extends string>(
  format: CheckedFormat<Format>,
  buffer: BytesLike,
  offset = 0,
): Unpacked<Format> {
  return cached<Format>(format).unpackFrom(buffer, offset);
}

/**
 * The records of a buffer, one after the other. Reads lazily from the live buffer; mistakes are found at the call.
 *
 * @throws StructwireError what the format is refused for, `iterate-empty-struct`, `buffer-not-multiple`,
 *   `not-a-buffer`.
 *
 * @example
 * ```ts
 * import { iterUnpack } from 'structwire';
 *
 * Array.from(iterUnpack('<H', Uint8Array.of(1, 0, 2, 0))); // [ [ 1 ], [ 2 ] ]
 * ```
 */
export function iterUnpack<Format extends string>(
  format: CheckedFormat<Format>,
  buffer: BytesLike,
): IterableIterator<Unpacked<Format>> {
  return cached<Format>(format).iterUnpack(buffer);
}

/**
 * The byte length of a format: a `number`, or a `bigint` beyond 2**53 - 1 where a number would not be exact. Its type is
 * `number` for literal formats without a count of 14 digits.
 *
 * @throws StructwireError what the format is refused for.
 *
 * @example
 * ```ts
 * import { calcsize } from 'structwire';
 *
 * calcsize('I 2s f'); // 12
 * calcsize('9223372036854775807x'); // 9223372036854775807n
 * ```
 */
export function calcsize<Format extends string, Options extends StructOptions = { abi: 'lp64' }>(
  format: CheckedFormat<Format, Options>,
  options?: Options,
): SizeOf<Format> {
  return parseFormat(format, abiNamed(options?.abi ?? 'lp64')).size as SizeOf<Format>; // where the type knows the size, it is small
}

/** The struct of a format; its types are those of the format, which the caller has checked. */
function cached<Format extends string>(format: CheckedFormat<Format>): Struct<Unpacked<Format>, Packable<Format>> {
  const known = cache.get(format);
  if (known !== undefined) return known as never; // made from this very format
  const struct = new Struct<Unpacked<Format>, Packable<Format>>(format);
  if (cache.size >= MOST_CACHED) cache.clear();
  cache.set(format, struct);
  return struct;
}
