import { Packr } from 'msgpackr';
import type { Fields, MakePeer } from './field.ts';

/** MessagePack with its record extension: names are sent once. */
export const msgpackr: MakePeer = (_fields, { values }) => {
  const packr = new Packr({ structures: [], int64AsType: 'bigint' });
  return {
    name: 'msgpackr',
    note: 'own format',
    why: 'compiles a reader for the names it has seen, and writes to memory that it keeps',
    values,
    decode: (bytes) => packr.unpack(bytes) as Fields, // typed by use
    encode: (value) => packr.pack(value),
  };
};
