import type { Layout } from '../layout/layout.ts';

/**
 * Turns values into bytes and back, one record at a time, exactly as its layout says.
 *
 * `Out` is what decoding gives, `In` what encoding takes. Bytes that come back are always the caller's own copies.
 */
export interface Codec<Out, In = Out> {
  /** What the bytes are. */
  readonly layout: Layout;
  /** Byte length of every record, or `null` when it depends on the value. */
  readonly size: number | null;
  /** The bytes of one record, as a new array. */
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
  /** The record that starts at `offset` (default 0); bytes behind it are left alone. */
  decodeFrom(bytes: Uint8Array, offset?: number): Out;
  /** All the records that stand one behind the other in `bytes` from `start` (default 0) to `end` (default: the last byte). */
  decodeMany(bytes: Uint8Array, start?: number, end?: number): Out[];
}

/** What a codec decodes to. */
export type Decoded<C> = C extends Codec<infer Out, never> ? Out : never;

/** What a codec encodes. */
export type Encodable<C> = C extends Codec<unknown, infer In> ? In : never;
