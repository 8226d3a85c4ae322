import {
  type AnyType,
  alignedRecord,
  array,
  be,
  bytes,
  checksum,
  codec,
  constant,
  countOf,
  enumeration,
  f32,
  i16,
  LayoutCodec,
  lengthOf,
  optional,
  padding,
  record,
  Struct,
  scaled,
  sized,
  struct,
  text,
  transform,
  u8,
  u16,
  u32,
  union,
} from 'structwire';
import { fingerprint, parseLayouts, serializeLayouts } from 'structwire/layout';
import { describe, expect, it } from 'vitest';
import { fnv1a128 } from '../../src/layout/fingerprint.ts';

const of = (type: AnyType): string => fingerprint(codec(type).layout);

describe('the hash', () => {
  // Test vectors of draft-eastlake-fnv, FNV-1a of 128 bits.
  it.each([
    ['', '6c62272e07bb014262b821756295c58d'],
    ['a', 'd228cb696f1a8caf78912b704e4a8964'],
    ['foobar', '343e1662793c64bf6f0d3597ba446f18'],
  ])('of %j', (given, expected) => expect(fnv1a128(given)).toBe(expected));
});

describe('the fingerprint', () => {
  it('stays what it is', () => {
    expect(of(record({ id: u32, tag: text(2), value: f32 }))).toBe('6cc9ddca0713cd8a9fb582362d7b8d87');
    expect(of(record({ n: countOf('a', u8), a: array(u16, 'n') }))).toBe('df8baf3686a9f33167c6a1b780cbb02f');
  });

  it.each([
    ['names', record({ a: u8, b: u16 }), record({ x: u8, y: u16 }, { name: 'other' })],
    ['how values are shown', record({ a: u8, b: i16 }), record({ a: enumeration(u8, { x: 1 }), b: scaled(i16, 0.1) })],
    ['elements or fields', record({ a: array(u16, 2), b: u16 }), record({ a: u16, b: u16, c: u16 })],
    ['nesting', record({ a: record({ x: u8, y: u16 }), b: u8 }), record({ a: u8, b: u16, c: u8 })],
    ['text or bytes', record({ a: text(4) }), record({ a: bytes(4) })],
    ['user functions', record({ a: u8 }), record({ a: transform(u8, { decode: String, encode: Number }) })],
    ['padding or gaps', record({ a: u8, _: padding(3), b: u32 }), alignedRecord({ a: u8, b: u32 })],
    [
      'names of what is referred to',
      record({ n: countOf('a', u8), a: array(u8, 'n') }),
      record({ m: countOf('b', u8), b: array(u8, 'm') }),
    ],
  ])('does not depend on %s', (_what, a, b) => expect(of(a)).toBe(of(b)));

  it('is the same for formats, notations and schemas of the same bytes', () => {
    const expected = of(record({ id: u32, tag: bytes(2), value: f32 }));
    expect(fingerprint(new Struct('<I2sf').layout)).toBe(expected);
    expect(fingerprint(struct('<id:I tag:2s value:f').layout)).toBe(expected);
    expect(fingerprint(new Struct('I 2s f').layout)).not.toBe(expected);
    expect(fingerprint(new Struct('<4H').layout)).toBe(of(array(u16, 4)));
    expect(fingerprint(new Struct('<3000000000B').layout)).toHaveLength(32);
  });

  it.each([
    ['byte order', u16, be(u16)],
    ['sign', i16, u16],
    ['sizes', record({ a: u8, b: u16 }), record({ a: u16, b: u8 })],
    ['offsets', record({ a: u8, _: padding(1), b: u8 }), record({ a: u8, b: u8 })],
    ['the size of the record', record({ a: u8 }), record({ a: u8, _: padding(1) })],
    ['constants', record({ a: constant(u8, 1) }), record({ a: constant(u8, 2) })],
    ['counts', record({ n: u8, m: u8, a: array(u8, 'n') }), record({ n: u8, m: u8, a: array(u8, 'm') })],
    ['prefixes', array(u8, u8), array(u8, u16)],
    ['cases', union(u8, { 1: u8 }), union(u8, { 2: u8 })],
    ['conditions', record({ f: u8, a: optional(u8, 'f') }), record({ f: u8, a: optional(u8, u8) })],
    [
      'what a length covers',
      record({ n: lengthOf('a', u8), a: bytes(1) }),
      record({ n: lengthOf(null, u8), a: bytes(1) }),
    ],
    ['checksums', record({ a: u8, s: checksum('sum', u8) }), record({ a: u8, s: checksum('xor', u8) })],
    [
      'ranges',
      record({ a: u8, b: u8, s: checksum('sum', u8) }),
      record({ a: u8, b: u8, s: checksum('sum', u8, { from: 'b' }) }),
    ],
    ['runs of known length', sized(4, u8), record({ a: u8, _: padding(3) })],
  ] as const)('depends on %s', (_what, a, b) => expect(of(a)).not.toBe(of(b)));

  it('survives a file', () => {
    const { layout } = record({ n: countOf('a', u8), a: array(union(u8, { 1: u16, 2: text(u8) }), 'n') });
    const again = parseLayouts(serializeLayouts({ layout })).get('layout');
    expect(again).toBeDefined();
    if (again !== undefined) expect(fingerprint(new LayoutCodec(again).layout)).toBe(fingerprint(layout));
  });
});
