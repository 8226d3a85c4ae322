import { badFraming } from '../errors/framing-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/** The integers that a frame's length can stand in: width and byte order. */
export type LengthFieldName = 'u8' | 'u16le' | 'u16be' | 'u24le' | 'u24be' | 'u32le' | 'u32be' | 'u64le' | 'u64be';

/** Reads and writes a length. */
export interface LengthField {
  readonly name: LengthFieldName;
  readonly byteLength: number;
  /** The largest length it can say. */
  readonly max: number;
  read(bytes: Uint8Array, at: number): number;
  write(bytes: Uint8Array, at: number, value: number): void;
}

/** Lengths beyond this are inexact as numbers, and far beyond every limit. */
const MAX_64 = Number.MAX_SAFE_INTEGER;

export const LENGTH_FIELDS: Readonly<Record<LengthFieldName, LengthField>> = {
  u8: field('u8', 1, true),
  u16le: field('u16le', 2, true),
  u16be: field('u16be', 2, false),
  u24le: field('u24le', 3, true),
  u24be: field('u24be', 3, false),
  u32le: field('u32le', 4, true),
  u32be: field('u32be', 4, false),
  u64le: field('u64le', 8, true),
  u64be: field('u64be', 8, false),
};

/** @throws StructwireError `bad-framing` for a name that is none. */
export function lengthFieldNamed(name: string): LengthField {
  if (Object.hasOwn(LENGTH_FIELDS, name)) return LENGTH_FIELDS[name as LengthFieldName]; // looked up just before
  const known = [...Object.keys(LENGTH_FIELDS), 'varint'].join(', ');
  throw failure(badFraming, { option: 'length', reason: `expected one of ${known}, got '${name}'` });
}

function field(name: LengthFieldName, byteLength: number, isLittleEndian: boolean): LengthField {
  // The significance of the bytes in stream order.
  const weights = Array.from({ length: byteLength }, (_, i) => 256 ** (isLittleEndian ? i : byteLength - 1 - i));
  return {
    name,
    byteLength,
    max: Math.min(256 ** byteLength - 1, MAX_64),
    read: (bytes, at) => {
      let value = 0;
      for (let i = 0; i < byteLength; i++) value += bytes[at + i]! * weights[i]!; // in range: the caller's promise
      return value;
    },
    write: (bytes, at, value) => {
      for (let i = 0; i < byteLength; i++) bytes[at + i] = Math.floor(value / weights[i]!) % 256;
    },
  };
}
