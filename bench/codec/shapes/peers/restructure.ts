import { createRequire } from 'node:module';
import { besideTag, plainOf } from '../plain-of.ts';
import { fieldsOf, hasKind, type RecordShape, type Shape } from '../shape.ts';
import type { Fields, MakeShapedPeer } from './shaped-peer.ts';

interface RestructureStruct {
  fromBuffer(bytes: Uint8Array): Fields;
  toBuffer(value: Fields): Uint8Array;
}
// It has no types.
const r = createRequire(import.meta.url)('restructure') as Record<string, unknown> & {
  Struct: new (fields: object) => RestructureStruct;
  VersionedStruct: new (type: unknown, versions: object) => RestructureStruct;
  String: new (length: unknown, encoding: string) => unknown;
  Array: new (type: unknown, length: unknown) => unknown;
};

const SCALARS = { u8: r['uint8'], u16: r['uint16le'], u32: r['uint32le'], i16: r['int16le'], f32: r['floatle'] };

/** Declarative decoding and encoding. A union is a struct with versions, which stand among its fields. */
export const restructure: MakeShapedPeer = ({ shape, values }) => {
  const struct = typeOf(shape) as RestructureStruct; // of a record
  const isFlat = hasKind(shape, 'union');
  return {
    name: 'restructure',
    ...(isFlat ? { note: 'unions without a value of their own', values: values.map(flat) } : {}),
    plain: (value) => plainOf(shape, value, besideTag('version')) as Fields, // of a record
    decode: (bytes) => struct.fromBuffer(bytes),
    encode: (value) => struct.toBuffer(value),
  };
};

function typeOf(shape: Shape): unknown {
  if (typeof shape === 'string') return SCALARS[shape];
  switch (shape.kind) {
    case 'text':
      return new r.String(SCALARS[shape.length], 'utf8');
    case 'list':
      return new r.Array(typeOf(shape.element), shape.length === 'u8' ? SCALARS.u8 : shape.length);
    case 'record':
      return new r.Struct(typesOf(shape));
    case 'union':
      return new r.VersionedStruct(
        SCALARS.u8,
        Object.fromEntries(shape.cases.map((each, i) => [i + 1, typesOf(each)])),
      );
  }
}

function typesOf(shape: RecordShape): object {
  return Object.fromEntries(fieldsOf(shape).map(([name, field]) => [name, typeOf(field)]));
}

function flat(value: Fields): Fields {
  const { tag, value: inner } = value['body'] as { tag: number; value: Fields }; // the one union of the workloads
  return { ...value, body: { version: tag, ...inner } };
}
