import {
  alignedRecord,
  array,
  asNumber,
  be,
  bigBits,
  bit,
  bits,
  bool,
  by,
  bytes,
  codec,
  countOf,
  cstring,
  enumeration,
  f16,
  f32,
  f64,
  fixedPoint,
  flags,
  i8,
  i16,
  i24,
  i32,
  i40,
  i48,
  i56,
  i64,
  le,
  lengthOf,
  optional,
  record,
  rest,
  scaled,
  sized,
  text,
  u8,
  u16,
  u24,
  u32,
  u40,
  u48,
  u56,
  u64,
  union,
  varint,
  varint64,
  zigzag,
  zigzag64,
} from 'structwire';
import { describe, expect, it } from 'vitest';
import { caught } from '../caught.ts';
import { fromHex } from '../hex.ts';
import { checkVector, decodingError, encodingError } from './both-ways.ts';

const point = record({ x: i16, y: i16 }, { name: 'point' });

describe('numbers', () => {
  it('have widths and signs', () => {
    const type = record({ u8, u16, u24, u32, u40, u48, u56, u64, i8, i16, i24, i32, i40, i48, i56, i64 });
    checkVector(
      type,
      'ff feff fdffff fcffffff fbffffffff faffffffffff f9ffffffffffff f8ffffffffffffff ff feff fdffff fcffffff fbffffffff faffffffffff f9ffffffffffff f8ffffffffffffff',
      {
        u8: 255,
        u16: 65534,
        u24: 16777213,
        u32: 4294967292,
        u40: 1099511627771,
        u48: 281474976710650,
        u56: 72057594037927929n,
        u64: 18446744073709551608n,
        i8: -1,
        i16: -2,
        i24: -3,
        i32: -4,
        i40: -5,
        i48: -6,
        i56: -7n,
        i64: -8n,
      },
    );
  });

  it('have a byte order of their own, or that of their record', () => {
    const type = record({ a: u16, b: le(u16), c: array(u24, 1), d: point }, { endian: 'be' });
    checkVector(type, '0001 0100 000001 0001 0002', { a: 1, b: 1, c: [1], d: { x: 1, y: 2 } });
    checkVector(record({ a: be(u32), b: u16, c: be(array(u16, u16)) }), '00000001 0100 0001 0002', {
      a: 1,
      b: 1,
      c: [2],
    });
  });

  it('have the byte order of the nearest record that says one, through whatever is between', () => {
    const inner = record({ n: u16, bits: record({ a: bits(4), b: bits(4) }) });
    const little = record({ n: u16, inner }, { endian: 'le' });
    const value = { n: 1, bits: { a: 1, b: 2 } };
    checkVector(inner, '0100 21', value);
    checkVector(record({ inner }, { endian: 'be' }), '0001 12', { inner: value });
    checkVector(record({ inner: be(inner), little }, { endian: 'be' }), '0001 12 0100 0100 21', {
      inner: value,
      little: { n: 1, inner: value },
    });
    checkVector(record({ inner }, { endian: 'be', bitOrder: 'lsb' }), '0001 21', { inner: value });
    const around = record(
      { all: array(inner, 1), some: optional(inner, u8), part: sized(3, inner), one: union(u8, { 7: inner }) },
      { endian: 'be' },
    );
    checkVector(around, '000112 01 000112 000112 07 000112', {
      all: [value],
      some: value,
      part: value,
      one: { tag: 7, value },
    });
    const platform = alignedRecord({ n: u16 }, { abi: 'lp64' });
    checkVector(record({ platform }, { endian: 'be' }), '0100', { platform: { n: 1 } });
  });

  it('are floats and booleans', () => {
    const type = record({ h: f16, s: f32, d: f64, b: bool });
    checkVector(type, '0038 0000003f 000000000000e03f 01', { h: 0.5, s: 0.5, d: 0.5, b: true });
  });

  it('are numbers instead of bigints where that is asked for', () => {
    const type = record({ a: asNumber(u64), b: asNumber(i64), c: asNumber(varint64) });
    checkVector(type, '0100000000000000 ffffffffffffffff ac02', { a: 1, b: -1, c: 300 });
    expect(decodingError(type, '0000000000002000 0000000000000000 00').code).toBe('unsafe-integer');
  });

  it('take as many bytes as they need', () => {
    const type = record({ a: varint, b: varint64, c: zigzag, d: zigzag64 });
    checkVector(type, '7f 8001 01 02', { a: 127, b: 128n, c: -1, d: 1n });
    checkVector(type, 'ffffffff0f ffffffffffffffffff01 ffffffff0f feffffffffffffffff01', {
      a: 4294967295,
      b: 18446744073709551615n,
      c: -2147483648,
      d: 9223372036854775807n,
    });
  });

  it('are scaled', () => {
    const type = record({
      lat: scaled(i32, 1e-7, 0, 'deg'),
      temperature: scaled(u8, 0.5, -40),
      delay: fixedPoint(u32, 16),
    });
    checkVector(type, '15cd5b07 82 00800100', { lat: 12.3456789, temperature: 25, delay: 1.5 });
  });
});

