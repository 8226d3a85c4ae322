import { isStructwireError, type Layout, type RecordLayout, Struct } from 'structwire';
import { ColumnCodec, columns } from 'structwire/columns';
import { describe, expect, it } from 'vitest';
import { DecodePass, DecodeTargets } from '../../src/columns/decode-pass.ts';
import { decodeRows } from '../../src/columns/decode-rows.ts';
import { EncodePass } from '../../src/columns/encode-pass.ts';
import { encodeRows } from '../../src/columns/encode-rows.ts';
import { planColumns } from '../../src/columns/plan.ts';
import { caught } from '../caught.ts';
import { bitsOf, scalarOf } from './arbitrary-layout.ts';
import { randomBytes } from './random-bytes.ts';

// python3 -c "import numpy as n; a=n.array([(1,b'ab',2.5),(2,b'c',-1)], dtype='<u4,S2,<f4'); print(a.tobytes().hex())"
const NUMPY_ROWS = Uint8Array.from(Buffer.from('010000006162000020400200000063000000 80bf'.replaceAll(' ', ''), 'hex'));

describe('columns of a struct', () => {
  it("are numpy's fields", () => {
    const decoded = columns(new Struct('<I2sf')).decode(NUMPY_ROWS);
    expect(decoded).toEqual({
      0: Uint32Array.of(1, 2),
      1: Uint8Array.of(0x61, 0x62, 0x63, 0),
      2: Float32Array.of(2.5, -1),
    });
  });

  it('leave padding out and write it as zero', () => {
    const codec = columns(new Struct('I 2s f'));
    const target = new Uint8Array(codec.size).fill(0xff);
    codec.encode({ 0: Uint32Array.of(1), 1: Uint8Array.of(97, 98), 2: Float32Array.of(2.7) }, target);
    expect(Buffer.from(target).toString('hex')).toBe('0100000061620000cdcc2c40');
  });
});

describe('the type of a column', () => {
  const scalars = [
    ['u8', 'Uint8Array'],
    ['i8', 'Int8Array'],
    ['bool', 'Uint8Array'],
    ['char', 'Uint8Array'],
    ['u16', 'Uint16Array'],
    ['i16', 'Int16Array'],
    ['f16', 'Float32Array'],
    ['u24', 'Uint32Array'],
    ['i24', 'Int32Array'],
    ['u32', 'Uint32Array'],
    ['i32', 'Int32Array'],
    ['f32', 'Float32Array'],
    ['u40', 'Float64Array'],
    ['i48', 'Float64Array'],
    ['u56', 'BigUint64Array'],
    ['i56', 'BigInt64Array'],
    ['u64', 'BigUint64Array'],
    ['i64', 'BigInt64Array'],
    ['ptr64', 'BigUint64Array'],
    ['f64', 'Float64Array'],
  ] as const;

  it.each(scalars)('of %s is %s', (scalar, type) => {
    const [column] = new ColumnCodec(scalarOf(scalar, 'be')).columns;
    expect([column?.name, column?.type, column?.width]).toEqual(['value', type, 1]);
    expect(Object.values(new ColumnCodec(scalarOf(scalar, 'be')).allocate(3))[0]?.constructor.name).toBe(type);
  });

  it.each([
    [1, false, 'Uint8Array'],
    [8, true, 'Int8Array'],
    [9, false, 'Uint16Array'],
    [16, true, 'Int16Array'],
    [17, false, 'Uint32Array'],
    [32, true, 'Int32Array'],
    [33, false, 'Float64Array'],
    [53, true, 'Float64Array'],
    [54, false, 'BigUint64Array'],
    [64, true, 'BigInt64Array'],
  ] as const)('of %i bits, signed %s, is %s', (width, signed, type) => {
    expect(new ColumnCodec(bitsOf(width, 3, 'msb', signed)).columns[0]?.type).toBe(type);
  });

  it('of 64 bits is Float64Array when numbers are asked for, of all columns or of one', () => {
    const asked = new ColumnCodec(scalarOf('u64', 'le'), { int64: 'number' });
    expect(asked.columns[0]?.type).toBe('Float64Array');
    expect(new ColumnCodec({ ...scalarOf('u64', 'le'), as: 'number' }).columns[0]?.type).toBe('Float64Array');
  });
});

