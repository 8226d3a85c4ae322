import {
  addCodecSizePrefix,
  type Codec,
  getArrayCodec,
  getDiscriminatedUnionCodec,
  getF32Codec,
  getI16Codec,
  getStructCodec,
  getU8Codec,
  getU16Codec,
  getU32Codec,
  getUtf8Codec,
} from '@solana/codecs';
import { besideTag, plainOf } from '../plain-of.ts';
import { fieldsOf, hasKind, type RecordShape, type Shape } from '../shape.ts';
import type { Fields, MakeShapedPeer } from './shaped-peer.ts';

const SCALARS = { u8: getU8Codec(), u16: getU16Codec(), u32: getU32Codec(), i16: getI16Codec(), f32: getF32Codec() };

/** Composed codecs. A union's tag stands among the fields, and counts from 0: its bytes are others by one. */
export const solanaCodecs: MakeShapedPeer = ({ shape, values }) => {
  const codec = codecOf(shape) as Codec<Fields>; // of a record
  const isFlat = hasKind(shape, 'union');
  return {
    name: '@solana/codecs',
    ...(isFlat ? { note: 'unions without a value of their own', values: values.map(flat) } : {}),
    plain: (value) => plainOf(shape, value, besideTag('tag', 0)) as Fields, // of a record
    decode: (bytes) => codec.decode(bytes),
    encode: (value) => codec.encode(value) as Uint8Array, // its own type is that and read-only
  };
};

function codecOf(shape: Shape): unknown {
  if (typeof shape === 'string') return SCALARS[shape];
  switch (shape.kind) {
    case 'text':
      return addCodecSizePrefix(getUtf8Codec(), SCALARS[shape.length]);
    case 'list':
      return getArrayCodec(codecOf(shape.element) as Codec<unknown>, {
        size: shape.length === 'u8' ? SCALARS.u8 : shape.length,
      });
    case 'record':
      return structOf(shape);
    case 'union':
      return getDiscriminatedUnionCodec(shape.cases.map((each, i) => [i, structOf(each)]) as never, {
        discriminator: 'tag',
        size: SCALARS.u8,
      });
  }
}

function structOf(shape: RecordShape): unknown {
  return getStructCodec(fieldsOf(shape).map(([name, field]) => [name, codecOf(field)]) as never); // typed by its items
}

function flat(value: Fields): Fields {
  const { tag, value: inner } = value['body'] as { tag: number; value: Fields }; // the one union of the workloads
  return { ...value, body: { tag: tag - 1, ...inner } };
}
