import fc from 'fast-check';
import {
  bytes as bytesType,
  checksum,
  constant,
  decodeStream,
  type Layout,
  LayoutCodec,
  Struct,
  record as schemaRecord,
  u8 as u8Type,
  u16 as u16Type,
} from 'structwire';
import { describe, expect, it } from 'vitest';
import { isStructwireError, type StructwireError } from '../../src/errors/structwire-error.ts';
import { fromHex } from '../hex.ts';
import { array, blob, by, prefixed, record, rest, sized, text, u8, u16, varint } from './variable-layouts.ts';

const message = record({
  id: u16,
  name: text(prefixed(varint)),
  n: u8,
  items: array(blob(prefixed(u8)), by('n')),
  end: u8,
});
const VALUES = [
  { id: 1, name: 'a', n: 0, items: [], end: 9 },
  { id: 2, name: 'é'.repeat(100), n: 2, items: [fromHex('0102'), fromHex('')], end: 8 },
  { id: 3, name: '', n: 1, items: [new Uint8Array(200)], end: 7 },
];

async function collect(layout: Layout | Struct, chunks: Iterable<Uint8Array>): Promise<unknown[]> {
  const records: unknown[] = [];
  for await (const each of decodeStream<unknown>(layout instanceof Struct ? layout : new LayoutCodec(layout), chunks))
    records.push(each);
  return records;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The bytes in pieces of these lengths, over and over; the memory of a piece is overwritten when the next is asked for. */
function* pieces(bytes: Uint8Array, lengths: readonly number[]): Iterable<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    const piece = bytes.slice(at, at + length);
    at += length;
    yield piece;
    piece.fill(0xee);
  }
}

async function failureOf(layout: Layout, chunks: Iterable<Uint8Array>): Promise<[StructwireError, unknown[]]> {
  const records: unknown[] = [];
  try {
    for await (const each of decodeStream<unknown>(new LayoutCodec(layout), chunks)) records.push(each);
  } catch (error) {
    if (isStructwireError(error)) return [error, records];
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('decodeStream', () => {
  const codec = new LayoutCodec<unknown>(message);
  const bytes = joined(VALUES.map((value) => codec.encode(value)));

  it('gives the same records however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 9 }), async (lengths) => {
        expect(await collect(message, pieces(bytes, lengths))).toEqual(VALUES);
      }),
      { numRuns: 60 },
    );
  });

  it('takes records of fixed size', async () => {
    const struct = new Struct('<HB');
    const whole = joined([struct.pack(1, 2), struct.pack(3, 4), struct.pack(5, 6)]);
    for (const length of [1, 2, 3, 4, 9])
      expect(await collect(struct, pieces(whole, [length]))).toEqual([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
  });

  it('says where the stream ends inside a record', async () => {
    const [error, records] = await failureOf(message, pieces(bytes.subarray(0, bytes.length - 1), [50]));
    expect([error.code, records.length]).toEqual(['input-too-short', 2]);
    expect(error.context).toEqual({ needed: 206, available: 205 });
    expect(error.offset).toBe(bytes.length - 206);
  });

  it('gives what came before a mistake, and the place of the mistake in the stream', async () => {
    const bad = joined([bytes, fromHex('0000 02 c328 00 00')]);
    for (const length of [1, 7, 1000]) {
      const [error, records] = await failureOf(message, pieces(bad, [length]));
      expect([error.code, error.path, error.offset, records.length]).toEqual([
        'invalid-text',
        'name',
        bytes.length + 3,
        3,
      ]);
      expect(error.message).toContain(`offset ${bytes.length + 3}]`);
    }
  });

  it('gives what came before a mistake in a record of fixed size, however the bytes are cut', async () => {
    const layout = schemaRecord({ magic: constant(u8Type, 7), x: u16Type }).layout;
    const bad = fromHex('070100 070200 070300 090400 070500');
    for (const length of [1, 2, 3, 4, 9, 10, 14, 15]) {
      const [error, records] = await failureOf(layout, pieces(bad, [length]));
      expect([error.code, error.path, error.offset, records], `pieces of ${length}`).toEqual([
        'constant-differs',
        'magic',
        9,
        [1, 2, 3].map((x) => ({ magic: 7, x })),
      ]);
    }
  });

  it('says which bytes a checksum covers by their places in the stream', async () => {
    const { layout } = schemaRecord({
      n: u8Type,
      data: bytesType(u8Type),
      sum: checksum('sum', u8Type, { from: 'data' }),
    });
    const bad = fromHex('01 020304 09  02 0105 06  03 020304 08');
    for (const length of [1, 3, 5, 8, 14]) {
      const [error, records] = await failureOf(layout, pieces(bad, [length]));
      expect([error.code, error.path, error.offset, records.length]).toEqual(['checksum-differs', 'sum', 13, 2]);
      expect(error.context).toMatchObject({ start: 10, end: 13, stored: '0x08', computed: '0x09' });
      expect(error.message).toContain('the sum of the bytes from 10 to 13 is');
    }
  });

  it('refuses records that only end with their input, and such that have no bytes', async () => {
    expect((await failureOf(record({ a: u8, b: blob(rest) }), []))[0].code).toBe('not-delimited');
    expect((await failureOf(record({}), [fromHex('00')]))[0].code).toBe('empty-element');
    expect(await collect(sized(prefixed(u8), record({ b: blob(rest) })), [fromHex('0105')])).toEqual([
      { b: fromHex('05') },
    ]);
  });

  it('is linear in the bytes of a record that comes byte by byte', () => {
    const many = record({ n: u16, items: array(text({ by: 'terminator', max: 50 }), by('n')) });
    const measurer = new LayoutCodec(many).measurer();
    const one = new LayoutCodec<unknown>(many).encode({ n: 5000, items: Array.from({ length: 5000 }, () => 'abc') });
    let reads = 0;
    const counted = new Proxy(one, {
      get: (target, key) => {
        if (key === 'subarray') return (start: number, end: number) => countReads(target.subarray(start, end));
        return Reflect.get(target, key) as unknown;
      },
    });
    const countReads = (part: Uint8Array): Uint8Array =>
      new Proxy(part, {
        get: (target, key) => {
          if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
          const value: unknown = Reflect.get(target, key);
          return value;
        },
      });
    for (let length = 1; length < one.length; length += 1) expect(measurer.measure(counted, 0, length)).toBeLessThan(0);
    expect(measurer.measure(counted, 0, one.length)).toBe(one.length);
    expect(reads).toBeLessThan(3 * one.length);
  });
});
