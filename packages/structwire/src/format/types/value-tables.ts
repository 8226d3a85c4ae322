/**
 * What each character of a format adds to the tuple of values, one row per character as in `format-codes.ts`.
 * White space and padding add nothing.
 */
interface SilentRows {
  ' ': [];
  '\t': [];
  '\n': [];
  '\v': [];
  '\f': [];
  '\r': [];
  x: [];
}

/** Codes whose values are the same in both directions and on every platform. */
interface PlainRows extends SilentRows {
  b: [number];
  B: [number];
  '?': [boolean];
  h: [number];
  H: [number];
  i: [number];
  I: [number];
  e: [number];
  f: [number];
  d: [number];
}

interface UnpackRows<Bytes> extends PlainRows {
  c: [Bytes];
  s: [Bytes];
  p: [Bytes];
  q: [bigint];
  Q: [bigint];
}

interface PackRows extends PlainRows {
  c: [Uint8Array];
  s: [Uint8Array | string];
  p: [Uint8Array | string];
  q: [bigint | number];
  Q: [bigint | number];
}

interface LongRows<Long> {
  l: [Long];
  L: [Long];
}

/** The codes that exist only with native sizes. */
interface WordRows<Word> {
  n: [Word];
  N: [Word];
  P: [Word];
}

/** What unpacking gives with standard sizes, where a `long` has 4 bytes. */
export interface StandardUnpack<Bytes> extends UnpackRows<Bytes>, LongRows<number> {}

/** What packing accepts with standard sizes. */
export interface StandardPack extends PackRows, LongRows<number> {}

/** What unpacking gives with native sizes, on a platform whose `long` and `size_t` are these. */
export interface NativeUnpack<Bytes, Long, Word> extends UnpackRows<Bytes>, LongRows<Long>, WordRows<Word> {}

/** What packing accepts with native sizes. */
export interface NativePack<Long, Word> extends PackRows, LongRows<Long>, WordRows<Word> {}

/** The characters every table has a row for. */
export type CommonChar = keyof StandardPack;

/** The characters only native tables have a row for. */
export type NativeChar = keyof WordRows<unknown>;

/** The codes that take a count as a length, or add nothing however often: one step, whatever the count says. */
export type LengthCode = 's' | 'p' | 'x';

export type Space = Exclude<keyof SilentRows, 'x'>;

/** The codes that are repeated by their count. */
export type RepeatedCode = Exclude<CommonChar, Space | LengthCode>;

/** One of the four tables above. */
export type ValueTable = { readonly [Char in CommonChar]: unknown[] };

/** A table that has the native rows too. */
export type NativeTable = { readonly [Char in NativeChar]: unknown[] };
