import {
  type AnyType,
  align,
  array,
  asNumber,
  be,
  bigBits,
  bit,
  bits,
  bool,
  by,
  bySize,
  bytes,
  type CodecOptions,
  checksum,
  constant,
  countOf,
  cstring,
  enumeration,
  f32,
  f64,
  fixedPoint,
  flags,
  i8,
  i16,
  i24,
  i32,
  i64,
  lazy,
  lengthOf,
  optional,
  padding,
  presenceOf,
  record,
  rest,
  scaled,
  sized,
  tagOf,
  text,
  timestamp,
  transform,
  u8,
  u16,
  u24,
  u32,
  u64,
  union,
  varint,
  varint64,
  when,
  withDefault,
  zigzag,
  zigzag64,
} from 'structwire';

/** A type in which places move or fields look at one another, with values of it. */
export interface Case {
  readonly name: string;
  readonly type: AnyType;
  readonly values: readonly unknown[];
  readonly options?: CodecOptions;
}

const LONG = 'x'.repeat(200);
const MIXED = 'aé☃😀\ufeffz';
const Kind = enumeration(u8, { point: 1, name: 2, alias: 2, raw: 9 });
const Bits = flags(u8, { a: 1, b: 4, ['__proto__']: 128 });

interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
}
const tree: AnyType = lazy<Tree>('Tree', () => record({ name: text(u8), children: array(tree, u8) }));
const chain: AnyType = lazy('Chain', () => record({ value: varint, next: optional(chain, u8) }));

const texts = {
  u8: text(u8),
  utf16: text(u16, 'utf16le'),
  be16: text(be(u16), 'utf16be'),
  latin1: text(u8, 'latin1'),
  ascii: text(u8, 'ascii'),
  varint: text(varint),
  nul: cstring({ max: 12 }),
  wideNul: cstring({ max: 12, encoding: 'utf16le' }),
  fixed: text(6),
  spaces: text(6, 'ascii', 'space'),
  wide: text(6, 'utf16be', 'space'),
};
const sameText = (value: string): object => Object.fromEntries(Object.keys(texts).map((name) => [name, value]));

/** Names that try to get out of generated source, or that objects have already. */
const hostile = record({
  ['__proto__']: countOf('constructor', u8),
  constructor: array(u8, '__proto__'),
  '"]; throw 1; //': text(u8),
  '\u2028': optional(u8, u8),
  toString: lengthOf('hasOwnProperty', u8),
  hasOwnProperty: bytes('toString'),
  'bytes view at end memory': union(enumeration(u8, { "'`": 1, ['__proto__']: 2 }), {
    "'`": u8,
    ['__proto__']: text(u8),
  }),
});

