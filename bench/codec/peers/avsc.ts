import avro from 'avsc';
import { has, type MakePeer, named } from './field.ts';

const TYPES = {
  u8: 'int',
  u16: 'int',
  u32: 'long',
  u64: 'long',
  f32: 'float',
  bytes2: { type: 'fixed', name: 'Bytes2', size: 2 },
  padding2: 'null',
} as const;

/** Avro. */
export const avsc: MakePeer = (fields, { values }) => {
  const names = named(fields);
  const schema = {
    type: 'record',
    name: 'Record',
    fields: names.map(({ name, type }) => ({ name, type: TYPES[type] })),
  };
  const type = avro.Type.forSchema(schema as avro.Schema); // of the names that are given
  const own = (value: unknown): unknown => {
    if (typeof value === 'bigint') return Number(value);
    return value instanceof Uint8Array ? Buffer.from(value) : value;
  };
  return {
    name: 'avsc',
    note: has(fields, 'u64') ? 'own format; u64 as number' : 'own format',
    why: 'compiles readers and writers, and writes to memory that it keeps',
    differs: names.filter((field) => field.type === 'u64').map(({ name }) => name),
    values: values.map((value) => Object.fromEntries(names.map(({ name }) => [name, own(value[name])]))),
    decode: (bytes) => type.fromBuffer(bytes as Buffer), // the inputs are
    encode: (value) => type.toBuffer(value),
  };
};
