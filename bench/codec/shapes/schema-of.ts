import { type AnyType, array, codec, f32, i16, record, type Schema, text, u8, u16, u32, union } from 'structwire';
import type { Candidate } from '../workload.ts';
import type { RecordShape, ScalarShape, Shape } from './shape.ts';

const SCALARS: Readonly<Record<ScalarShape, AnyType>> = { u8, u16, u32, i16, f32 };
const LENGTHS = { u8, u16 } as const;

/** The schema of a shape. */
export function schemaOf<T>(shape: RecordShape, codegen: 'auto' | 'eager' | 'never'): Schema<T> {
  return codec(typeOf(shape), { codegen }) as unknown as Schema<T>; // the values of a workload are those of its shape
}

function typeOf(shape: Shape): AnyType {
  if (typeof shape === 'string') return SCALARS[shape];
  switch (shape.kind) {
    case 'text':
      return text(LENGTHS[shape.length]);
    case 'list':
      return array(typeOf(shape.element), shape.length === 'u8' ? u8 : shape.length);
    case 'record':
      return record(Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, typeOf(field)])));
    case 'union':
      return union(u8, Object.fromEntries(shape.cases.map((each, i) => [i + 1, typeOf(each)])));
  }
}

/** The codec of a shape as a user has it. */
export function compiledShape<T>(shape: RecordShape): Candidate<T> {
  return { name: 'structwire', ...operationsOf(schemaOf<T>(shape, 'auto')) };
}

/** The codec where code generation is forbidden. */
export function interpretedShape<T>(shape: RecordShape): Candidate<T> {
  return { name: 'structwire, interpreted', note: 'without eval', ...operationsOf(schemaOf<T>(shape, 'never')) };
}

function operationsOf<T>(schema: Schema<T>): Omit<Candidate<T>, 'name'> {
  return {
    decode: (bytes) => schema.decode(bytes),
    decodeFrom: (chunk, at) => schema.decodeFrom(chunk, at),
    encode: (value) => schema.encode(value),
    encodeInto: (value, chunk, at) => schema.encodeInto(value, chunk, at),
  };
}
