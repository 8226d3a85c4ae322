import { deserialize, type Layout, serialize } from 'binary-layout';
import type { Fields, FieldType, MakePeer } from './field.ts';

/** It has no floats: bytes with a conversion, as its documentation advises. */
export const FLOAT = {
  binary: 'bytes',
  size: 4,
  custom: {
    to: (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true),
    from: (value: number) => {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setFloat32(0, value, true);
      return bytes;
    },
  },
} as const;

const uint = (size: number): object => ({ binary: 'uint', size, endianness: 'little' });

const TYPES: Readonly<Record<FieldType, object>> = {
  u8: uint(1),
  u16: uint(2),
  u32: uint(4),
  u64: uint(8),
  f32: FLOAT,
  bytes2: { binary: 'bytes', size: 2 },
  padding2: { binary: 'bytes', custom: new Uint8Array(2), omit: true },
};

/** Layouts as data, interpreted. */
export const binaryLayout: MakePeer = (fields) => {
  const items = fields.map(({ name, type }) => ({ name: name ?? 'padding', ...TYPES[type] }));
  const layout = items as unknown as Layout; // made of its items
  return {
    name: 'binary-layout',
    decode: (bytes) => deserialize(layout, bytes) as Fields, // typed by use
    encode: (value) => serialize(layout, value as never), // typed by the layout, which is not literal
  };
};
