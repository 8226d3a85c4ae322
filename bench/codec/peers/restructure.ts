import { createRequire } from 'node:module';
import { type Fields, has, type MakePeer } from './field.ts';

interface RestructureStruct {
  fromBuffer(bytes: Uint8Array): Fields;
  toBuffer(value: Fields): Uint8Array;
}
// It has no types.
const r = createRequire(import.meta.url)('restructure') as Record<string, unknown> & {
  Struct: new (fields: object) => RestructureStruct;
  Reserved: new (type: unknown, count: number) => unknown;
  Buffer: new (length: number) => unknown;
};

const TYPES = { u8: r['uint8'], u16: r['uint16le'], u32: r['uint32le'], f32: r['floatle'] };

/** Declarative decoding and encoding; no 64-bit integers. */
export const restructure: MakePeer = (fields) => {
  if (has(fields, 'u64')) return null;
  const types = fields.map(({ name, type }): [string, unknown] => {
    if (name === null) return ['padding', new r.Reserved(r['uint8'], 2)];
    return [name, type === 'bytes2' ? new r.Buffer(2) : TYPES[type as keyof typeof TYPES]]; // padding has no name
  });
  const struct = new r.Struct(Object.fromEntries(types));
  return {
    name: 'restructure',
    decode: (bytes) => struct.fromBuffer(bytes),
    encode: (value) => struct.toBuffer(value),
  };
};