describe('nested fields', () => {
  const point: Layout = recordOf({ x: scalarOf('i16', 'le'), y: scalarOf('i16', 'le') });
  const track = recordOf({
    id: scalarOf('u8', 'le'),
    at: { kind: 'array', element: point, count: { by: 'fixed', value: 3 }, size: 12, align: 1 },
  });
  const bytes = Uint8Array.of(7, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0);

  it('have dotted names and one strided column each', () => {
    const codec = new ColumnCodec(track);
    expect(codec.columns.map(({ name, width, offset }) => [name, width, offset])).toEqual([
      ['id', 1, 0],
      ['at.x', 3, 1],
      ['at.y', 3, 3],
    ]);
    expect(codec.decode(bytes)).toEqual({
      id: Uint8Array.of(7),
      'at.x': Int16Array.of(1, 3, 5),
      'at.y': Int16Array.of(2, 4, 6),
    });
  });

  it('are named in errors with record and index', () => {
    const narrow = recordOf({
      n: { kind: 'array', element: scalarOf('u24', 'le'), count: { by: 'fixed', value: 2 }, size: 6, align: 1 },
    });
    const error = caught(() => new ColumnCodec(narrow).encode({ n: Uint32Array.of(1, 2, 3, 2 ** 24) }));
    expect(isStructwireError(error, 'integer-out-of-range') && [error.path, error.offset, error.context.max]).toEqual([
      '[1].n[1]',
      9,
      0xffffffn,
    ]);
  });
});

describe('values that do not fit', () => {
  it.each([
    ['u24', Uint32Array.of(0, 2 ** 24), 'integer-out-of-range'],
    ['i24', Int32Array.of(0, -(2 ** 23) - 1), 'integer-out-of-range'],
    ['u40', Float64Array.of(0, 2 ** 40), 'integer-out-of-range'],
    ['u48', Float64Array.of(0, 0.5), 'not-an-integer'],
    ['i48', Float64Array.of(0, Number.NaN), 'not-an-integer'],
    ['i40', Float64Array.of(0, -(2 ** 39) - 1), 'integer-out-of-range'],
    ['u56', BigUint64Array.of(0n, 2n ** 56n), 'integer-out-of-range'],
    ['i56', BigInt64Array.of(0n, -(2n ** 55n) - 1n), 'integer-out-of-range'],
    ['f16', Float32Array.of(0, 65520), 'float-too-large'],
  ] as const)('%s refuses the second of %s with %s, and nothing is written', (scalar, value, code) => {
    const { size, ...layout } = scalarOf(scalar, 'be');
    const target = new Uint8Array(2 * size).fill(0xee);
    const error = caught(() => new ColumnCodec({ size, ...layout }).encode({ value }, target));
    expect(isStructwireError(error, code) && [error.path, error.offset]).toEqual(['[1]', size]);
    expect(target.every((byte) => byte === 0xee)).toBe(true);
  });

  it.each([
    [5, false, Uint8Array.of(0, 32)],
    [5, true, Int8Array.of(0, -17)],
    [31, false, Uint32Array.of(0, 2 ** 31)],
    [40, true, Float64Array.of(0, 2 ** 39)],
    [60, false, BigUint64Array.of(0n, 2n ** 60n)],
  ])('%i bits, signed %s, refuse the second of %s', (width, signed, value) => {
    const layout = bitsOf(width, 1, 'lsb', signed);
    const error = caught(() => new ColumnCodec(layout).encode({ value }));
    expect(isStructwireError(error, 'integer-out-of-range') && [error.path, error.offset]).toEqual([
      '[1]',
      layout.size,
    ]);
  });

  it.each(['eager', 'never'] as const)('numbers refuse unsafe integers in the bytes, %s', (codegen) => {
    const codec = new ColumnCodec(recordOf({ pad: scalarOf('u8', 'le'), n: scalarOf('i64', 'be') }), {
      int64: 'number',
      codegen,
    });
    const bytes = new Uint8Array(3 * codec.size + 2);
    const view = new DataView(bytes.buffer, 2);
    view.setBigInt64(1, BigInt(Number.MIN_SAFE_INTEGER));
    view.setBigInt64(10, BigInt(Number.MAX_SAFE_INTEGER));
    expect(codec.decode(bytes, { start: 2 })['n']).toEqual(
      Float64Array.of(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 0),
    );
    view.setBigInt64(10, BigInt(Number.MIN_SAFE_INTEGER) - 1n);
    const error = caught(() => codec.decode(bytes, { start: 2 }));
    expect(isStructwireError(error, 'unsafe-integer') && [error.path, error.offset, error.context.actual]).toEqual([
      '[1].n',
      12,
      '-9007199254740992n',
    ]);
  });
});

describe('the bits of floats', () => {
  it('survive, even those of a signalling NaN', () => {
    const codec = columns(new Struct('<efd'));
    const bytes = Uint8Array.from(Buffer.from('017c0100807f010000000000f07f', 'hex'));
    expect(codec.encode(codec.decode(bytes))).toEqual(bytes);
  });
});

