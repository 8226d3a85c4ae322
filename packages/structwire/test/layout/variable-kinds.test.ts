import { describe, expect, it } from 'vitest';
import type { Layout } from '../../src/layout/layout.ts';
import { caught } from '../caught.ts';
import { fromHex, toHex } from '../hex.ts';
import { checkCase, decode, encode } from './interpret-case.ts';
import {
  array,
  blob,
  by,
  f32,
  fixed,
  prefixed,
  record,
  rest,
  scalar,
  sized,
  text,
  u8,
  u16,
  u32,
  u64,
  varint,
} from './variable-layouts.ts';

const derived = (base: Layout, from: object): Layout =>
  ({ kind: 'derived', size: base.size, align: 1, base, from }) as Layout;
const countOf = (field: string, base: Layout = u8): Layout => derived(base, { of: 'count', field: field.split('.') });
const lengthOf = (field: string, base: Layout = u8, more: object = {}): Layout =>
  derived(base, { of: 'length', field: field === '' ? [] : field.split('.'), ...more });
const checksum = (algorithm: string, base: Layout, from: string | null = null, through: string | null = null): Layout =>
  ({ kind: 'checksum', size: base.size, align: 1, base, algorithm, from, through }) as Layout;
const constant = (base: Layout, value: unknown): Layout =>
  ({ kind: 'constant', size: base.size, align: 1, base, value }) as Layout;
const optional = (layout: Layout, present: object): Layout =>
  ({ kind: 'optional', size: null, align: 1, layout, present }) as Layout;
const union = (tag: object, cases: Record<string, Layout>, unknown: 'keep' | 'refuse' = 'refuse'): Layout => {
  const list = Object.entries(cases).map(([key, layout]) => ({ tag: /^\d+$/.test(key) ? Number(key) : key, layout }));
  return { kind: 'union', size: null, align: 1, tag, cases: list, unknown } as Layout;
};
const bytes2: Layout = { kind: 'bytes', size: 2, align: 1, fit: 'exact' };
const zigzag64: Layout = { kind: 'varint', size: null, align: 1, bits: 64, zigzag: true };
const nested = record({ a: u8, b: text(prefixed(u8)) });
const flags: Layout = {
  kind: 'flags',
  size: 1,
  align: 1,
  base: u8,
  flags: [
    { name: 'ack', mask: 1 },
    { name: 'end', mask: 128 },
  ],
  others: 'others',
};
const tree: Layout = {
  kind: 'definitions',
  size: null,
  align: 1,
  layout: { kind: 'ref', size: null, align: 1, name: 'tree' },
  definitions: [
    {
      name: 'tree',
      layout: record({ id: u8, sons: array({ kind: 'ref', size: null, align: 1, name: 'tree' }, prefixed(u8)) }),
    },
  ],
};
const bits = (width: number, bit: number, size: number, order: 'lsb' | 'msb' = 'msb'): Layout => ({
  kind: 'bits',
  size,
  align: 1,
  width,
  bit,
  order,
  signed: false,
});

const nibbles: Layout = {
  kind: 'record',
  size: null,
  align: 1,
  fields: [
    { name: 't', stretch: 0, offset: 0, layout: text(prefixed(u8)) },
    { name: 'hi', stretch: 1, offset: 0, layout: bits(4, 0, 1) },
    { name: 'lo', stretch: 1, offset: 0, layout: bits(4, 4, 1) },
  ],
  stretches: [0, 1],
};

