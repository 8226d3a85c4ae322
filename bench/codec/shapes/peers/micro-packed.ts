import * as P from 'micro-packed';
import { plainOf } from '../plain-of.ts';
import { fieldsOf, hasKind, type Shape } from '../shape.ts';
import type { Fields, MakeShapedPeer } from './shaped-peer.ts';

type Coder = P.CoderType<unknown>;

const SCALARS = { u8: P.U8, u16: P.U16LE, u32: P.U32LE, i16: P.I16LE, f32: P.F32LE };

/** Combinators with checks. A union is `{ TAG, data }`. */
export const microPacked: MakeShapedPeer = ({ shape, values }) => {
  const coder = coderOf(shape) as P.CoderType<Fields>; // of a record
  const isTagged = hasKind(shape, 'union');
  return {
    name: 'micro-packed',
    ...(isTagged ? { note: 'unions as { TAG, data }', values: values.map(tagged) } : {}),
    plain: (value) => plainOf(shape, value, ({ TAG, data }) => ({ tag: Number(TAG), value: data })) as Fields, // of a record
    decode: (bytes) => coder.decode(bytes),
    encode: (value) => coder.encode(value),
  };
};

function coderOf(shape: Shape): Coder {
  if (typeof shape === 'string') return SCALARS[shape] as Coder;
  switch (shape.kind) {
    case 'text':
      return P.string(SCALARS[shape.length]) as Coder;
    case 'list':
      return P.array(shape.length === 'u8' ? P.U8 : shape.length, coderOf(shape.element)) as Coder;
    case 'record':
      return P.struct(Object.fromEntries(fieldsOf(shape).map(([name, field]) => [name, coderOf(field)]))) as Coder;
    case 'union':
      return P.tag(P.U8, Object.fromEntries(shape.cases.map((each, i) => [i + 1, coderOf(each)]))) as Coder;
  }
}

function tagged(value: Fields): Fields {
  const { tag, value: data } = value['body'] as { tag: number; value: Fields }; // the one union of the workloads
  return { ...value, body: { TAG: tag, data } };
}
