import type { BytesLike } from '../codec/bytes-like.ts';
import { parseFormat } from '../format/parse-format.ts';
import type { SizeOf } from '../format/types/size-of.ts';
import type { CheckedFormat, Packable, Unpacked } from '../format/types.ts';
import { abiNamed } from '../layout/abi.ts';
import { Struct, type StructOptions } from './struct.ts';

const MOST_CACHED = 100; // as CPython's cache: dropped whole when full

const cache = new Map<string, Struct>();

/** Packs values by a format; see {@link Struct.pack}. */
export function pack<Format extends string>(
  format: CheckedFormat<Format>,
  ...values: Packable<Format>
): Uint8Array<ArrayBuffer> {
  return cached(format).pack(...values);
}

/** Packs values into a buffer from an offset; see {@link Struct.packInto}. */
export function packInto<Format extends string>(
  format: CheckedFormat<Format>,
  buffer: BytesLike,
  offset: number,
  ...values: Packable<Format>
): void {
  cached(format).packInto(buffer, offset, ...values);
}

/** The values of a buffer that is exactly one record long; see {@link Struct.unpack}. */
export function unpack<Format extends string>(format: CheckedFormat<Format>, buffer: BytesLike): Unpacked<Format> {
  return cached<Format>(format).unpack(buffer);
}

/** The values at an offset (default 0) of a buffer; see {@link Struct.unpackFrom}. */
export function unpackFrom<Format extends string>(
  format: CheckedFormat<Format>,
  buffer: BytesLike,
  offset = 0,
): Unpacked<Format> {
  return cached<Format>(format).unpackFrom(buffer, offset);
}

/** The records of a buffer, one after the other; see {@link Struct.iterUnpack}. */
export function iterUnpack<Format extends string>(
  format: CheckedFormat<Format>,
  buffer: BytesLike,
): IterableIterator<Unpacked<Format>> {
  return cached<Format>(format).iterUnpack(buffer);
}

/**
 * The byte length of a format: a `number`, or a `bigint` beyond 2**53 - 1 where a number would not be exact.
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
