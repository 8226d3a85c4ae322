import {
  type AnyType,
  array,
  by,
  bytes,
  checksum,
  codec,
  constant,
  cstring,
  flags,
  lazy,
  lengthOf,
  optional,
  record,
  rest,
  type Schema,
  sized,
  type Type,
  tagOf,
  text,
  timestamp,
  transform,
  u8,
  u16,
  u32,
  u64,
  union,
  varint,
} from 'structwire';
import type * as recordErrors from '../../packages/structwire/src/errors/record-errors.ts';
import { type Backend, running } from '../backend.ts';
import type { ErrorCase, ErrorCases } from './error-case.ts';

type Place = Pick<ErrorCase<object>, 'path' | 'offset'>;

/** Bytes, as hex, that do not decode. */
function decoding(type: AnyType, hex: string, place: Place, message: string): ErrorCase<object> {
  const given = Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  return { trigger: (backend) => schemaOf(type, backend).decode(given), ...place, message };
}

/** A value that does not encode. */
function encoding(type: AnyType, value: unknown, place: Place, message: string): ErrorCase<object> {
  return { trigger: (backend) => schemaOf(type, backend).encode(value), ...place, message };
}

/** A schema that takes anything, as from untyped JavaScript. */
function schemaOf(type: AnyType, backend: Backend): Schema<unknown> {
  return codec(type, running(backend)) as unknown as Schema<unknown>;
}

interface Tree {
  children: Tree[];
}
const tree: Type<Tree> = record({
  children: array(
    lazy<Tree>('Tree', () => tree),
    u8,
  ),
});

const cycle: Tree = { children: [] };
cycle.children.push(cycle);

const message = record({ type: tagOf('body', u8), body: union('type', { 1: u16, 2: u8 }) });
const counted = record({ id: u8, n: u8, items: array(u16, 'n') });
const stopping = transform(u8, {
  name: 'even',
  decode: (value) => value / 2,
  encode: (value: number) => {
    if (!Number.isInteger(value)) throw new TypeError('halves are whole');
    return value * 2;
  },
});

