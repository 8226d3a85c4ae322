import { deserialize, type Layout, serialize } from 'binary-layout';
import { FLOAT } from '../../peers/binary-layout.ts';
import { besideTag, plainOf } from '../plain-of.ts';
import { fieldsOf, hasKind, type RecordShape, type Shape } from '../shape.ts';
import type { Fields, MakeShapedPeer } from './shaped-peer.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
/** It has no text either. */
const TEXT = {
  binary: 'bytes',
  custom: { to: (bytes: Uint8Array) => decoder.decode(bytes), from: (text: string) => encoder.encode(text) },
} as const;

const number = (binary: 'uint' | 'int', size: number): object => ({ binary, size, endianness: 'little' });
const SCALARS: Readonly<Record<string, object>> = {
  u8: number('uint', 1),
  u16: number('uint', 2),
  u32: number('uint', 4),
  i16: number('int', 2),
  f32: FLOAT,
};

/** Layouts as data, interpreted. A union is a switch whose tag stands among the fields. */
export const binaryLayout: MakeShapedPeer = ({ shape, values }) => {
  const layout = itemsOf(shape) as unknown as Layout; // made of its items
  const isFlat = hasKind(shape, 'union');
  return {
    name: 'binary-layout',
    ...(isFlat ? { note: 'unions without a value of their own', values: values.map(flat) } : {}),
    plain: (value) => plainOf(shape, value, besideTag('tag')) as Fields, // of a record
    decode: (bytes) => deserialize(layout, bytes) as Fields, // typed by use
    encode: (value) => serialize(layout, value as never), // typed by the layout, which is not literal
  };
};

function itemsOf(shape: RecordShape): object[] {
  return fieldsOf(shape).map(([name, field]) => ({ name, ...itemOf(field) }));
}

function itemOf(shape: Shape): object {
  if (typeof shape === 'string') return SCALARS[shape] ?? {};
  switch (shape.kind) {
    case 'text':
      return { ...TEXT, lengthSize: shape.length === 'u8' ? 1 : 2, lengthEndianness: 'little' };
    case 'list': {
      const layout = typeof shape.element === 'string' ? itemOf(shape.element) : itemsOf(shape.element as RecordShape); // of these two
      return { binary: 'array', layout, ...(shape.length === 'u8' ? { lengthSize: 1 } : { length: shape.length }) };
    }
    case 'record':
      return { binary: 'bytes', layout: itemsOf(shape) };
    case 'union':
      return {
        binary: 'bytes',
        layout: {
          binary: 'switch',
          idSize: 1,
          idTag: 'tag',
          layouts: shape.cases.map((each, i) => [i + 1, itemsOf(each)]),
        },
      };
  }
}

function flat(value: Fields): Fields {
  const { tag, value: inner } = value['body'] as { tag: number; value: Fields }; // the one union of the workloads
  return { ...value, body: { tag, ...inner } };
}
