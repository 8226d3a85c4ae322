import { Parser } from 'binary-parser';
import { asItIs, plainOf } from '../plain-of.ts';
import { fieldsOf, type RecordShape, type Shape, type UnionShape } from '../shape.ts';
import type { Fields, MakeShapedPeer } from './shaped-peer.ts';

/** Methods that the type checker does not see in its declaration, or whose options depend on literal names. */
type Loose = Parser &
  Record<'uint8' | 'uint16' | 'uint32' | 'int16' | 'floatle', (name: string) => Loose> &
  Record<'string' | 'array' | 'nest' | 'choice', (name: string, options: object) => Loose>;

const METHODS = { u8: 'uint8', u16: 'uint16', u32: 'uint32', i16: 'int16', f32: 'floatle' } as const;
const ELEMENTS = { u8: 'uint8', u16: 'uint16le', u32: 'uint32le', i16: 'int16le', f32: 'floatle' } as const;

/** Compiles parsers; has no encoder. Lengths in front are fields of their own. */
export const binaryParser: MakeShapedPeer = ({ shape }) => {
  const parser = parserOf(shape);
  return {
    name: 'binary-parser',
    note: 'no encoder',
    plain: (value) => plainOf(shape, value, asItIs) as Fields, // of a record
    decode: (bytes) => parser.parse(bytes) as Fields, // typed by use
  };
};

function parserOf(shape: RecordShape): Loose {
  let parser = new Parser().endianness('little') as Loose;
  for (const [name, field] of fieldsOf(shape)) parser = add(parser, name, field);
  return parser;
}

function add(parser: Loose, name: string, shape: Shape): Loose {
  if (typeof shape === 'string') return parser[METHODS[shape]](name);
  const length = `${name}Length`;
  switch (shape.kind) {
    case 'text':
      return parser[METHODS[shape.length]](length).string(name, { length, encoding: 'utf8' });
    case 'list': {
      const type = typeof shape.element === 'string' ? ELEMENTS[shape.element] : parserOf(shape.element as RecordShape); // of these two
      if (shape.length === 'u8') return parser.uint8(length).array(name, { type, length });
      return parser.array(name, { type, length: shape.length });
    }
    case 'record':
      return parser.nest(name, { type: parserOf(shape) });
    case 'union':
      return parser.nest(name, { type: choiceOf(shape) });
  }
}

function choiceOf({ cases }: UnionShape): Loose {
  const choices = Object.fromEntries(cases.map((each, i) => [i + 1, parserOf(each)]));
  return (new Parser().endianness('little') as Loose).uint8('tag').choice('value', { tag: 'tag', choices });
}