/** name, layout, value as decoded, hex, value to encode when it is another one */
const CASES: readonly (readonly [string, Layout, unknown, string, unknown?])[] = [
  ['varint', varint, 300, 'ac02'],
  ['varint, largest', varint, 4294967295, 'ffffffff0f'],
  ['zigzag', zigzag64, -9223372036854775808n, 'ffffffffffffffffff01'],
  ['zigzag, small', zigzag64, -1n, '01'],
  ['blob by prefix', blob(prefixed(u16)), fromHex('0a0b'), '0200 0a0b'],
  ['blob by varint', blob(prefixed(varint)), new Uint8Array(128).fill(7), `8001${'07'.repeat(128)}`],
  ['blob by field', record({ n: u8, data: blob(by('n')) }), { n: 2, data: fromHex('0102') }, '02 0102'],
  [
    'adjusted',
    record({ n: u8, d: blob(by('n', { times: 4, plus: -4 })) }),
    { n: 2, d: fromHex('01020304') },
    '0201020304',
  ],
  ['prefix that counts itself', blob(prefixed(u16, { plus: -2 })), fromHex('ff'), '0300 ff'],
  ['text, NUL', record({ t: text(fixed(4)), n: u8 }), { t: 'é', n: 1 }, 'c3a90000 01'],
  ['text, NUL, full', text(fixed(2)), 'ab', '6162'],
  ['text, space', text(fixed(4), { pad: 'space' }), ' a', '20612020'],
  ['text, exact', text(fixed(2), { pad: 'none' }), 'ab', '6162'],
  ['text, latin1', text(prefixed(u8), { encoding: 'latin1' }), 'aÿ', '0261ff'],
  ['text, utf16', text(prefixed(u8), { encoding: 'utf16be' }), 'a😀', '060061d83dde00'],
  ['text, utf16 with NUL', text({ by: 'terminator', max: 8 }, { encoding: 'utf16le' }), 'aĀ', '6100 0001 0000'],
  ['cstring', record({ t: text({ by: 'terminator', max: 8 }), n: u8 }), { t: 'abc', n: 1 }, '61626300 01'],
  ['BOM is text', text(prefixed(u8)), '\ufeffa', '04 efbbbf61'],
  ['array by prefix', array(u16, prefixed(u8)), [1, 2], '02 0100 0200'],
  ['array of variable', array(text(prefixed(u8)), fixed(2)), ['a', ''], '0161 00'],
  [
    'array by enclosing field',
    record({ n: u8, in: record({ a: array(u8, by('n')) }) }),
    { n: 2, in: { a: [7, 8] } },
    '02 0708',
  ],
  [
    'array by nested field',
    record({ h: record({ n: u8 }), a: array(u8, by('h.n')) }),
    { h: { n: 1 }, a: [9] },
    '01 09',
  ],
  [
    'two dimensions',
    record({ w: u8, h: u8, a: array(array(u8, by('w')), by('h')) }),
    {
      w: 2,
      h: 2,
      a: [
        [1, 2],
        [3, 4],
      ],
    },
    '0202 01020304',
  ],
  ['count', record({ n: countOf('a'), a: array(u8, by('n')) }), { n: 3, a: [1, 2, 3] }, '03 010203', { a: [1, 2, 3] }],
  [
    'count in a header',
    record({ h: record({ n: countOf('a', u16) }), a: array(nested, by('h.n')) }),
    { h: { n: 1 }, a: [{ a: 5, b: 'x' }] },
    '0100 05 0178',
    { h: {}, a: [{ a: 5, b: 'x' }] },
  ],
  [
    'one count for two',
    record({ n: countOf('a'), a: array(u8, by('n')), b: array(u8, by('n')) }),
    { n: 1, a: [1], b: [2] },
    '010102',
  ],
  ['length', record({ n: lengthOf('t', u16), t: text(by('n')) }), { n: 3, t: 'aé' }, '0300 61c3a9', { t: 'aé' }],
  [
    'length in a header, of a range',
    record({
      h: record({ n: lengthOf('a', u8, { through: 'b', plus: 1 }) }),
      a: u16,
      b: blob(by('h.n', { plus: -1 })),
      c: u8,
    }),
    { h: { n: 3 }, a: 1, b: fromHex('aabb'), c: 9 },
    '03 0100 aabb 09',
    undefined,
  ],
  ['length of all', record({ n: lengthOf(''), a: u32 }), { n: 5, a: 1 }, '05 01000000', { a: 1 }],
  [
    'sized',
    record({ n: lengthOf('x'), x: sized(by('n'), array(u16, rest)) }),
    { n: 4, x: [1, 2] },
    '04 0100 0200',
    { x: [1, 2] },
  ],
  ['sized by varint', sized(prefixed(varint), blob(rest)), new Uint8Array(200), `c801${'00'.repeat(200)}`],
  ['sized slot', record({ s: sized(fixed(4), text(prefixed(u8)), 'ignore'), n: u8 }), { s: 'ab', n: 1 }, '02616200 01'],
  ['flags', flags, { ack: true, end: false, others: 6 }, '07'],
  ['constant', record({ m: constant(u16, 0x4d42), n: u8 }), { m: 0x4d42, n: 1 }, '424d 01', { n: 1 }],
  ['constant bytes', constant(bytes2, 'b562'), fromHex('b562'), 'b562', undefined],
  [
    'optional by flag',
    record({ f: flags, x: optional(u16, by('f.ack')) }),
    { f: { ack: true, end: false, others: 0 }, x: 5 },
    '01 0500',
  ],
  [
    'optional missing',
    record({ f: u8, x: optional(u16, { ...by('f'), mask: 2 }), y: u8 }),
    { f: 1, x: undefined, y: 3 },
    '01 03',
    { f: 1, y: 3 },
  ],
  ['optional by prefix', optional(u16, prefixed(u8)), 5, '01 0500'],
  [
    'presence',
    record({ f: derived(u8, { of: 'presence', field: ['x'] }), x: optional(u8, by('f')) }),
    { f: 1, x: 2 },
    '01 02',
    { x: 2 },
  ],
  ['union by prefix', union(prefixed(u8), { 1: u16, 2: nested }), { tag: 2, value: { a: 3, b: 'z' } }, '02 03 017a'],
  [
    'union by text',
    union({ by: 'prefix', prefix: text(fixed(1)) }, { A: u16, B: u8 }),
    { tag: 'B', value: 9 },
    '42 09',
  ],
  [
    'union by field',
    record({ t: u8, u: union(by('t'), { 1: u16, 2: u8 }) }),
    { t: 2, u: { tag: 2, value: 7 } },
    '02 07',
  ],
  [
    'tag',
    record({ t: derived(u8, { of: 'tag', field: ['u'] }), u: union(by('t'), { 1: u16, 2: u8 }) }),
    { t: 1, u: { tag: 1, value: 7 } },
    '01 0700',
    { u: { tag: 1, value: 7 } },
  ],
  [
    'unknown case',
    sized(prefixed(u8), union(prefixed(u8), { 1: u16 }, 'keep')),
    { tag: null, actual: 9, value: fromHex('aabb') },
    '03 09 aabb',
  ],
  [
    'union by size',
    sized(prefixed(u8), union({ by: 'size' }, { 2: u16, 4: u32 })),
    { tag: 4, value: 1 },
    '04 01000000',
  ],
  [
    'checksum',
    record({ id: u8, data: blob(prefixed(u8)), sum: checksum('crc32', u32, 'data') }),
    { id: 1, data: new TextEncoder().encode('12345678'), sum: 0xa213b370 },
    '01 083132333435363738 70b313a2', // zlib.crc32(b'\x0812345678')
  ],
  [
    'align',
    record({ a: text(prefixed(u8)), _: { kind: 'align', size: null, align: 1, to: 4 }, b: u8 }),
    { a: 'ab', b: 1 },
    '026162 00 01',
  ],
  ['bits behind variable parts', nibbles, { t: 'x', hi: 0xa, lo: 0xb }, '0178 ab'],
  [
    'recursion',
    tree,
    {
      id: 1,
      sons: [
        { id: 2, sons: [] },
        { id: 3, sons: [] },
      ],
    },
    '0102 0200 0300',
  ],
  ['u64 as number', { ...u64, as: 'number' } as Layout, 5, '0500000000000000'],
  [
    'scaled',
    { kind: 'scaled', size: 4, align: 1, base: scalar('i32'), multiply: 1, divide: 1e7, add: 0 },
    -12.3456789,
    'eb32a4f8',
  ],
  [
    'timestamp',
    { kind: 'timestamp', size: 4, align: 1, base: scalar('u32', 'be'), unit: 's', epoch: -2208988800000, as: 'date' },
    new Date('2000-01-01T00:00:00Z'),
    'bc17c200',
  ],
];

