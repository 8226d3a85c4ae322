import {
  type AnyType,
  align,
  alignedRecord,
  array,
  bool,
  bySize,
  bytes,
  checksum,
  codec,
  constant,
  cstring,
  enumeration,
  f64,
  flags,
  i16,
  lazy,
  lengthOf,
  optional,
  padding,
  presenceOf,
  record,
  rest,
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
  when,
  withDefault,
} from 'structwire';
import { describe, expect, it } from 'vitest';
import { caught } from '../caught.ts';
import { fromHex } from '../hex.ts';
import { bothWays, checkVector, decodingError, encodingError } from './both-ways.ts';

const point = record({ x: i16, y: i16 }, { name: 'point' });

interface Tree {
  id: number;
  children: Tree[];
}
const tree: Type<Tree> = record({
  id: u8,
  children: array(
    lazy<Tree>('Tree', () => tree),
    u8,
  ),
});

const ipv4 = transform(bytes(4), {
  name: 'ipv4',
  decode: (address) => address.join('.'),
  encode: (address: string) => {
    if (!/^\d+\.\d+\.\d+\.\d+$/.test(address)) throw new TypeError('not an address');
    return Uint8Array.from(address.split('.'), Number);
  },
});

describe('what encoding works out', () => {
  it('is constants and defaults', () => {
    const type = record({
      magic: constant(text(4), 'RIFF'),
      sync: constant(bytes(2), Uint8Array.of(0xb5, 0x62)),
      version: constant(enumeration(u8, { v1: 1 }), 'v1'),
      ttl: withDefault(u8, 64),
      on: constant(bool, true),
      big: constant(u64, 5n),
    });
    const value = { magic: 'RIFF', sync: fromHex('b562'), version: 'v1', ttl: 64, on: true, big: 5n } as const;
    checkVector(type, '52494646 b562 01 40 01 0500000000000000', value, {});
    expect(encodingError(type, { magic: 'RIFX' })).toMatchObject({ code: 'constant-differs', path: 'magic' });
    expect(decodingError(type, '52494646 b563 01 40 01 0500000000000000')).toMatchObject({ path: 'sync', offset: 4 });
  });

  it('is lengths, counts, tags and presence in a header', () => {
    const header = record({
      type: tagOf('body', enumeration(u8, { ping: 1, data: 2 })),
      size: lengthOf({ from: 'body', through: 'note' }, u16),
      hasNote: presenceOf('note', bool),
    });
    const type = record({
      header,
      body: union('header.type', { ping: u8, data: bytes(u8) }),
      note: optional(text(u8), 'header.hasNote'),
    });
    checkVector(
      type,
      '02 0300 00 020a0b',
      {
        header: { type: 'data', size: 3, hasNote: false },
        body: { tag: 'data', value: fromHex('0a0b') },
        note: undefined,
      },
      { header: {}, body: { tag: 'data', value: fromHex('0a0b') } },
    );
    checkVector(
      type,
      '01 0300 01 07 0178',
      { header: { type: 'ping', size: 3, hasNote: true }, body: { tag: 'ping', value: 7 }, note: 'x' },
      { header: {}, body: { tag: 'ping', value: 7 }, note: 'x' },
    );
    expect(caught(() => codec(header).encode({})).code).toBe('unknown-field');
  });

  it('is checksums', () => {
    const type = record({ sync: u8, id: u8, data: bytes(u8), sum: checksum('fletcher8', u16, { from: 'id' }) });
    checkVector(
      type,
      'b5 01 02 0a0b 1829',
      { sync: 0xb5, id: 1, data: fromHex('0a0b'), sum: 0x2918 },
      { sync: 0xb5, id: 1, data: fromHex('0a0b') },
    );
    expect(decodingError(type, 'b5 01 02 0a0c 1829')).toMatchObject({
      code: 'checksum-differs',
      path: 'sum',
      offset: 5,
    });
  });
});

