import * as P from 'micro-packed';
import type { Fields, MakePeer } from './field.ts';

const TYPES = {
  u8: P.U8,
  u16: P.U16LE,
  u32: P.U32LE,
  u64: P.U64LE,
  f32: P.F32LE,
  bytes2: P.bytes(2),
  padding2: P.magicBytes(new Uint8Array(2)),
} as const;

/** Combinators with checks. */
export const microPacked: MakePeer = (fields) => {
  const types = Object.fromEntries(fields.map(({ name, type }) => [name ?? 'padding', TYPES[type]]));
  const coder = P.struct(types as never) as unknown as {
    encode(value: Fields): Uint8Array;
    decode(bytes: Uint8Array): Fields;
  }; // typed by its fields, which are not literal
  return { name: 'micro-packed', decode: (bytes) => coder.decode(bytes), encode: (value) => coder.encode(value) };
};
