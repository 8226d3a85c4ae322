import {
  array,
  bit,
  bits,
  bytes,
  checksum,
  constant,
  enumeration,
  f32,
  flags,
  isStructwireError,
  type Layout,
  record,
  scaled,
  text,
  timestamp,
  u8,
  u16,
  u32,
  u64,
} from 'structwire';
import { columns } from 'structwire/columns';
import { describe, expect, it } from 'vitest';
import { caught } from '../caught.ts';
import { scalarOf } from './arbitrary-layout.ts';

const Reading = record(
  {
    magic: constant(u16, 0xb562),
    tail: constant(text(2), 'ok'),
    mode: enumeration(u8, { off: 0, on: 1 }),
    status: flags(u8, { ready: 0x01, last: 0x80 }, { others: null }),
    temperature: scaled(u16, 0.5, -40),
    at: timestamp(u64, 'us'),
    label: text(3),
    level: record({ low: bits(3), high: bits(4), warm: bit }),
    samples: array(f32, 2),
  },
  { endian: 'be' },
);
const values = [
  {
    mode: 'on',
    status: { ready: true, last: false },
    temperature: -40,
    at: new Date(5),
    label: 'abc',
    level: { low: 7, high: 1, warm: true },
    samples: [0.5, 1.5],
  },
  {
    mode: 'off',
    status: { ready: false, last: true },
    temperature: 2.5,
    at: new Date(1e12),
    label: 'x',
    level: { low: 0, high: 15, warm: false },
    samples: [-1, 2],
  },
] as const;
const encoded = Uint8Array.from(Buffer.concat(values.map((value) => Reading.encode(value))));
const codec = columns(Reading);

describe('columns of schemas', () => {
  const decoded = codec.decode(encoded);

  it('hold the integers of times and enums, the bytes of text, and a column for each flag', () => {
    expect(decoded).toEqual({
      magic: Uint16Array.of(0xb562, 0xb562),
      tail: Uint8Array.from(Buffer.from('okok')),
      mode: Uint8Array.of(1, 0),
      'status.ready': Uint8Array.of(1, 0),
      'status.last': Uint8Array.of(0, 1),
      temperature: Float64Array.of(-40, 2.5),
      at: BigUint64Array.of(5000n, 1_000_000_000_000_000n),
      label: Uint8Array.from(Buffer.from('abcx\0\0')),
      'level.low': Uint8Array.of(7, 0),
      'level.high': Uint8Array.of(1, 15),
      'level.warm': Uint8Array.of(1, 0),
      samples: Float32Array.of(0.5, 1.5, -1, 2),
    });
  });

  it('have constants that differ from themselves', () => {
    const Gap = columns(record({ nan: constant(f32, Number.NaN), id: u8 }));
    const bytes = Gap.encode({ id: Uint8Array.of(1, 2) });
    expect(Gap.decode(bytes)).toEqual({ nan: Float32Array.of(Number.NaN, Number.NaN), id: Uint8Array.of(1, 2) });
    expect(Gap.encode(Gap.decode(bytes))).toEqual(bytes);
  });

  it('come back as the same bytes, constants or not', () => {
    expect(codec.encode(decoded)).toEqual(encoded);
    const { magic: _magic, tail: _tail, ...rest } = decoded;
    expect(codec.encode(rest)).toEqual(encoded);
  });

  it('hold the integers of scaled numbers when they are asked for', () => {
    const raw = columns(Reading, { scaled: 'raw' });
    expect(raw.decode(encoded).temperature).toEqual(Uint16Array.of(0, 85));
    expect(raw.encode(raw.decode(encoded))).toEqual(encoded);
  });

  it('show rows as the codec decodes them', () => {
    const cursor = codec.cursor(encoded);
    const { at, label, status, temperature, mode, magic, level, samples } = cursor.moveTo(1) ?? cursor.row;
    expect({
      at,
      label,
      status,
      temperature,
      mode,
      magic,
      samples,
      level: { low: level.low, high: level.high, warm: level.warm },
    }).toEqual({
      ...values[1],
      magic: 0xb562,
    });
  });
});