describe('kinds of variable size, both ways', () => {
  for (const [name, layout, value, hex, input] of CASES) {
    it(name, () => {
      // A case without input of its own encodes what it decodes; derived fields in it do not count.
      checkCase(layout, value, hex.replaceAll(' ', ''), input === undefined ? value : input);
    });
  }
});

/** name, layout, hex, code, path, offset */
const BAD_BYTES: readonly (readonly [string, Layout, string, string, string, number])[] = [
  ['over-long varint', record({ n: varint }), '8000', 'varint-malformed', 'n', 0],
  ['varint beyond 32 bits', record({ n: varint }), 'ffffffff1f', 'varint-malformed', 'n', 0],
  ['varint without end', record({ a: u8, n: varint }), '00ffffffffff01', 'varint-malformed', 'n', 1],
  ['a count that lies', record({ n: u32, a: array(u32, by('n')) }), 'ffff0f00', 'input-too-short', 'a', 4],
  ['a count beyond the limit', record({ n: u32, a: array(u32, by('n')) }), 'ffffffff', 'array-too-long', 'a', 4],
  ['elements of no bytes', record({ n: u32, a: array(record({}), by('n')) }), 'ffffffff', 'array-too-long', 'a', 4],
  ['empty elements to the end', record({ a: array(record({}), rest) }), '00', 'empty-element', 'a[0]', 0],
  ['text that is none', record({ t: text(prefixed(u8)) }), '02c328', 'invalid-text', 't', 1],
  ['ascii that is none', record({ t: text(fixed(1), { encoding: 'ascii' }) }), '80', 'invalid-text', 't', 0],
  ['half a surrogate pair', record({ t: text(fixed(2), { encoding: 'utf16le' }) }), '00d8', 'invalid-text', 't', 0],
  ['no NUL', record({ t: text({ by: 'terminator', max: 2 }) }), '616263', 'unterminated-text', 't', 0],
  ['beyond its length', record({ x: sized(prefixed(u8), u32) }), '020000', 'beyond-its-length', 'x', 1],
  ['before its length', record({ x: sized(prefixed(u8), u8) }), '020000', 'leftover-bytes', 'x', 2],
  ['negative length', record({ n: u8, x: blob(by('n', { plus: -2 })) }), '01', 'bad-length', 'x', 1],
  ['u64 length', record({ n: u64, x: blob(by('n')) }), 'ffffffffffffffff', 'bad-length', 'x', 8],
  ['constant', record({ a: u8, m: constant(u16, 7) }), '000800', 'constant-differs', 'm', 1],
  ['constant bytes', record({ m: constant(bytes2, 'b562') }), 'b563', 'constant-differs', 'm', 0],
  ['unknown tag', record({ u: union(prefixed(u8), { 1: u8 }) }), '0200', 'unknown-tag', 'u', 0],
  ['checksum', record({ a: u8, s: checksum('sum', u8) }), '0102', 'checksum-differs', 's', 1],
  ['length that lies', record({ n: lengthOf('t'), t: text(fixed(2)) }), '036162', 'length-disagrees', 'n', 0],
  ['unnamed flags', record({ f: { ...flags, others: null } as Layout }), '02', 'unknown-flags', 'f', 0],
  ['unsafe integer', record({ n: { ...u64, as: 'number' } as Layout }), 'ffffffffffffffff', 'unsafe-integer', 'n', 0],
  ['too deep', tree, '0101'.repeat(65), 'too-deep', `sons[0]${'.sons[0]'.repeat(63)}`, 128],
];

