import { createRequire } from 'node:module';
import { type Fields, has, type MakePeer, named } from './field.ts';

interface PythonStruct {
  pack(this: void, format: string, values: readonly unknown[]): Buffer;
  unpack(this: void, format: string, bytes: Buffer): unknown[];
}
const { pack, unpack } = createRequire(import.meta.url)('python-struct') as PythonStruct; // it has no types

const CODES = { u8: 'B', u16: 'H', u32: 'I', u64: 'Q', f32: 'f', bytes2: '2s', padding2: '2x' } as const;

/** A port of Python's module. Bytes are text, and 64-bit integers objects of the package `long`. */
export const pythonStruct: MakePeer = (fields, { values }) => {
  const format = `<${fields.map(({ type }) => CODES[type]).join('')}`;
  const names = named(fields);
  const own = (value: unknown): unknown => {
    if (typeof value === 'bigint') return String(value);
    return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
  };
  const notes = [has(fields, 'bytes2') ? 'bytes as text' : '', has(fields, 'u64') ? 'u64 as Long' : ''];
  return {
    name: 'python-struct',
    note: notes.join(''),
    why: 'calls a function for each code of the format, which reads by methods of Buffer',
    differs: names.filter(({ type }) => type === 'bytes2' || type === 'u64').map(({ name }) => name),
    values: values.map((value) => Object.fromEntries(names.map(({ name }) => [name, own(value[name])]))),
    decode: (bytes) => {
      const unpacked = unpack(format, bytes as Buffer); // the inputs are
      const record: Fields = {};
      for (let i = 0; i < names.length; i++) record[names[i]!.name] = unpacked[i]; // one value for each name
      return record;
    },
    encode: (value) => {
      const list = names.map(({ name }) => value[name]);
      return pack(format, list);
    },
  };
};