describe('long inputs', () => {
  const layout = recordOf({
    n: scalarOf('u32', 'be'),
    list: { kind: 'array', element: scalarOf('u24', 'le'), count: { by: 'fixed', value: 2 }, size: 6, align: 1 },
    odd: scalarOf('u8', 'le'),
  });
  const plan = planColumns(layout, { int64: 'bigint', scaled: 'number' });
  const rows = 500;
  const bytes = randomBytes(layout.size * rows + 3, 5);

  it.each(['eager', 'never'] as const)('are worked through piece by piece, %s', (codegen) => {
    const whole = new ColumnCodec(layout, { codegen }).decode(bytes, { start: 3 });
    const arrays = [new Uint32Array(rows), new Uint32Array(2 * rows), new Uint8Array(rows)];
    const region = { start: 3, count: rows, stride: layout.size };
    const pass = new DecodePass(plan, true, codegen);
    decodeRows(pass, bytes, region, { targets: new DecodeTargets(arrays), row: 0 }, undefined, 1000);
    expect(arrays).toEqual(Object.values(whole));
    const encoded = new Uint8Array(layout.size * rows);
    encodeRows(new EncodePass(plan, layout.size, codegen), arrays, rows, encoded, true, 1000);
    expect(encoded).toEqual(bytes.subarray(3));
  });
});

describe('unions', () => {
  const union: Layout = {
    kind: 'overlay',
    size: 4,
    align: 1,
    members: [
      { name: 'word', layout: scalarOf('u32', 'be') },
      { name: 'byte', layout: scalarOf('u8', 'be') },
    ],
  };
  const codec = new ColumnCodec(recordOf({ u: union }));

  it('decode to all members and encode from one', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4);
    expect(codec.decode(bytes)).toEqual({ 'u.word': Uint32Array.of(0x01020304), 'u.byte': Uint8Array.of(1) });
    expect(codec.encode({ 'u.byte': Uint8Array.of(9) }, bytes)).toEqual(Uint8Array.of(9, 0, 0, 0));
  });

  it.each([
    [{}, []],
    [{ 'u.word': new Uint32Array(1), 'u.byte': new Uint8Array(1) }, ['word', 'byte']],
  ])('refuse %j', (given, names) => {
    const error = caught(() => codec.encode(given));
    expect(isStructwireError(error, 'not-one-member') && [error.path, error.context.given]).toEqual(['u', names]);
  });
});

describe('memory', () => {
  const codec = columns(new Struct('<IH'));
  const bytes = codec.encode({ 0: Uint32Array.of(1, 2, 3), 1: Uint16Array.of(4, 5, 6) });
  const expected = { 0: Uint32Array.of(1, 2, 3), 1: Uint16Array.of(4, 5, 6) };

  it.each([
    ['a DataView', (): DataView => new DataView(bytes.buffer)],
    ['an ArrayBuffer', (): ArrayBufferLike => bytes.buffer],
    ['shared memory', (): Uint8Array => copyTo(new SharedArrayBuffer(bytes.length + 3))],
    ['a resizable buffer', (): Uint8Array => copyTo(resizable(bytes.length + 3))],
  ])('may be %s', (_, memory) => {
    expect(codec.decode(memory())).toEqual(expected);
  });

  it('may be resizable and long', () => {
    const codecOf3 = columns(new Struct('<HB'));
    const rows = 50_000;
    const numbers = Uint16Array.from({ length: rows }, (_, i) => i);
    const encoded = codecOf3.encode({ 0: numbers, 1: new Uint8Array(rows) });
    const long = new Uint8Array(resizable(encoded.length));
    long.set(encoded);
    const decoded = codecOf3.decode(long, { start: 3 })['0'];
    expect(decoded?.length).toBe(rows - 1);
    expect(decoded?.findIndex((value, i) => value !== numbers[i + 1])).toBe(-1);
  });

  it.each([
    [13, {}, '[2]', 12, 1],
    [18, { start: 1 }, '[2]', 13, 5],
    [18, { start: 19 }, '[0]', 19, 0],
    [18, { count: 4 }, '[3]', 18, 0],
    [18, { count: 3, stride: 7 }, '[2]', 14, 4],
    [17, { stride: 8 }, '[2]', 16, 1],
    [Number.MAX_SAFE_INTEGER, { count: Number.MAX_SAFE_INTEGER }, '[3]', 18, 0],
  ])('of %i bytes with %j ends inside record %s at %i', (length, options, path, offset, available) => {
    const error = caught(() => codec.decode(bytes.subarray(0, length), options));
    expect(isStructwireError(error, 'input-too-short') && [error.path, error.offset, error.context.available]).toEqual([
      path,
      offset,
      available,
    ]);
  });

  it('that is too small to encode into is left alone', () => {
    const small = new Uint8Array(17).fill(7);
    const error = caught(() => codec.encode(expected, small));
    expect(isStructwireError(error, 'output-too-small') && error.context).toEqual({ needed: 18, available: 17 });
    expect(small.every((byte) => byte === 7)).toBe(true);
  });

  it('of two columns may not overlap', () => {
    const buffer = new ArrayBuffer(16);
    const into = { 0: new Uint32Array(buffer, 0, 3), 1: new Uint16Array(buffer, 10, 3) };
    const error = caught(() => codec.decode(bytes, { into }));
    expect(isStructwireError(error, 'columns-overlap') && [error.path, error.context.other]).toEqual([
      '1',
      "the column '0'",
    ]);
    const apart = { 0: new Uint32Array(buffer, 0, 1), 1: new Uint16Array(buffer, 4, 1) };
    expect(codec.decode(bytes, { count: 1, into: apart })).toEqual({ 0: Uint32Array.of(1), 1: Uint16Array.of(4) });
  });

  it('of longer arrays is reused, and no column that was not asked for is touched', () => {
    const into = codec.allocate(5);
    const decoded = codec.decode(bytes, { into, fields: ['1'] });
    expect(Object.keys(decoded)).toEqual(['1']);
    expect(decoded['1']?.buffer).toBe(into['1']?.buffer);
    expect(into).toEqual({ 0: new Uint32Array(5), 1: Uint16Array.of(4, 5, 6, 0, 0) });
  });

  function copyTo(buffer: ArrayBufferLike): Uint8Array {
    const copy = new Uint8Array(buffer, 3);
    copy.set(bytes);
    return copy;
  }
});