describe('bytes that are no such record', () => {
  for (const [name, layout, hex, code, path, offset] of BAD_BYTES) {
    it(name, () => {
      const error = caught(() => decode(layout, fromHex(hex)));
      expect([error.code, error.path, error.offset]).toEqual([code, path, offset]);
    });
  }
});

/** name, layout, value, code, path */
const BAD_VALUES: readonly (readonly [string, Layout, unknown, string, string])[] = [
  ['varint', record({ n: varint }), { n: 2 ** 32 }, 'integer-out-of-range', 'n'],
  ['no bytes', record({ b: blob(rest) }), { b: 'ab' }, 'not-a-bytes-object', 'b'],
  ['no text', record({ t: text(rest) }), { t: 7 }, 'not-text', 't'],
  ['text that does not fit', record({ t: text(fixed(3)) }), { t: 'éé' }, 'text-does-not-fit', 't'],
  ['text too short', record({ t: text(fixed(3), { pad: 'none' }) }), { t: 'ab' }, 'text-does-not-fit', 't'],
  ['character', record({ t: text(rest, { encoding: 'latin1' }) }), { t: 'Ā' }, 'text-not-encodable', 't'],
  ['lone surrogate', record({ t: text(rest) }), { t: 'a\ud800' }, 'text-not-encodable', 't'],
  ['NUL in a cstring', record({ t: text({ by: 'terminator', max: 9 }) }), { t: 'a\0b' }, 'text-not-encodable', 't'],
  ['another count', record({ n: u8, a: array(u8, by('n')) }), { n: 2, a: [1] }, 'length-disagrees', 'a'],
  [
    'other lengths',
    record({ n: lengthOf('a'), a: blob(by('n')), b: blob(by('n')) }),
    { a: fromHex('01'), b: fromHex('') },
    'length-disagrees',
    'b',
  ],
  ['no array', record({ a: array(u8, rest) }), { a: 5 }, 'not-an-array', 'a'],
  ['element', record({ a: array(u8, rest) }), { a: [1, 256] }, 'integer-out-of-range', 'a[1]'],
  ['slot', record({ s: sized(fixed(2), text(prefixed(u8))) }), { s: 'ab' }, 'beyond-its-length', 's'],
  ['another constant', record({ m: constant(u8, 7) }), { m: 8 }, 'constant-differs', 'm'],
  ['presence', record({ f: u8, x: optional(u8, by('f')) }), { f: 0, x: 1 }, 'presence-disagrees', 'x'],
  [
    'tag',
    record({ t: u8, u: union(by('t'), { 1: u8, 2: u8 }) }),
    { t: 1, u: { tag: 2, value: 0 } },
    'tag-disagrees',
    'u',
  ],
  ['no case', record({ u: union(prefixed(u8), { 1: u8 }) }), { u: { tag: 3, value: 0 } }, 'unknown-tag', 'u'],
  ['no tagged value', record({ u: union(prefixed(u8), { 1: u8 }) }), { u: 3 }, 'not-a-tagged-value', 'u'],
  [
    'size of another case',
    record({ u: union({ by: 'size' }, { 2: blob(rest) }) }),
    { u: { tag: 2, value: fromHex('01') } },
    'length-disagrees',
    'u',
  ],
  [
    'length beyond its field',
    record({ n: lengthOf('t'), t: text(by('n')) }),
    { t: 'x'.repeat(256) },
    'integer-out-of-range',
    'n',
  ],
  ['missing', record({ t: text(prefixed(u8)), n: u8 }), { t: '' }, 'missing-field', 'n'],
];

