import {
  type AnyType,
  align,
  array,
  asNumber,
  bits,
  bool,
  by,
  bytes,
  checksum,
  codec,
  countOf,
  cstring,
  enumeration,
  f64,
  flags,
  lazy,
  lengthOf,
  optional,
  padding,
  presenceOf,
  record,
  rest,
  type Schema,
  scaled,
  sized,
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
  viewable,
  when,
  withDefault,
} from 'structwire';
import { describe, expect, it } from 'vitest';
import { caught } from '../caught.ts';
import { bothWays } from './both-ways.ts';

describe('mistakes in schemas', () => {
  const MISTAKES: readonly (readonly [string, () => unknown])[] = [
    ['negative length', () => bytes(-1)],
    ['fraction of an element', () => array(u8, 1.5)],
    ['empty path', () => bytes('')],
    ['prefix that is no integer', () => codec(bytes(text(1) as never)).layout],
    ['factor 0', () => scaled(u8, 0)],
    ['scaled bigint', () => codec(scaled(u64 as never, 2)).layout],
    ['enumeration of text', () => codec(enumeration(text(1) as never, { a: 1 })).layout],
    ['name without an integer', () => enumeration(u8, { a: 1.5 })],
    ['flag of two bits', () => codec(flags(u8, { a: 3 })).layout],
    ['flag outside', () => codec(flags(u8, { a: 256 })).layout],
    ['flag called as the others', () => flags(u8, { others: 1 })],
    ['checksum of 64 bits', () => codec(checksum('crc32', u64 as never)).layout],
    ['alignment 0', () => align(0)],
    ['length in a varint', () => codec(lengthOf('a', varint)).layout],
    ['default that is an object', () => withDefault(bytes(1), new Uint8Array(1) as never)],
    ['limit of by', () => by(u8, { times: 0 })],
    ['epoch', () => timestamp(u32, 's', { epoch: new Date(Number.NaN) })],
    ['field without a type', () => record({ a: undefined as never })],
    ['name of a type', () => record({ a: 'u8' as never })],
    ['array of nothing', () => array(undefined as never, 2)],
    ['array of how many', () => array(u8, undefined as never)],
    ['optional nothing', () => optional(null as never, u8)],
    ['union of nothing', () => union(u8, { 1: undefined as never })],
    ['names of nothing', () => enumeration(undefined as never, { a: 1 })],
    ['codec of nothing', () => codec(undefined as never)],
    ['views of nothing', () => viewable(undefined as never)],
    ['nothing, lazily', () => codec(lazy('A', () => undefined as never)).layout],
    ['one name for two types', () => record({ a: lazy('A', () => u8), b: lazy('A', () => u32) }).layout],
    [
      'one name for two types, one inside the other',
      () => codec(lazy('A', () => record({ a: lazy('A', () => u8) }))).layout,
    ],
    ['default of an element', () => array(withDefault(u8, 3), 2)],
    ['default of what may be missing', () => record({ a: optional(withDefault(u8, 3), u8) }).layout],
    ['default of a part', () => record({ a: sized(2, withDefault(u8, 3)) }).layout],
    ['default of a case', () => record({ a: union(u8, { 1: withDefault(u8, 3) }) }).layout],
    ['default of what is transformed', () => transform(withDefault(u8, 3), { decode: String, encode: Number })],
    ['length in a float', () => codec(bytes(f64)).layout],
    ['count in a boolean', () => codec(array(u8, bool as never)).layout],
    ['derived length in a float', () => record({ n: lengthOf('a', f64), a: rest }).layout],
    ['byte order by another name', () => record({ a: u32 }, { endian: 'little' as never })],
    ['order of bits by another name', () => record({ a: bits(8) }, { bitOrder: 'big' as never })],
    ['order of some bits by another name', () => bits(3, { order: 'le' as never })],
    ['encoding by another name', () => text(4, 'utf-8' as never)],
    ['encoding up to a NUL by another name', () => cstring({ max: 4, encoding: 'ucs2' as never })],
    ['padding by another name', () => text(4, 'ascii', 'zero' as never)],
    ['invalid text by another name', () => text(4, 'ascii', { invalid: 'ignore' as never })],
    ['unit by another name', () => timestamp(u32, 'sec' as never)],
    ['time as what there is not', () => timestamp(u32, 's', { as: 'string' as never })],
    ['names as what there is not', () => enumeration(u8, { a: 1 }, { as: 'bigint' as never })],
    ['leftover by another name', () => sized(4, u8, { leftover: 'keep' as never })],
    ['unknown by another name', () => union(u8, { 1: u8 }, { unknown: 'raw' as never })],
    ['checksum of no such name', () => record({ a: checksum('crc33' as never, u32) }).encode({})],
    ['checksum named like what objects have', () => record({ a: checksum('toString' as never, u32) }).encode({})],
    ['mask without bits', () => when('a', { mask: 0 })],
    ['mask of half a bit', () => when('a', { mask: 1.5 })],
    ['asNumber of 32 bits', () => codec(asNumber(u32 as never)).layout],
    ['asNumber of f64', () => codec(asNumber(f64 as never)).layout],
    ['case without a name', () => codec(union(enumeration(u8, { a: 1 }), { b: u8 })).layout],
    ['asNumber of a float', () => codec(asNumber(rest as never)).layout],
  ];

  it('are not two makers of the same type', () => {
    const chain = (): AnyType => lazy('Chain', () => record({ id: u8, next: optional(chain(), u8) }));
    const Both = record({ first: chain(), second: chain() });
    const value = { first: { id: 1, next: { id: 2, next: undefined } }, second: { id: 3, next: undefined } };
    expect(Both.decode(Uint8Array.of(1, 1, 2, 0, 3, 0))).toEqual(value);
    const Pair: AnyType = record({
      left: optional(
        lazy('Pair', () => Pair),
        u8,
      ),
      right: optional(
        lazy('Pair', () => Pair),
        u8,
      ),
    });
    expect(codec(Pair).decode(Uint8Array.of(0, 1, 0, 0))).toEqual({ right: {} });
    const Names = record({ a: lazy('A', () => u8), b: lazy('B', () => u8) });
    expect(Names.decode(Uint8Array.of(1, 2))).toEqual({ a: 1, b: 2 });
  });

  const Kind = enumeration(u8, { point: 1 });
  const CONTRADICTIONS: readonly (readonly [string, AnyType, string])[] = [
    ['count of a number', record({ n: countOf('a', u8), a: u8 }), "'a' has no elements to count"],
    ['count of a text', record({ n: countOf('a', u8), a: text('n') }), "'a' has no elements to count"],
    ['tag of a number', record({ n: tagOf('a', u8), a: u8 }), "'a' is no union, which has a tag"],
    ['presence of a number', record({ n: presenceOf('a', u8), a: u8 }), "'a' is not optional: it is always there"],
    [
      'condition on a name that is none',
      record({ k: Kind, a: optional(u8, when('k', { equals: 'pint' })) }),
      "'k' is never 'pint': it is an enumeration without that name",
    ],
    [
      'condition on a text in a number',
      record({ k: u8, a: optional(u8, when('k', { equals: [1, 'x'] })) }),
      "'k' is never 'x': it is a number",
    ],
    [
      'case for a name that is none',
      record({ k: tagOf('a', Kind), a: union('k', { pint: u8 }) }),
      "'k' is never 'pint': it is an enumeration without that name",
    ],
    [
      'bytes behind the rest',
      record({ data: rest, sum: u32 }),
      "'data' takes all bytes to the end, none are left for 'sum' behind it: give it a length, or put it into sized()",
    ],
    [
      'bytes behind a record to the end',
      record({ a: u8, list: record({ n: u8, all: array(u16, rest) }), _: padding(2) }),
      "'list' takes all bytes to the end, none are left for the padding behind it: give it a length, or put it into sized()",
    ],
  ];
  it.each(CONTRADICTIONS)('%s', (_name, type, message) => {
    for (const [way, schema] of bothWays(type)) {
      const given = schema as unknown as Schema<unknown>; // nothing gets as far as to look at it
      for (const use of [
        () => given.encode({ n: 1, a: 1, k: 1, data: new Uint8Array(1), sum: 1, list: { n: 1, all: [] } }),
        () => given.decode(new Uint8Array(given.size ?? 9)),
      ])
        expect(caught(use).message, way).toBe(message);
    }
  });

  it.each(MISTAKES)('%s', (_name, make) => expect(caught(make).code).toBe('invalid-layout'));
});
