import {
  fixCodecSize,
  getBytesCodec,
  getConstantCodec,
  getF32Codec,
  getHiddenSuffixCodec,
  getStructCodec,
  getU8Codec,
  getU16Codec,
  getU32Codec,
  getU64Codec,
} from '@solana/codecs';
import type { Fields, MakePeer } from './field.ts';

const TYPES = {
  u8: getU8Codec(),
  u16: getU16Codec(),
  u32: getU32Codec(),
  u64: getU64Codec(),
  f32: getF32Codec(),
  bytes2: fixCodecSize(getBytesCodec(), 2),
} as const;

/** Composed codecs. */
export const solanaCodecs: MakePeer = (fields) => {
  const items = fields.flatMap(({ name, type }, i) => {
    if (name === null || type === 'padding2') return [];
    const codec = TYPES[type];
    const isPadded = fields[i + 1]?.type === 'padding2';
    return [[name, isPadded ? getHiddenSuffixCodec(codec as never, [getConstantCodec(new Uint8Array(2))]) : codec]];
  });
  const codec = getStructCodec(items as never) as unknown as {
    encode(value: Fields): Uint8Array;
    decode(bytes: Uint8Array): Fields;
  }; // typed by its items, which are not literal
  return { name: '@solana/codecs', decode: (bytes) => codec.decode(bytes), encode: (value) => codec.encode(value) };
};
