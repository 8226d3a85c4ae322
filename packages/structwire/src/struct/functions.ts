import type { BytesLike } from '../codec/bytes-like.ts';
import { parseFormat } from '../format/parse-format.ts';
import { abiNamed } from '../layout/abi.ts';
import { Struct, type StructOptions } from './struct.ts';

const MOST_CACHED = 100; // as CPython's cache: dropped whole when full

const cache = new Map<string, Struct>();

/** Packs values by a format; see {@link Struct.pack}. */
export function pack(format: string, ...values: unknown[]): Uint8Array<ArrayBuffer> {
  return cached(format).pack(...values);
}

/** Packs values into a buffer from an offset; see {@link Struct.packInto}. */
export function packInto(format: string, buffer: BytesLike, offset: number, ...values: unknown[]): void {
  cached(format).packInto(buffer, offset, ...values);
}

/** The values of a buffer that is exactly one record long; see {@link Struct.unpack}. */
export function unpack(format: string, buffer: BytesLike): unknown[] {
  return cached(format).unpack(buffer);
}

/** The values at an offset (default 0) of a buffer; see {@link Struct.unpackFrom}. */
export function unpackFrom(format: string, buffer: BytesLike, offset = 0): unknown[] {
  return cached(format).unpackFrom(buffer, offset);
}

/** The records of a buffer, one after the other; see {@link Struct.iterUnpack}. */
export function iterUnpack(format: string, buffer: BytesLike): IterableIterator<unknown[]> {
  return cached(format).iterUnpack(buffer);
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
export function calcsize(format: string, options: StructOptions = {}): number | bigint {
  return parseFormat(format, abiNamed(options.abi ?? 'lp64')).size;
}

function cached(format: string): Struct {
  const known = cache.get(format);
  if (known !== undefined) return known;
  const struct = new Struct(format);
  if (cache.size >= MOST_CACHED) cache.clear();
  cache.set(format, struct);
  return struct;
}