describe.each(['eager', 'never'] as const)('bytes that a schema refuses, %s', (codegen) => {
  const strict = columns(Reading, { codegen });
  const second = Reading.layout.size ?? 0;

  it.each([
    ['a magic number', 1, 'constant-differs', '[1].magic', 0],
    ['a magic text', 3, 'constant-differs', '[1].tail', 2],
    ['a flag without a name', 5, 'unknown-flags', '[1].status', 5],
  ] as const)('%s', (_, at, code, path, offset) => {
    const bytes = encoded.slice();
    bytes[second + at] = 0x42;
    const error = caught(() => strict.decode(bytes));
    expect(isStructwireError(error, code) && [error.path, error.offset]).toEqual([path, second + offset]);
    expect(strict.decode(bytes, { fields: ['samples'] }).samples).toEqual(Float32Array.of(0.5, 1.5, -1, 2));
  });
});

describe('columns that a schema refuses', () => {
  const decoded = codec.decode(encoded);
  const second = Reading.layout.size ?? 0;

  it.each([
    [{ magic: Uint16Array.of(0xb562, 1) }, 'constant-differs', '[1].magic', 0],
    [{ tail: Uint8Array.from(Buffer.from('okno')) }, 'constant-differs', '[1].tail', 2],
    [{ temperature: Float64Array.of(0, 1e6) }, 'integer-out-of-range', '[1].temperature', 6],
    [{ temperature: Float64Array.of(0, Number.NaN) }, 'not-a-float', '[1].temperature', 6],
    [{ 'level.low': Uint8Array.of(0, 8) }, 'integer-out-of-range', '[1].level.low', 19],
  ] as const)('%o', (given, code, path, offset) => {
    const error = caught(() => codec.encode({ ...decoded, ...given }));
    expect(isStructwireError(error, code) && [error.path, error.offset]).toEqual([path, second + offset]);
  });

  it('bits without a name that have one', () => {
    const Flags = columns(record({ f: flags(u16, { a: 1 }) }));
    expect(Flags.decode(Uint8Array.of(0x81, 0x40))).toEqual({
      'f.a': Uint8Array.of(1),
      'f.others': Uint16Array.of(0x4080),
    });
    const error = caught(() => Flags.encode({ 'f.a': Uint8Array.of(1), 'f.others': Uint16Array.of(0x4081) }));
    expect(isStructwireError(error, 'unknown-flags') && [error.path, error.offset]).toEqual(['[0].f', 0]);
  });

  it('fixed-point numbers of 64 bits that no number holds', () => {
    const base = { ...scalarOf('u64', 'le'), as: 'number' } as const;
    const layout: Layout = { kind: 'scaled', base, multiply: 1, divide: 2 ** 32, add: 0, size: 8, align: 1 };
    const fields = [{ name: 'seconds', stretch: 0, offset: 0, layout }];
    const Fixed = columns({ kind: 'record', fields, stretches: [8], size: 8, align: 1 });
    const bytes = Fixed.encode({ seconds: Float64Array.of(1.5, 2 ** 20) });
    expect(Fixed.decode(bytes)).toEqual({ seconds: Float64Array.of(1.5, 2 ** 20) });
    bytes[15] = 0x7f;
    const error = caught(() => Fixed.decode(bytes));
    expect(isStructwireError(error, 'unsafe-integer') && [error.path, error.offset]).toEqual(['[1].seconds', 8]);
  });
});

describe('schemas without columns', () => {
  it.each([
    ['record', '', (): unknown => columns(record({ name: text(u8) }))],
    ['checksum', 'sum', (): unknown => columns(record({ data: bytes(4), sum: checksum('crc32', u32) }))],
  ] as const)('%s', (kind, path, make) => {
    const error = caught(make);
    expect(isStructwireError(error, 'no-columns') && [error.context.kind, error.path ?? '']).toEqual([kind, path]);
  });
});