function resizable(byteLength: number): ArrayBuffer {
  return Reflect.construct(ArrayBuffer, [byteLength, { maxByteLength: 2 * byteLength }]) as ArrayBuffer; // an ES2024 argument
}

function recordOf(fields: Readonly<Record<string, Layout>>): RecordLayout & { size: number } {
  let size = 0;
  const placed = Object.entries(fields).map(([name, layout]) => {
    const offset = size;
    size += layout.size ?? 0;
    return { name, stretch: 0, offset, layout };
  });
  return { kind: 'record', fields: placed, stretches: [size], size, align: 1 };
}

describe('arrays to be decoded into', () => {
  const codec = columns(new Struct('<Q I f H B'));

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('are not allocated for %d records', (count) => {
    expect(() => codec.allocate(count)).toThrow('count must be a whole number of at least 0');
  });

  it('begin apart in their pages when they are large, and hold what others hold', () => {
    const count = 70_000;
    const bytes = randomBytes(count * codec.size, 7);
    const into = codec.allocate(count);
    const places = Object.values(into).map(({ byteOffset }) => byteOffset % 4096);
    expect(new Set(places).size).toBe(places.length);
    const result = codec.decode(bytes, { into });
    for (const [name, array] of Object.entries(result)) expect(array).toBe(into[name as keyof typeof into]);
    expect(Buffer.compare(codec.encode(result), bytes)).toBe(0);
  });

  it('have whole buffers when they are small, and so have results', () => {
    const arrays = [...Object.values(codec.allocate(10)), ...Object.values(codec.decode(new Uint8Array(19 * 70_000)))];
    for (const { buffer, byteLength } of arrays) expect(buffer.byteLength).toBe(byteLength);
  });
});

describe('neighbours that are read at once', () => {
  const formats = [
    '<BBBB',
    '>BBBB',
    '<HH',
    '>HH',
    '<bBH',
    '>HBb',
    '<BHB',
    '>BHB',
    '<BBI',
    '>HHHH',
    '<3sB',
    '>2sH',
    '<BHH',
    '>hhhb',
  ];

  it.each(formats)('%s', (format) => {
    const layout = new Struct(format as string).layout;
    const bytes = randomBytes(layout.size * 100, 3);
    const [compiled, looping] = (['eager', 'never'] as const).map((codegen) => columns(layout, { codegen }));
    expect(compiled?.decode(bytes)).toEqual(looping?.decode(bytes));
  });

  it('in unions of several readings', () => {
    const [u8, u16le, u16be] = [scalarOf('u8', 'le'), scalarOf('u16', 'le'), scalarOf('u16', 'be')];
    const pair = (layout: typeof u8): RecordLayout => ({
      kind: 'record',
      fields: ['a', 'b'].map((name, i) => ({ name, stretch: 0, offset: i * layout.size, layout })),
      stretches: [2 * layout.size],
      size: 2 * layout.size,
      align: 1,
    });
    const members = [u16le, u16be, u8].map((layout, i) => ({ name: `m${i}`, layout: pair(layout) }));
    const layout: Layout = { kind: 'overlay', members, size: 4, align: 1 };
    const bytes = randomBytes(4 * 50, 5);
    const expected = new ColumnCodec(layout, { codegen: 'never' }).decode(bytes);
    expect(new ColumnCodec(layout, { codegen: 'eager' }).decode(bytes)).toEqual(expected);
    expect(expected['m1.b']?.[0]).toBe(new DataView(bytes.buffer).getUint16(2, false));
  });
});
