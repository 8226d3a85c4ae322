import { Encoder } from 'cbor-x';
import type { Fields, MakePeer } from './field.ts';

/** CBOR with its record extension: names are sent once. */
export const cborX: MakePeer = (_fields, { values }) => {
  const encoder = new Encoder({ structures: [], useRecords: true });
  return {
    name: 'cbor-x',
    note: 'own format',
    why: 'compiles a reader for the names it has seen, and writes to memory that it keeps',
    values,
    decode: (bytes) => encoder.decode(bytes) as Fields, // typed by use
    encode: (value) => encoder.encode(value),
  };
};
