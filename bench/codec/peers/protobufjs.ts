import protobuf from 'protobufjs';
import { type Fields, has, type MakePeer, named } from './field.ts';

const TYPES = { u8: 'uint32', u16: 'uint32', u32: 'fixed32', u64: 'fixed64', f32: 'float', bytes2: 'bytes' } as const;

/** Protocol Buffers with code that it generates at run time. */
export const protobufjs: MakePeer = (fields, { values }) => {
  const type = new protobuf.Type('Record');
  for (const [i, { name, type: fieldType }] of named(fields).entries()) {
    type.add(new protobuf.Field(name, i + 1, TYPES[fieldType as keyof typeof TYPES])); // padding has no name
  }
  new protobuf.Root().add(type);
  const hasLong = has(fields, 'u64');
  return {
    name: 'protobufjs',
    note: hasLong ? 'own format; u64 as Long' : 'own format',
    why: 'compiles readers and writers',
    differs: named(fields).flatMap(({ name, type: fieldType }) => (fieldType === 'u64' ? [name] : [])),
    values: values.map((value) => (hasLong ? { ...value, time: longOf(value['time'] as bigint) } : value)),
    decode: (bytes) => type.decode(bytes) as unknown as Fields, // has the fields
    encode: (value) => type.encode(value).finish(),
  };
};

function longOf(value: bigint): unknown {
  const { Long } = protobuf.util;
  return Long === null
    ? Number(value)
    : (Long as unknown as { fromString(text: string, unsigned: boolean): unknown }).fromString(String(value), true); // its declaration is short
}
