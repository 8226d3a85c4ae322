import { Struct } from 'typed-struct';
import { type Fields, type MakePeer, named } from './field.ts';

type Live = new (bytes?: Buffer) => Fields;

/** Live views with a property for each field. */
export const typedStruct: MakePeer = (fields, { size }) => {
  // Its types follow the names of fields, which are not known here.
  let struct = new Struct('Record') as unknown as Record<string, (...parameters: (string | number)[]) => never>;
  for (const { name, type } of fields) {
    if (name === null) struct = struct['seek']!(2);
    else if (type === 'u8') struct = struct['UInt8']!(name);
    else if (type === 'u16') struct = struct['UInt16LE']!(name);
    else if (type === 'u32') struct = struct['UInt32LE']!(name);
    else if (type === 'u64') struct = struct['BigUInt64LE']!(name);
    else if (type === 'f32') struct = struct['Float32LE']!(name);
    else struct = struct['Buffer']!(name, 2);
  }
  const Record = (struct as unknown as { compile(): Live & { raw(record: Fields): Buffer } }).compile();
  const names = named(fields);
  return {
    name: 'typed-struct',
    note: 'live view; every field read',
    decode: (bytes) => new Record(bytes as Buffer), // the inputs are
    encode: (value) => {
      const record = new Record(Buffer.alloc(size));
      for (const { name, type } of names) {
        if (type === 'bytes2') (record[name] as Buffer).set(value[name] as Uint8Array);
        else record[name] = value[name];
      }
      return Record.raw(record);
    },
  };
};
