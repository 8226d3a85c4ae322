import type { Layout } from '../layout/layout.ts';
import type { Generation } from './generation.ts';
import type { Measurer } from './measure/measurer.ts';

/**
 * Turns values into bytes and back, one record at a time, exactly as its layout says.
 *
 * `Out` is what decoding gives, `In` what encoding takes. Bytes that come back are the caller's own copies, unless the codec
 * is lending.
 *
 * In a stream, records of fixed size are cut by `size`. Where `size` is `null` and `isDelimited` true, a {@link Measurer}
 * finds their ends, one for each stream: `measurer.measure(bytes, start, end)` gives the length of the record at `start`,
 * or how many bytes are missing at least; `decodeFrom(bytes, start)` then reads it. Where `isDelimited` is false, something
 * else must say where a record ends (a datagram, a file, framing); `decode` takes the bytes of exactly one.
 */
export interface Codec<Out, In = Out> {
  /** What the bytes are. */
  readonly layout: Layout;
  /** Byte length of every record, or `null` when it depends on the value. */
  readonly size: number | null;
  /** Whether the bytes of a record say where it ends; true for every fixed size. */
  readonly isDelimited: boolean;
  /** Whether bytes in a decoded value share the memory that was read and change with it. Absent: they do not. */
  readonly isLending?: boolean;
  /** For codecs that can generate code: what from. */
  readonly generation?: Generation;
  /**
   * The bytes of one record, as a new array, which nothing changes later.
   *
   * Arrays of 65 to 1024 bytes may share one `ArrayBuffer` of 8 KiB, as those of Node's `Buffer.from` do: use the array with
   * its `byteOffset` and `length`, not all of its `buffer`, and do not transfer that buffer to another thread, because the
   * other results in it would be empty then. Memory of its own has `bytes.slice()`, or what `encodeInto` is given. A result
   * that is kept keeps no more than these 8 KiB.
   */
  encode(value: In): Uint8Array<ArrayBuffer>;
  /**
   * Writes one record into `target` from `offset` (default 0) and returns how many bytes it took. On any error
   * `target` is as it was.
   *
   * @throws StructwireError `output-too-small`, or what is wrong with the value.
   */
  encodeInto(value: In, target: Uint8Array, offset?: number): number;
  /**
   * The record that `bytes` hold from the first to the last byte.
   *
   * @throws StructwireError `input-too-short`, `input-too-long`, or what is wrong in the bytes.
   */
  decode(bytes: Uint8Array): Out;
  /** The record that starts at `offset` (default 0); bytes behind it are left alone, unless it goes on to the end. */
  decodeFrom(bytes: Uint8Array, offset?: number): Out;
  /** All the records that stand one behind the other in `bytes` from `start` (default 0) to `end` (default: the last byte). */
  decodeMany(bytes: Uint8Array, start?: number, end?: number): Out[];
  /**
   * Finds the ends of records in one stream, also of fixed-size ones.
   *
   * @throws StructwireError `not-delimited` when `isDelimited` is false.
   */
  measurer(): Measurer;
}

/** What a codec decodes to. */
export type Decoded<C> = C extends Codec<infer Out, never> ? Out : never;

/** What a codec encodes. */
export type Encodable<C> = C extends Codec<unknown, infer In> ? In : never;
