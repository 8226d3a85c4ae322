import type { Layout } from '../layout/layout.ts';
import type { BytesLike } from './bytes-like.ts';

/** A layout whose values all take the same number of bytes. */
export type FixedLayout = Layout & { readonly size: number };

/** What a codec does, as functions that need no `this`: the interpreter has them all, compiled ones take their places one by one. */
export interface Operations<Out, In> {
  decode(bytes: Uint8Array): Out;
  decodeFrom(bytes: Uint8Array, at: number): Out;
  decodeMany(bytes: Uint8Array, start: number, end: number): Out[];
  encode(value: In): Uint8Array<ArrayBuffer>;
  encodeInto(value: In, bytes: Uint8Array, at: number): number;
}

/** The names of {@link Operations}. */
export const OPERATIONS = ['decode', 'decodeFrom', 'decodeMany', 'encode', 'encodeInto'] as const;

/** Operations on the positional values of a tuple. */
export interface TupleOperations {
  pack(...values: unknown[]): Uint8Array<ArrayBuffer>;
  packInto(buffer: BytesLike, offset: number, ...values: unknown[]): number;
}