export const RECORD_CASES: ErrorCases<typeof recordErrors> = {
  'beyond-its-length': [
    decoding(record({ a: u8, b: sized(u8, u32) }), '01 02 0304', { path: 'b', offset: 2 }, '4 bytes are needed here'),
    decoding(
      record({ a: sized(3, array(u16, u8)) }),
      '02 0100',
      { path: 'a', offset: 1 },
      '4 bytes are needed here, the length of what it stands in leaves 2',
    ),
    encoding(
      record({ a: u8, b: sized(2, text(u8)) }),
      { a: 1, b: 'abc' },
      { path: 'b', offset: 1 },
      '4 bytes are needed',
    ),
  ],
  'leftover-bytes': [
    decoding(
      record({ a: u8, b: sized(u8, u8) }),
      '01 02 03 04',
      { path: 'b', offset: 3 },
      'the value takes 1 of the 2',
    ),
  ],
  'bad-length': [
    decoding(
      record({ a: u8, data: bytes(by(u8, { plus: -4 })) }),
      '01 02',
      { path: 'data', offset: 1 },
      '-2 cannot be a length',
    ),
  ],
  'length-disagrees': [
    encoding(counted, { id: 1, n: 3, items: [1, 2] }, { path: 'items', offset: 2 }, "'n' says 3, but it is 2"),
    decoding(record({ n: lengthOf('data', u8), data: bytes(2) }), '03 0102', { path: 'n', offset: 0 }, 'says 3'),
  ],
  'array-too-long': [
    {
      trigger: (backend) =>
        codec(record({ a: array(u8, u32) }), { ...running(backend), limits: { maxArrayLength: 3 } }).decode(
          Uint8Array.of(4, 0, 0, 0, 1, 2, 3, 4),
        ),
      path: 'a',
      offset: 0,
      message: '4 elements are more than the limit maxArrayLength of 3',
      context: { count: 4, limit: 3 },
    },
    decoding(record({ a: array(u8, u32) }), 'ffffffff', { path: 'a', offset: 0 }, '4294967295 elements are more than'),
  ],
  'record-too-large': [
    {
      trigger: (backend) =>
        codec(record({ data: bytes(u32) }), { ...running(backend), limits: { maxRecordSize: 99 } })
          .measurer()
          .measure(Uint8Array.of(100, 0, 0, 0), 0, 4),
      offset: 0,
      message: 'the record takes 104 bytes or more, the limit maxRecordSize is 99',
      context: { size: 104, limit: 99 },
    },
  ],
  'too-deep': [
    {
      trigger: (backend) => codec(tree, { ...running(backend), limits: { maxDepth: 2 } }).encode(cycle),
      path: 'children[0].children[0].children[0]',
      offset: 3,
      message: 'values are nested deeper than the limit maxDepth of 2',
      context: { limit: 2 },
    },
    {
      trigger: (backend) => codec(tree, running(backend)).decode(new Uint8Array(100).fill(1)),
      path: Array.from({ length: 65 }, () => 'children[0]').join('.'),
      offset: 65,
      message: 'values are nested deeper than the limit maxDepth of 64',
    },
  ],
  'empty-element': [decoding(array(array(u8, 0), rest), '01', { path: '[0]', offset: 0 }, 'an element of no bytes')],
  'constant-differs': [
    decoding(
      record({ a: u8, magic: constant(u16, 0x6315) }),
      '01 0000',
      { path: 'magic', offset: 1 },
      'expected 25365, got 0',
    ),
    encoding(
      record({ a: u8, magic: constant(u16, 1) }),
      { a: 1, magic: 2 },
      { path: 'magic', offset: 1 },
      'expected 1, got 2',
    ),
  ],
  'checksum-differs': [
    decoding(
      record({ a: u32, sum: checksum('crc32', u32) }),
      '31323334 00000000',
      { path: 'sum', offset: 4 },
      'the crc32 of the bytes from 0 to 4 is 0x9be3e0a3, the record says 0x00000000',
    ),
  ],
  'invalid-text': [
    decoding(record({ a: u8, b: text(2) }), '01 c328', { path: 'b', offset: 1 }, 'not valid utf8: 2 bytes c328'),
  ],
  'unterminated-text': [
    decoding(
      record({ a: u8, b: cstring({ max: 2 }) }),
      '01 616263',
      { path: 'b', offset: 1 },
      'no terminating NUL within the first 2 bytes',
    ),
  ],
  'not-text': [
    encoding(record({ a: u8, b: text(u8) }), { a: 1, b: 7 }, { path: 'b', offset: 1 }, 'expected a string, got 7'),
  ],
  'text-not-encodable': [
    encoding(
      record({ a: u8, b: text(4, 'ascii') }),
      { a: 1, b: 'aé' },
      { path: 'b', offset: 1 },
      'ascii text cannot hold "é" (position 1)',
    ),
  ],
  'text-does-not-fit': [
    encoding(
      record({ a: u8, b: text(2) }),
      { a: 1, b: 'aé' },
      { path: 'b', offset: 1 },
      'the text takes 3 bytes as utf8',
    ),
  ],
  'varint-malformed': [
    decoding(
      record({ a: u8, b: varint }),
      '01 8000',
      { path: 'b', offset: 1 },
      'a variable-length integer in a longer form than needed',
    ),
  ],
  'unknown-tag': [decoding(message, '03 0000', { path: 'body', offset: 1 }, 'no case for the tag 3, known are 1, 2')],
  'tag-disagrees': [
    encoding(
      record({ type: u8, body: union('type', { 1: u16, 2: u8 }) }),
      { type: 1, body: { tag: 2, value: 1 } },
      { path: 'body', offset: 1 },
      "the value has the tag 2, but 'type' says 1",
    ),
  ],
  'not-a-tagged-value': [
    encoding(message, { body: 7 }, { path: 'body', offset: 1 }, 'expected { tag, value } of a union, got 7'),
  ],
  'presence-disagrees': [
    encoding(
      record({ has: u8, a: optional(u8, 'has') }),
      { has: 0, a: 1 },
      { path: 'a', offset: 1 },
      "a value is given, but 'has' says there is none",
    ),
    encoding(
      record({ has: u8, a: optional(u8, 'has') }),
      { has: 1 },
      { path: 'a', offset: 1 },
      "no value is given, but 'has' asks for one",
    ),
  ],
  'not-a-date': [
    encoding(
      record({ a: u8, t: timestamp(u32, 's') }),
      { a: 1, t: 'today' },
      { path: 't', offset: 1 },
      'expected a valid Date, got "today"',
    ),
    encoding(
      record({ t: timestamp(u32, 's') }),
      { t: new Date(Number.NaN) },
      { path: 't', offset: 0 },
      'expected a valid Date, got an invalid Date',
    ),
  ],
  'date-out-of-range': [
    decoding(
      record({ t: timestamp(u64, 'ms') }),
      'ffffffffffffffff',
      { path: 't', offset: 0 },
      '18446744073709551615n ms is a time that no Date holds',
    ),
  ],
  'unknown-flags': [
    decoding(
      record({ a: u8, f: flags(u8, { x: 1 }, { others: null }) }),
      '01 80',
      { path: 'f', offset: 1 },
      'bits are set that have no name: 0x80',
    ),
  ],
  'transform-failed': [
    encoding(
      record({ a: u8, half: stopping }),
      { a: 1, half: 0.5 },
      { path: 'half', offset: 1 },
      "the transformation 'even' failed: halves are whole",
    ),
  ],
};