describe('what may be something else', () => {
  it('is optional by a flag, a value, an integer in front, or the end', () => {
    const type = record({
      set: flags(u8, { a: 1 }),
      version: u8,
      a: optional(u8, 'set.a'),
      b: optional(u8, when('version', { equals: [2, 3] })),
      c: optional(u8, when('version', { mask: 2 })),
      d: optional(u8, u8),
      e: optional(u8, rest),
    });
    const set = { a: true, others: 0 };
    checkVector(type, '01 02 0a 0b 0c 01 0d 0e', { set, version: 2, a: 10, b: 11, c: 12, d: 13, e: 14 });
    checkVector(
      type,
      '00 04 00',
      {
        set: { a: false, others: 0 },
        version: 4,
        a: undefined,
        b: undefined,
        c: undefined,
        d: undefined,
        e: undefined,
      },
      { set: {}, version: 4 },
    );
    expect(encodingError(type, { set: {}, version: 0, a: 1 })).toMatchObject({ code: 'presence-disagrees', path: 'a' });
  });

  it('is a union by prefix, text, size, and keeps what it does not know', () => {
    const type = record({
      a: union(u8, { 1: u16, 2: point }),
      b: union(text(1), { A: u8, 7: u16 }),
      c: sized(u8, union(bySize, { 1: u8, 2: u16 }, { unknown: 'keep' })),
    });
    checkVector(type, '01 0500 41 06 02 0700', {
      a: { tag: 1, value: 5 },
      b: { tag: 'A', value: 6 },
      c: { tag: 2, value: 7 },
    });
    checkVector(type, '01 0500 37 0600 03 070809', {
      a: { tag: 1, value: 5 },
      b: { tag: 7, value: 6 },
      c: { tag: null, actual: 3, value: fromHex('070809') },
    });
    expect(decodingError(type, '03')).toMatchObject({ code: 'unknown-tag', path: 'a', offset: 0 });
  });

  it('is transformed', () => {
    checkVector(record({ source: ipv4 }), '7f000001', { source: '127.0.0.1' });
    const error = encodingError(record({ source: ipv4 }), { source: 'x' });
    expect([error.code, error.path, (error.cause as Error).message]).toEqual([
      'transform-failed',
      'source',
      'not an address',
    ]);
  });

  it('is a time', () => {
    const type = record({
      a: timestamp(u32, 's'),
      b: timestamp(u64, 'us'),
      c: timestamp(f64, 's'),
      d: timestamp(u64, 'ns', { as: 'number' }),
      e: timestamp(u32, 's', { epoch: new Date('1980-01-06T00:00:00Z') }),
    });
    checkVector(type, 'c07c2b65 00b048d0ba070600 000040ff4dcbd941 0100000000000000 00000000', {
      a: new Date('2023-10-15T05:46:40.000Z'),
      b: new Date(1697348800000),
      c: new Date(1731016701000),
      d: 1n,
      e: new Date('1980-01-06T00:00:00Z'),
    });
  });

  it('is a time in a float that gives back every millisecond', () => {
    const type = record({ s: timestamp(f64, 's'), ms: timestamp(f64, 'ms'), us: timestamp(f64, 'us', { epoch: 1 }) });
    for (const [way, schema] of bothWays(type)) {
      for (let i = -2000; i < 2000; i++) {
        for (const start of [0, 1_059_784_000, 1_700_000_000_000, -1_700_000_000_000]) {
          const date = new Date(start + i);
          const value = { s: date, ms: date, us: date };
          expect(schema.decode(schema.encode(value)), way).toEqual(value);
        }
      }
      expect(
        schema.decode(record({ s: f64, ms: f64, us: f64 }).encode({ s: -0.0004, ms: 0.6, us: -1600 })),
        way,
      ).toEqual({ s: new Date(0), ms: new Date(1), us: new Date(-1) });
    }
  });

  it('contains itself', () => {
    checkVector(tree, '01 02 02 00 03 01 04 00', {
      id: 1,
      children: [
        { id: 2, children: [] },
        { id: 3, children: [{ id: 4, children: [] }] },
      ],
    });
    const cyclic: Tree = { id: 1, children: [] };
    cyclic.children.push(cyclic);
    expect(encodingError(tree, cyclic).code).toBe('too-deep');
  });
});

describe('where fields lie', () => {
  it('leaves gaps, silently', () => {
    const type = record({ a: u8, _: padding(2), b: cstring({ max: 9 }), $: align(4), c: u8 });
    checkVector(type, '01 0000 616200 0000 02', { a: 1, b: 'ab', c: 2 });
  });

  it('aligns as a C compiler does', () => {
    // gcc: struct { char a; int b; short c; double d; char e; } on x86-64 and i386, avr-gcc: none
    const fields = { a: u8, b: u32, c: u16, d: f64, e: u8 };
    const value = { a: 1, b: 2, c: 3, d: 0.5, e: 4 };
    checkVector(
      alignedRecord(fields, { abi: 'lp64' }),
      '01000000 02000000 0300000000000000 000000000000e03f 0400000000000000',
      value,
    );
    checkVector(alignedRecord(fields, { abi: 'i386' }), '01000000 02000000 03000000 000000000000e03f 04000000', value);
    checkVector(alignedRecord(fields, { abi: 'avr' }), '01 02000000 0300 000000000000e03f 04', value);
    expect(alignedRecord(fields, { abi: 'lp64-be' }).encode(value)[7]).toBe(2);
  });

  it('says where bytes are missing, in gaps as well', () => {
    const places = (type: AnyType, hex: string): unknown[] => {
      const { code, path, offset, context } = decodingError(type, hex);
      return [code, path, offset, context];
    };
    const gap = record({ inner: record({ t: text(u8), _: padding(4), b: u8 }) });
    expect(places(gap, '00 0000')).toEqual(['input-too-short', 'inner', 1, { needed: 4, available: 2 }]);
    const aligned = alignedRecord({ t: text(u8), x: u32, y: u8, z: u32 });
    expect(places(aligned, '00 000000 01000000 02 00')).toEqual([
      'input-too-short',
      'z',
      10,
      { needed: 6, available: 0 },
    ]);
    expect(places(aligned, '00 00')).toEqual(['input-too-short', '', 1, { needed: 3, available: 1 }]);
    expect(places(record({ t: text(u8), _: align(4) }), '00 00')).toEqual([
      'input-too-short',
      '',
      1,
      { needed: 3, available: 1 },
    ]);
  });

  it('aligns behind variable parts too', () => {
    const type = alignedRecord({ name: cstring({ max: 9 }), a: u16, b: u32 });
    checkVector(type, '616200 00 0100 0000 02000000', { name: 'ab', a: 1, b: 2 });
  });

  it('keeps the names of fields what they are', () => {
    const type = record({ ['__proto__']: u8, constructor: u8, 'a b': u8 });
    checkVector(type, '010203', JSON.parse('{ "__proto__": 1, "constructor": 2, "a b": 3 }') as never);
    expect(Object.getPrototypeOf(type.decode(fromHex('010203')))).toBe(Object.prototype);
    expect(caught(() => record({ 1: u8 }))).toMatchObject({ code: 'invalid-layout', path: '1' });
    expect(caught(() => record({ __proto__: u8 } as never)).code).toBe('invalid-layout');
  });
});