describe('values that are no such record', () => {
  for (const [name, layout, value, code, path] of BAD_VALUES) {
    it(name, () => {
      const error = caught(() => encode(layout, value));
      expect([error.code, error.path]).toEqual([code, path]);
    });
  }

  it('a value that contains itself', () => {
    const cyclic = { id: 1, sons: [] as unknown[] };
    cyclic.sons.push(cyclic);
    expect(caught(() => encode(tree, cyclic)).code).toBe('too-deep');
  });
});

describe('filling in', () => {
  it('moves what is still to be filled in with a prefix that turns out longer', () => {
    const inner = record({ n: lengthOf('data', u16), data: blob(by('n')), sum: checksum('sum', u8, 'data') });
    const layout = record({ all: lengthOf('', u16), x: sized(prefixed(varint), inner) });
    const data = new Uint8Array(150).fill(1);
    const hex = toHex(encode(layout, { x: { data } }));
    expect(hex).toBe(`9d00 9901 9600 ${'01'.repeat(150)} 96`.replaceAll(' ', ''));
    expect(decode(layout, fromHex(hex))).toEqual({ all: 157, x: { n: 150, data, sum: 150 } });
  });

  it('computes a checksum over another one after it', () => {
    const layout = record({ head: checksum('sum', u8, 'a', 'b'), a: u8, b: checksum('sum', u8, 'c', 'c'), c: u8 });
    expect(toHex(encode(layout, { a: 1, c: 5 }))).toBe('06010505');
    expect(() => decode(layout, fromHex('06010505'))).not.toThrow();
  });

  it('counts its own bytes as zero', () => {
    const layout = record({ a: u8, s: checksum('sum', u8, 'a', 'b'), b: f32 });
    expect(toHex(encode(layout, { a: 1, b: 0 }))).toBe('010100000000');
    expect(decode(layout, fromHex('010100000000'))).toEqual({ a: 1, s: 1, b: 0 });
  });
});

describe('layouts that refer to what is not there', () => {
  const BAD_LAYOUTS: readonly (readonly [string, Layout, string])[] = [
    ['no such field', record({ a: array(u8, by('n')) }), 'unknown-field'],
    ['a field behind', record({ a: array(u8, by('n')), n: u8 }), 'unknown-field'],
    ['no such step', record({ h: record({}), a: array(u8, by('h.n')) }), 'unknown-field'],
    ['a checksum without a record', checksum('sum', u8), 'unknown-field'],
    [
      'checksums that cover each other',
      record({ a: checksum('sum', u8, 'b', 'b'), b: checksum('sum', u8, 'a', 'a') }),
      'invalid-layout',
    ],
    ['no such definition', { kind: 'ref', size: null, align: 1, name: 'x' }, 'invalid-layout'],
  ];
  for (const [name, layout, code] of BAD_LAYOUTS) {
    it(name, () => expect(caught(() => encode(layout, {})).code).toBe(code));
  }
});