export const VARIABLE_KINDS: readonly Case[] = [
  {
    name: 'LEB128 integers',
    type: record({ a: varint, b: zigzag, c: varint64, d: zigzag64 }),
    values: [
      { a: 0, b: 0, c: 0n, d: 0n },
      { a: 127, b: -64, c: 127n, d: -64n },
      { a: 128, b: 64, c: 2n ** 49n, d: -(2n ** 48n) },
      { a: 2 ** 32 - 1, b: -(2 ** 31), c: 2n ** 64n - 1n, d: -(2n ** 63n) },
      { a: 300, b: 2 ** 31 - 1, c: 12345, d: -12345 },
    ],
  },
  {
    name: '64-bit integers as numbers',
    type: record({
      n: asNumber(varint64),
      list: array(asNumber(u64), u8),
      signed: asNumber(be(i64)),
      z: asNumber(zigzag64),
    }),
    values: [
      { n: 1, list: [0, 2 ** 53 - 1], signed: -1, z: -5 },
      { n: 2 ** 53 - 1, list: [], signed: -(2 ** 53 - 1), z: 2 ** 53 - 1 },
    ],
  },
  {
    name: 'texts',
    type: record(texts),
    values: [sameText(''), sameText('abc'), sameText('a'), { ...sameText('q'), u8: MIXED, utf16: MIXED, varint: LONG }],
  },
  {
    name: 'texts that replace what is wrong',
    type: record({ a: text(u8, 'utf8', { invalid: 'replace' }), b: text(rest) }),
    values: [{ a: 'é', b: LONG }],
  },
  {
    name: 'bytes',
    type: record({ a: bytes(u8), b: bytes(varint), n: u8, c: bytes('n'), d: rest }),
    values: [
      { a: new Uint8Array(3), b: new Uint8Array(300).fill(7), n: 2, c: Uint8Array.of(1, 2), d: Uint8Array.of(9) },
    ],
  },
  {
    name: 'numbers, times, flags and constants, behind a text',
    type: record({
      t: text(u8),
      s: scaled(i16, 0.01),
      p: fixedPoint(u24, 8),
      v: scaled(varint, 0.5),
      at: timestamp(u32, 's'),
      us: timestamp(i64, 'us'),
      f: timestamp(f64, 's'),
      on: Bits,
      kind: Kind,
      magic: constant(be(u32), 0xdeadbeef),
      word: constant(text(4), 'RIFF'),
      two: constant(bytes(2), Uint8Array.of(1, 2)),
      big: constant(u64, 5n),
      many: constant(varint, 300),
    }),
    values: [
      {
        t: 'a',
        s: 1.5,
        p: 0.25,
        v: 7.5,
        at: new Date(5000),
        us: new Date(-1),
        f: new Date(1500),
        on: { a: true, b: false, ['__proto__']: true, others: 2 },
        kind: 'name',
      },
      {
        t: '',
        s: -327.68,
        p: 0,
        v: 0,
        at: new Date(0),
        us: new Date(8.64e15),
        f: new Date(-1500),
        on: { a: true },
        kind: 77,
        magic: 0xdeadbeef,
        word: 'RIFF',
        two: Uint8Array.of(1, 2),
        big: 5n,
        many: 300,
      },
    ],
  },
  {
    name: 'wide flags',
    type: record({
      t: text(u8),
      signed: flags(i32, { a: 1, top: 2 ** 31 }),
      wide: flags(u64, { low: 1n, high: 2n ** 63n }),
      strict: flags(u16, { x: 1 }, { others: null }),
    }),
    values: [
      {
        t: '',
        signed: { a: true, top: false, others: 4 },
        wide: { low: false, high: true, others: 6n },
        strict: { x: true },
      },
    ],
  },
  {
    name: 'lengths and counts',
    type: record({
      size: lengthOf(null, u32),
      header: record({ count: countOf('list', u8), words: lengthOf('body', u8, { times: 2, plus: 2 }) }),
      n: lengthOf('name', u8),
      span: lengthOf({ from: 'name', through: 'list' }, be(u16)),
      name: text('n'),
      list: array(u16, 'header.count'),
      body: sized(by('header.words', { times: 2, plus: 2 }), array(u16, rest)),
      is: presenceOf('maybe', u8),
      maybe: optional(u8, 'is'),
    }),
    values: [
      { header: {}, name: 'abc', list: [1, 2], body: [1, 2, 3], maybe: 4 },
      { header: {}, name: '', list: [], body: [7], maybe: undefined },
    ],
  },
  {
    name: 'lengths and counts of one more than is said',
    type: record({
      n: countOf('list', i8, { plus: 1 }),
      list: array(u8, by('n', { plus: 1 })),
      l: lengthOf('data', i16, { plus: 2, times: 2 }),
      data: bytes(by('l', { plus: 2, times: 2 })),
      front: bytes(by(i8, { plus: 3 })),
    }),
    values: [
      { list: [1], data: new Uint8Array(2), front: new Uint8Array(3) },
      { list: [1, 2], data: new Uint8Array(6), front: new Uint8Array(7) },
    ],
  },
  {
    name: 'counts that the caller states',
    type: record({
      n: u8,
      m: u8,
      list: array(i8, 'n'),
      wide: u64,
      bytes: bytes('wide'),
      e: enumeration(u8, { two: 2 }),
      pair: array(u8, 'e'),
    }),
    values: [
      { n: 2, m: 0, list: [1, -2], wide: 3n, bytes: new Uint8Array(3), e: 'two', pair: [1, 2] },
      { n: 0, m: 1, list: [], wide: 0, bytes: new Uint8Array(0), e: 2, pair: [3, 4] },
    ],
  },
  {
    name: 'runs of bytes, moved by longer prefixes',
    type: record({
      total: lengthOf('outer', u16),
      outer: sized(
        varint,
        record({
          inner: sized(varint, record({ n: lengthOf('t', u16), t: text('n'), sum: checksum('crc16/modbus', u16) })),
          size: lengthOf(null, u16),
          sum: checksum('sum', u32),
        }),
      ),
      crc: checksum('crc32', u32),
    }),
    values: [
      { outer: { inner: { t: 'short' } } },
      { outer: { inner: { t: LONG } } },
      { outer: { inner: { t: 'y'.repeat(118) } } },
    ],
  },
  {
    name: 'runs of fixed size, and what is left of them',
    type: record({
      a: sized(6, record({ t: text(u8) })),
      b: sized(u8, u8, { leftover: 'ignore' }),
      c: sized(4, u32),
      t: text(u8),
    }),
    values: [
      { a: { t: 'hello' }, b: 1, c: 7, t: 'x' },
      { a: { t: '' }, b: 255, c: 0, t: '' },
    ],
  },
  {
    name: 'optional values',
    type: record({
      f: Bits,
      a: optional(u16, 'f.a'),
      k: Kind,
      b: optional(text(u8), when('k', { equals: ['point', 9] })),
      m: u8,
      c: optional(u8, when('m', { mask: 6 })),
      d: optional(record({ x: varint }), u8),
      e: optional(array(u8, 2), rest),
    }),
    values: [
      { f: { a: true }, a: 5, k: 'point', b: 'q', m: 4, c: 1, d: { x: 300 }, e: [1, 2] },
      { f: {}, k: 'name', m: 1 },
      { f: { a: true, b: true }, a: 0, k: 9, b: '', m: 2, c: 0, e: [0, 0] },
    ],
  },
  {
    name: 'constants that differ from themselves, and from zero',
    type: record({
      t: text(u8),
      nan: constant(f64, Number.NaN),
      zero: constant(f32, -0),
      big: constant(varint64, 2n ** 63n),
    }),
    values: [{ t: '' }, { t: 'a', nan: Number.NaN, zero: -0, big: 2n ** 63n }],
  },
  {
    name: 'optional values by a boolean in front',
    type: record({ a: optional(u16, bool), b: optional(text(u8), bool) }),
    values: [{ a: 300 }, { b: 'x' }, { a: 0, b: '' }],
  },
  {
    name: 'optional values by what is false, too',
    type: record({
      long: bit,
      rest: bits(7),
      wide: optional(u16, when('long', { equals: 1 })),
      narrow: optional(u8, when('long', { equals: 0 })),
      on: bool,
      off: optional(u8, when('on', { equals: [0, 5] })),
      any: optional(u8, when('on', { equals: [0, 1] })),
      none: optional(u8, when('on', { equals: 2 })),
      masked: optional(u8, when('on', { mask: 1 })),
      f: Bits,
      unset: optional(text(u8), when('f.a', { equals: 0 })),
      set: optional(u8, 'f.a'),
    }),
    values: [
      { long: true, rest: 1, wide: 300, on: true, any: 1, masked: 2, f: { a: true }, set: 4 },
      { long: false, rest: 0, narrow: 3, on: false, off: 0, any: 2, f: {}, unset: 'no' },
    ],
  },
  {
    name: 'unions by texts of digits that keep what they do not know',
    type: record({
      list: array(sized(u8, union(text(2, 'ascii', 'none'), { 12: u8, ab: u16 }, { unknown: 'keep' })), u8),
      type: tagOf('last', text(u8)),
      last: union('type', { 7: u8 }, { unknown: 'keep' }),
    }),
    values: [
      {
        list: [
          { tag: 12, value: 1 },
          { tag: 'ab', value: 2 },
          { tag: '12', value: 3 },
          { tag: null, actual: 34, value: new Uint8Array(1) },
          { tag: null, actual: 56n, value: new Uint8Array(0) },
        ],
        last: { tag: 7, value: 1 },
      },
      { list: [{ tag: 12n, value: 1 }], last: { tag: null, actual: 'other', value: Uint8Array.of(1, 2) } },
    ],
  },
  {
    name: 'unions by field, by name and in front',
    type: record({
      type: tagOf('body', Kind),
      body: union('type', { point: record({ x: f32, y: f32 }), 2: text(u8), raw: record({}) }),
      other: u8,
      more: union('other', { 1: u8, 5: array(u8, u8) }),
      front: union(text(2), { ab: u8, 12: u16 }),
      wide: union(be(u64), { 1: u8, 300: varint }),
      truth: bool,
      last: union('truth', { 1: u8, 0: u16 }),
    }),
    values: [
      {
        body: { tag: 'point', value: { x: 1, y: -0 } },
        other: 1,
        more: { tag: 1, value: 2 },
        front: { tag: 'ab', value: 3 },
        wide: { tag: 1, value: 4 },
        truth: true,
        last: { tag: 1, value: 5 },
      },
      {
        body: { tag: 2, value: 'é' },
        other: 5,
        more: { tag: 5, value: [1, 2] },
        front: { tag: 12, value: 3 },
        wide: { tag: 300, value: 400 },
        truth: false,
        last: { tag: 0, value: 5 },
      },
      {
        body: { tag: 'raw', value: {} },
        other: 5,
        more: { tag: 5, value: [] },
        front: { tag: '12', value: 3 },
        wide: { tag: 300n, value: 400 },
        truth: 0,
        last: { tag: false, value: 5 },
      },
    ],
  },
  {
    name: 'unions that keep what they do not know',
    type: record({ t: u8, u: union('t', { 1: u8 }, { unknown: 'keep' }) }),
    values: [
      { t: 1, u: { tag: 1, value: 2 } },
      { t: 2, u: { tag: null, actual: 2, value: Uint8Array.of(1, 2, 3) } },
      { t: 3, u: { tag: null, actual: 3, value: new Uint8Array(0) } },
    ],
  },
  {
    name: 'unions by size',
    type: record({
      list: array(sized(u8, union(bySize, { 1: u8, 2: u16, 5: text(rest) })), u8),
      keep: union(bySize, { 4: u32 }, { unknown: 'keep' }),
    }),
    values: [
      {
        list: [
          { tag: 1, value: 1 },
          { tag: 2, value: 2 },
          { tag: 5, value: 'hello' },
        ],
        keep: { tag: 4, value: 7 },
      },
      { list: [], keep: { tag: null, actual: 3, value: new Uint8Array(3) } },
    ],
  },
  {
    name: 'checksums',
    type: record({
      own: checksum('adler32', u32, { through: 'name' }),
      id: u8,
      name: text(u8),
      inner: record({ v: varint, sum: checksum('xor', u8) }),
      some: checksum('fletcher16', be(u16), { from: 'id', through: 'inner' }),
      extra: checksum('crc16/mcrf4xx', u16, { from: 'id', extra: { field: 'id', bytes: { 1: 50, 2: [1, 2] } } }),
      list: array(record({ n: lengthOf('t', u8), t: text('n'), sum: checksum('crc8', u8) }), u8),
    }),
    values: [
      { id: 1, name: 'abc', inner: { v: 300 }, list: [{ t: 'q' }, { t: '' }] },
      { id: 2, name: '', inner: { v: 0 }, list: [] },
      { id: 9, name: 'x', inner: { v: 1 }, extra: 513, list: [{ t: LONG }] },
    ],
  },
  {
    name: 'checksums in signed integers',
    type: record({
      id: u32,
      name: text(u8),
      small: checksum('crc8', i8),
      medium: checksum('crc16/arc', be(i16)),
      odd: checksum('crc32', i24),
      large: checksum('crc32', i32, { through: 'large' }),
    }),
    values: [0, 1, 2, 3, 5, 0x80, 0xffff_ffff].map((id) => ({ id, name: 'abc' })),
  },
  {
    name: 'alignment',
    type: record({
      t: text(u8),
      _a: align(4),
      x: u32,
      inner: record({ b: bytes(u8), _c: align(8), y: u8, _p: padding(3) }),
      _d: align(2),
      list: array(record({ s: cstring({ max: 5 }), _e: align(4) }), u8),
    }),
    values: [
      { t: 'a', x: 1, inner: { b: new Uint8Array(2), y: 2 }, list: [{ s: 'ab' }, { s: '' }] },
      { t: 'abc', x: 1, inner: { b: new Uint8Array(7), y: 2 }, list: [] },
    ],
  },
  {
    name: 'types that contain themselves',
    type: record({ root: tree, chain }),
    values: [
      {
        root: {
          name: 'a',
          children: [
            { name: 'b', children: [{ name: 'c', children: [] }] },
            { name: LONG, children: [] },
          ],
        },
        chain: { value: 1, next: { value: 300, next: undefined } },
      },
      { root: { name: '', children: [] }, chain: { value: 0 } },
    ],
    options: { limits: { maxDepth: 4 } },
  },
  {
    name: 'arrays of everything, within a limit',
    type: record({
      w: u8,
      image: array(array(u8, 'w'), u8),
      words: array(text(u8), varint),
      packed: array(record({ a: bits(3), b: bit, c: bits(4, { signed: true }) }), u8),
      nothing: array(record({}), u8),
      fixed: array(record({ t: text(u8) }), 2),
      many: array(u16, 20),
      big: array(f64, rest),
    }),
    values: [
      {
        w: 2,
        image: [
          [1, 2],
          [3, 4],
        ],
        words: ['a', MIXED],
        packed: [
          { a: 7, b: true, c: -8 },
          { a: 0, b: false, c: 7 },
        ],
        nothing: [{}, {}],
        fixed: [{ t: 'x' }, { t: '' }],
        many: Array.from({ length: 20 }, (_, i) => i),
        big: [1.5, Number.NaN],
      },
      {
        w: 0,
        image: [[], []],
        words: [],
        packed: [],
        nothing: [],
        fixed: [{ t: '' }, { t: 'yy' }],
        many: new Uint16Array(20),
        big: new Float64Array(2),
      },
    ],
    options: { limits: { maxArrayLength: 24 } },
  },
  {
    name: 'arrays to the end',
    type: record({ n: u8, list: array(record({ t: cstring({ max: 9 }), v: varint }), rest) }),
    values: [
      {
        n: 1,
        list: [
          { t: 'a', v: 1 },
          { t: '', v: 500 },
        ],
      },
      { n: 0, list: [] },
    ],
    options: { limits: { maxArrayLength: 3 } },
  },
  {
    name: 'names that are dangerous as code',
    type: hostile,
    values: [
      {
        constructor: [1, 2],
        '"]; throw 1; //': 'x',
        '\u2028': 3,
        hasOwnProperty: Uint8Array.of(1),
        'bytes view at end memory': { tag: "'`", value: 2 },
      },
      {
        constructor: [],
        '"]; throw 1; //': '',
        hasOwnProperty: new Uint8Array(0),
        'bytes view at end memory': { tag: '__proto__', value: 'x' },
      },
    ],
  },
  {
    name: 'a wide record',
    type: record({
      t: text(u8),
      ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, i % 3 === 0 ? f32 : u16])),
    }),
    values: [{ t: 'wide', ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, i * 2])) }],
  },
  {
    name: 'defaults and transformations',
    type: record({
      a: withDefault(u8, 7),
      b: withDefault(text(u8), 'dflt'),
      n: withDefault(u8, 2),
      list: array(u8, 'n'),
      c: transform(varint, { decode: (n) => `#${n}`, encode: (s: string) => Number(s.slice(1)) }),
    }),
    values: [
      { list: [1, 2], c: '#300' },
      { a: 1, b: '', n: 0, list: [], c: '#0' },
    ],
  },
  ...['a', 'no'].map((what) => ({
    name: `bits in every form, in front of ${what} text`,
    type: record({
      number: bits(3),
      shown: transform(bits(4), { decode: (n) => `#${n}`, encode: (s: string) => Number(s.slice(1)) }),
      one: bit,
      shownTwice: transform(transform(bits(11), { decode: (n) => n + 1, encode: (n: number) => n - 1 }), {
        decode: (n) => -n,
        encode: (n: number) => -n,
      }),
      half: scaled(bits(5), 0.5),
      named: enumeration(bits(3), { none: 0, one: 1 }),
      set: flags(bits(4), { a: 1, b: 4 }),
      two: constant(bits(2), 2),
      usual: withDefault(bits(6), 33),
      wide: transform(bigBits(57), {
        decode: (n) => [n],
        encode: (list: bigint[]) => (Array.isArray(list) ? (list[0] ?? 0n) : 0n),
      }),
      ...(what === 'a' ? { text: text(u8) } : {}),
    }),
    values: [
      { number: 5, shown: '#9', one: true, shownTwice: -2048, half: 15.5, named: 'one', set: { a: true }, wide: [7n] },
      {
        number: 0,
        shown: '#0',
        one: false,
        shownTwice: -1,
        half: 0,
        named: 7,
        set: { others: 10 },
        usual: 0,
        wide: [0n],
      },
    ].map((value) => ({ ...value, text: 'abc' })),
  })),
  {
    name: 'a fixed record with a default and a checksum',
    type: record({ a: withDefault(u8, 7), b: u16, sum: checksum('sum', u8), m: constant(u8, 3) }),
    values: [{ b: 5 }, { a: 9, b: 65535, sum: 0, m: 3 }],
  },
  { name: 'no record at all', type: array(text(u8), u8), values: [['a', LONG], []] },
];
