import fc from 'fast-check';
import { isStructwireError, Struct } from 'structwire';
import { ColumnArena, type ColumnBatch, columns, decodeColumns } from 'structwire/columns';
import { describe, expect, it } from 'vitest';

const codec = columns(new Struct('<HBI'));
const ROWS = 50;
const bytes = codec.encode({
  0: Uint16Array.from({ length: ROWS }, (_, i) => 1000 + i),
  1: Uint8Array.from({ length: ROWS }, (_, i) => i),
  2: Uint32Array.from({ length: ROWS }, (_, i) => i * 100_000),
});
const whole = codec.decode(bytes);

/** The same bytes in pieces that end where the cuts are. */
function cutAt(cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set(cuts), bytes.length].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.slice(ends[i - 1] ?? 0, end));
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

async function collected(
  batches: AsyncIterable<ColumnBatch<Record<string, ArrayLike<number | bigint>>>>,
): Promise<unknown> {
  const rows: Record<string, (number | bigint)[]> = {};
  let next = 0;
  for await (const { count, first, columns: batch } of batches) {
    expect(first).toBe(next);
    next += count;
    for (const [name, column] of Object.entries(batch)) {
      expect(column.length).toBe(count);
      rows[name] = [...(rows[name] ?? []), ...Array.from(column)];
    }
  }
  return rows;
}

describe('a stream of columns', () => {
  const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 30 });
  const options = fc.record({ batchSize: fc.integer({ min: 1, max: 60 }), reuse: fc.boolean(), wait: fc.boolean() });

  it('is the same however it is cut', async () => {
    const property = fc.asyncProperty(cuts, options, async (places, how) => {
      const expected = Object.fromEntries(
        Object.entries(whole).map(([name, column]) => [name, Array.from(column as ArrayLike<number>)]),
      ); // typed arrays
      expect(await collected(decodeColumns(cutAt(places), codec, how))).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it('reads only the columns asked for', async () => {
    const [batch] = await all(decodeColumns([bytes], codec, { fields: ['1'] }));
    expect(batch).toEqual({ count: ROWS, first: 0, columns: { 1: whole['1'] } });
  });

  it('gives arrays of its own with each batch, or the same ones again when told so', async () => {
    const own = await all(decodeColumns(cutAt([70, 140]), codec, { batchSize: 10 }));
    expect(own.map(({ columns: batch }) => batch['1']?.[0])).toEqual([0, 10, 20, 30, 40]);
    const buffers = new Set<unknown>();
    for await (const { columns: batch } of decodeColumns(cutAt([70, 140]), codec, { batchSize: 10, reuse: true })) {
      buffers.add(batch['1']?.buffer);
    }
    expect(buffers.size).toBe(1);
  });

  it('can be decoded inside an arena', async () => {
    const arena = new ColumnArena(100_000);
    const chunk = arena.allocate(bytes.length);
    chunk.set(bytes);
    const numbers: number[] = [];
    for await (const { columns: batch } of decodeColumns([chunk.subarray(0, 60), chunk.subarray(60)], codec, {
      arena,
      batchSize: 7,
    })) {
      expect(batch['0']?.buffer).toBe(chunk.buffer);
      numbers.push(...(batch['0'] ?? []));
    }
    expect(numbers).toEqual([...whole['0']]);
  });

  it('keeps no record waiting when told so', async () => {
    const batches = await all(decodeColumns(cutAt([7, 15, 21]), codec, { wait: false }));
    expect(batches.map(({ first, count }) => [first, count])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, ROWS - 3],
    ]);
  });

  it('says where it ended inside a record, after the records before it', async () => {
    const seen: number[] = [];
    const error = await (async () => {
      for await (const { count } of decodeColumns([bytes.subarray(0, 10), bytes.subarray(10, 40)], codec))
        seen.push(count);
    })().catch((reason: unknown) => reason);
    expect(seen).toEqual([5]);
    expect(isStructwireError(error, 'input-too-short') && [error.path, error.offset, error.context]).toEqual([
      '[5]',
      35,
      { needed: 7, available: 5 },
    ]);
  });

  it('says which record of the stream holds a number that is none', async () => {
    const numbers = columns(new Struct('>Bq'), { int64: 'number' });
    const stream = new Uint8Array(9 * 7);
    new DataView(stream.buffer).setBigInt64(9 * 5 + 1, 2n ** 60n);
    const pieces = [stream.subarray(0, 31), stream.subarray(31, 50), stream.subarray(50)];
    const error = await all(decodeColumns(pieces, numbers, { batchSize: 2 })).catch((reason: unknown) => reason);
    expect(isStructwireError(error, 'unsafe-integer') && [error.path, error.offset]).toEqual(['[5]["1"]', 46]);
  });
});

describe('a column decoder', () => {
  it('stops when the batch is full, and goes on when it was taken', () => {
    const decoder = codec.decoder({ batchSize: 3 });
    expect([decoder.write(bytes.subarray(0, 10)), decoder.count, decoder.partialLength]).toEqual([10, 1, 3]);
    expect([decoder.write(bytes, 10), decoder.isFull]).toEqual([21, true]);
    expect(decoder.write(bytes, 21)).toBe(21);
    expect(decoder.take().columns).toEqual({
      0: Uint16Array.of(1000, 1001, 1002),
      1: Uint8Array.of(0, 1, 2),
      2: Uint32Array.of(0, 1e5, 2e5),
    });
    expect([decoder.write(bytes, 21), decoder.take().first]).toEqual([42, 3]);
    expect(decoder.take()).toEqual({
      count: 0,
      first: 6,
      columns: { 0: new Uint16Array(), 1: new Uint8Array(), 2: new Uint32Array() },
    });
    decoder.end();
  });

  it('keeps nothing of the chunk', () => {
    const decoder = codec.decoder();
    const chunk = bytes.slice(0, 10);
    decoder.write(chunk);
    chunk.fill(0xff);
    decoder.write(bytes, 10);
    expect(decoder.take().columns['0']).toEqual(whole['0']);
  });

  it.each([-1, 0.5, 11, Number.NaN])('starts nowhere but in the chunk, not at %d', (start) => {
    const decoder = codec.decoder();
    expect(() => decoder.write(bytes.subarray(0, 10), start)).toThrow('start must be a whole number from 0 to 10');
    expect([decoder.count, decoder.partialLength]).toEqual([0, 0]);
  });

  it('does not write into arrays that were given away', () => {
    const decoder = codec.decoder({ batchSize: 3, reuse: true });
    decoder.write(bytes);
    const buffer = decoder.take().columns['1'].buffer as ArrayBuffer; // of its own
    decoder.write(bytes.subarray(21, 30));
    structuredClone(buffer, { transfer: [buffer] });
    expect(() => decoder.write(bytes.subarray(30))).toThrow("the buffer of the column '1' is detached");
  });

  it('keeps its memory through a stream of any length', () => {
    const decoder = codec.decoder({ batchSize: 16, reuse: true });
    const buffers = new Set<unknown>();
    let records = 0;
    for (let round = 0; round < 2000; round++) {
      for (let at = 0; at < bytes.length; ) {
        at = decoder.write(bytes, at);
        if (!decoder.isFull) continue;
        const { columns: batch, first } = decoder.take();
        expect(first).toBe(records);
        records += 16;
        buffers.add(batch['0'].buffer);
      }
    }
    expect([records, buffers.size]).toEqual([Math.floor((2000 * ROWS) / 16) * 16, 1]);
  });

  it('refuses a batch of nothing', () => {
    expect(() => codec.decoder({ batchSize: 0 })).toThrow('batchSize must be a whole number of at least 1, got 0');
  });
});
