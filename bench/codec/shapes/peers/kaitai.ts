import { createRequire } from 'node:module';
import { asItIs, plainOf } from '../plain-of.ts';
import { fieldsOf, type RecordShape, type Shape, type UnionShape } from '../shape.ts';
import type { Fields, MakeShapedPeer } from './shaped-peer.ts';

type Generated = new (stream: unknown) => Fields;
const require = createRequire(import.meta.url);
const { KaitaiStream } = require('kaitai-struct') as { KaitaiStream: new (buffer: ArrayBufferView) => unknown };
const compiler = require('kaitai-struct-compiler') as {
  compile(language: string, spec: object, importer: object, debug: boolean): Promise<Record<string, string>>;
};

/** What its compiler generates, without annotations; it has no encoder for JavaScript. Lengths in front are fields of their own. */
export const kaitai = async (...[{ shape }]: Parameters<MakeShapedPeer>): Promise<ReturnType<MakeShapedPeer>> => {
  const types: Record<string, object> = {};
  const seq = seqOf(shape, types);
  const spec = { meta: { id: 'whole_record', endian: 'le', encoding: 'UTF-8' }, seq, types };
  const files = await compiler.compile('javascript', spec, { importYaml: () => ({}) }, false);
  const Record = load(Object.values(files)[0] ?? '');
  return {
    name: 'kaitai-struct',
    note: 'generated code; no encoder',
    plain: (value) => plainOf(shape, value, asItIs) as Fields, // of a record
    decode: (bytes) => new Record(new KaitaiStream(bytes)),
  };
};

/** Its code is a module for every kind of loader. */
function load(code: string): Generated {
  const exported: Record<string, Generated> = {};
  // oxlint-disable-next-line typescript/no-implied-eval -- what its compiler wrote a moment ago
  const run = new Function('exports', 'module', 'require', 'define', code) as (...parts: unknown[]) => void;
  run(exported, { exports: exported }, (name: string) => require(name) as unknown, undefined);
  return exported['WholeRecord']!; // as its compiler spells the name
}

const SCALARS = { u8: 'u1', u16: 'u2', u32: 'u4', i16: 's2', f32: 'f4' } as const;

function seqOf(shape: RecordShape, types: Record<string, object>): object[] {
  return fieldsOf(shape).flatMap(([name, field]) => itemsOf(name, field, types));
}

function itemsOf(id: string, shape: Shape, types: Record<string, object>): object[] {
  if (typeof shape === 'string') return [{ id, type: SCALARS[shape] }];
  const length = `${id}_length`;
  switch (shape.kind) {
    case 'text':
      return [
        { id: length, type: SCALARS[shape.length] },
        { id, type: 'str', size: length },
      ];
    case 'list': {
      const type =
        typeof shape.element === 'string' ? SCALARS[shape.element] : define(shape.element as RecordShape, types); // of these two
      const count = shape.length === 'u8' ? [{ id: length, type: 'u1' }] : [];
      return [...count, { id, type, repeat: 'expr', 'repeat-expr': shape.length === 'u8' ? length : shape.length }];
    }
    case 'record':
      return [{ id, type: define(shape, types) }];
    case 'union':
      return [{ id, type: defineUnion(shape, types) }];
  }
}

function define(shape: RecordShape, types: Record<string, object>): string {
  const name = `part${Object.keys(types).length}`;
  types[name] = {};
  types[name] = { seq: seqOf(shape, types) };
  return name;
}

function defineUnion({ cases }: UnionShape, types: Record<string, object>): string {
  const name = `part${Object.keys(types).length}`;
  types[name] = {};
  const named = Object.fromEntries(cases.map((each, i) => [i + 1, define(each, types)]));
  types[name] = {
    seq: [
      { id: 'tag', type: 'u1' },
      { id: 'value', type: { 'switch-on': 'tag', cases: named } },
    ],
  };
  return name;
}