describe('bits', () => {
  it('share bytes, most significant first in big-endian records', () => {
    const type = record({ version: bits(4), flag: bit, length: bits(11), next: u16 }, { endian: 'be' });
    checkVector(type, '4c 05 0001', { version: 4, flag: true, length: 0x405, next: 1 });
  });

  it('share bytes, least significant first in little-endian ones', () => {
    const type = record({ version: bits(4), flag: bit, length: bits(11) });
    checkVector(type, '54 80', { version: 4, flag: true, length: 0x402 });
  });

  it('hold enumerations, flags, signed and scaled numbers, and stand behind variable parts', () => {
    const type = record({
      name: text(u8),
      kind: enumeration(bits(3), { a: 1, b: 5 }),
      set: flags(bits(2), { x: 1, y: 2 }, { others: null }),
      delta: bits(3, { signed: true }),
      half: scaled(bits(8), 0.5),
    });
    checkVector(type, '0178 f5 03', { name: 'x', kind: 'b', set: { x: false, y: true }, delta: -1, half: 1.5 });
  });

  it('are bigints beyond 53', () => {
    checkVector(record({ a: bigBits(60), b: bits(4) }, { endian: 'be' }), 'ffffffffffffffff', {
      a: 2n ** 60n - 1n,
      b: 15,
    });
  });

  it('end on a byte, in one order, in a record', () => {
    const problems = [
      () => record({ a: bits(3), b: u8 }),
      () => record({ a: bits(3) }),
      () => record({ a: bits(3), b: bits(5, { order: 'msb' }) }),
      () => codec(array(bits(4), 2)).layout,
      () => bits(54),
      () => bigBits(53),
    ];
    for (const problem of problems) expect(caught(problem).code).toBe('invalid-layout');
    expect(caught(() => record({ a: bits(3), b: u8 })).message).toContain(
      "before 'b' end inside a byte: add a field of 5 bits",
    );
  });
});

describe('bytes and text', () => {
  it('have fixed, prefixed and counted lengths', () => {
    const type = record({ mac: bytes(2), data: bytes(u16), size: lengthOf('more', u8), more: bytes('size') });
    const value = { mac: fromHex('0102'), data: fromHex('ff'), size: 2, more: fromHex('0304') };
    checkVector(type, '0102 0100ff 02 0304', value, { mac: value.mac, data: value.data, more: value.more });
  });

  it('goes on to the end', () => {
    checkVector(record({ a: u8, b: rest }), '01 0203', { a: 1, b: fromHex('0203') });
    checkVector(record({ a: u8, b: text(rest) }), '01 6162', { a: 1, b: 'ab' });
  });

  it('is padded, terminated, in other encodings', () => {
    const type = record({
      a: text(4),
      b: text(4, 'ascii', 'space'),
      c: cstring({ max: 5 }),
      d: text(u8, 'utf16be'),
      e: text(1, 'latin1', 'none'),
      f: text(2, 'ascii', { invalid: 'replace' }),
    });
    checkVector(type, '61620000 61622020 616200 0400e92603 ff 6161', {
      a: 'ab',
      b: 'ab',
      c: 'ab',
      d: 'é☃',
      e: 'ÿ',
      f: 'aa',
    });
    expect(codec(text(2, 'ascii', { invalid: 'replace' })).decode(fromHex('6180'))).toBe('a\ufffd');
  });

  it('reckons with lengths', () => {
    const type = record({
      words: u8,
      options: bytes(by('words', { times: 4, plus: -4 })),
      tail: bytes(by(u16, { plus: -2 })),
    });
    checkVector(type, '02 01020304 0300 aa', { words: 2, options: fromHex('01020304'), tail: fromHex('aa') });
  });
});

describe('arrays', () => {
  it('are fixed, counted, prefixed, and go to the end', () => {
    const type = record({
      n: countOf('b', u8),
      a: array(u16, 2),
      b: array(point, 'n'),
      c: array(text(u8), varint),
      d: array(u8, rest),
    });
    const value = { n: 1, a: [1, 2], b: [{ x: 3, y: 4 }], c: ['a', ''], d: [5, 6] };
    const { n, ...input } = value;
    expect(n).toBe(1);
    checkVector(type, '01 0100 0200 0300 0400 02 0161 00 0506', value, input);
  });

  it('have several dimensions and take typed arrays', () => {
    const type = record({ w: u8, rows: array(array(u16, 'w'), u8) });
    checkVector(
      type,
      '02 02 0100 0200 0300 0400',
      {
        w: 2,
        rows: [
          [1, 2],
          [3, 4],
        ],
      },
      { w: 2, rows: [Uint16Array.of(1, 2), [3, 4]] },
    );
  });
});

describe('names for values', () => {
  it('are shown, and unknown integers as they are', () => {
    const type = record({ a: enumeration(u8, { off: 0, on: 1 }), b: enumeration(i16, { low: -1 }, { as: 'number' }) });
    checkVector(type, '01 ffff', { a: 'on', b: -1 }, { a: 'on', b: 'low' });
    checkVector(type, '07 ffff', { a: 7, b: -1 });
    expect(encodingError(type, { a: 'up', b: 0 }).code).toBe('unknown-enum-name');
  });

  it('are flags', () => {
    const type = record({
      a: flags(u8, { ack: 1, end: 0x80 }),
      b: flags(u64, { top: 2n ** 63n }, { others: 'reserved' }),
    });
    checkVector(type, '83 0100000000000080', {
      a: { ack: true, end: true, others: 2 },
      b: { top: true, reserved: 1n },
    });
    expect(codec(type).encode({ a: {}, b: { top: true } })).toEqual(fromHex('00 0000000000000080'));
  });
});
