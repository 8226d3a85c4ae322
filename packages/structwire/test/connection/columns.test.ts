import fc from 'fast-check';
import { Struct } from 'structwire';
import { type ColumnBatch, columns } from 'structwire/columns';
import { type Framing, parseFraming } from 'structwire/framing';
import { Connection, type ConnectionOptions, memoryPair, nodeScheduler, planConnection } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { codeOf } from './connection-contract.ts';

const codec = new Struct('<IH');
const both = columns(codec);
const COUNT = 2_000;
const ALL = Array.from({ length: COUNT }, (_, id): [number, number] => [id, id % 1_000]);

type Both = Connection<[number, number], readonly [number, number]>;
type Options = Partial<ConnectionOptions<[number, number], readonly [number, number]>>;
type Batch = ColumnBatch<Readonly<Record<'0' | '1', ArrayLike<number>>>>;

/** Two ends, one of which has sent all there is and ended. */
async function receiving(options: Options = {}, split?: (available: number) => number): Promise<Both> {
  const [near, far] = memoryPair({ capacity: 10_000_000, ...(split !== undefined && { split }) });
  const sender = new Connection(near, nodeScheduler, planConnection({ codec, ...options }));
  const receiver = new Connection(far, nodeScheduler, planConnection({ codec, ...options }));
  await sender.sendMany(ALL);
  void sender.close();
  return receiver;
}

function rowsOf({ count, columns: batch }: Batch): [number, number][] {
  expect([batch[0].length, batch[1].length]).toEqual([count, count]);
  return Array.from({ length: count }, (_, row) => [batch[0][row]!, batch[1][row]!]); // there are so many
}

describe.each<readonly [string, { readonly framing?: Framing }]>([
  ['one behind the other', {}],
  ...['u8', 'u16be', 'cobs', 'sync:aa55,u8,sum@u8'].map((name) => [name, { framing: parseFraming(name) }] as const),
])('the columns of records (%s)', (_name, options) => {
  it('are the same however the stream is cut, and however long batches are', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(cuts, fc.integer({ min: 1, max: 3_000 }), fc.boolean(), async (lengths, batchSize, reuse) => {
        let turn = 0;
        const receiver = await receiving(options, () => lengths[turn++ % lengths.length]!); // it is not empty
        const rows: unknown[] = [];
        for await (const batch of receiver.columns(both, { batchSize, reuse })) {
          expect([batch.first, batch.count <= batchSize]).toEqual([rows.length, true]);
          rows.push(...rowsOf(batch));
        }
        expect(rows).toEqual(ALL);
        expect(receiver.stats).toMatchObject({ recordsReceived: COUNT, errors: 0 });
        await receiver.close();
      }),
      { numRuns: 20 },
    );
  });

  it('can be read before and behind the records themselves', async () => {
    const receiver = await receiving(options, () => 500);
    const rows: unknown[] = [];
    for await (const row of receiver) if (rows.push(row) === 10) break; // in the middle of a batch
    for await (const batch of receiver.columns(both, { batchSize: 7 })) {
      rows.push(...rowsOf(batch));
      if (rows.length > 100) break;
    }
    for await (const batch of receiver.batches()) {
      rows.push(...batch);
      if (rows.length > 600) break;
    }
    for await (const batch of receiver.columns(both)) {
      rows.push(...rowsOf(batch));
      if (rows.length > 1_200) break;
    }
    await receiver.onRecords((row) => void rows.push(row));
    expect(rows).toEqual(ALL);
    await receiver.close();
  });
});

describe('columns of a connection', () => {
  it('come with what has arrived, and wait for no more', async () => {
    const [near, far] = memoryPair();
    const sender = new Connection(near, nodeScheduler, planConnection({ codec }));
    const receiver = new Connection(far, nodeScheduler, planConnection({ codec }));
    const batches = receiver.columns(both);
    for (const id of [1, 2, 3]) {
      const next = batches.next();
      void sender.send([id, 0]);
      expect((await next).value).toMatchObject({ first: id - 1, count: 1, columns: { 0: Uint32Array.of(id) } });
    }
    void sender.end();
    expect(await batches.next()).toEqual({ done: true, value: undefined });
    await Promise.all([sender.close(), receiver.close()]);
  });

  it('are only those asked for, in arrays of their own or the same ones again', async () => {
    const own = new Set<unknown>();
    const fresh = await receiving({}, () => 600);
    for await (const { columns: batch } of fresh.columns(both, { fields: ['1'] })) {
      expect(Object.keys(batch)).toEqual(['1']);
      own.add(batch[1].buffer);
    }
    expect(own.size).toBeGreaterThan(10);
    const same = new Set<unknown>();
    const reusing = await receiving({}, () => 600);
    for await (const { columns: batch } of reusing.columns(both, { reuse: true })) same.add(batch[1].buffer);
    expect(same.size).toBe(1);
    await Promise.all([fresh.close(), reusing.close()]);
  });

  it('end with the error of a stream that ends inside a record', async () => {
    const [near, far] = memoryPair();
    const receiver = new Connection(near, nodeScheduler, planConnection({ codec }));
    far.start({ onChunk: () => {}, onEnd: () => {}, onDrain: () => {}, onClose: () => {} });
    far.write(Uint8Array.of(1, 0, 0, 0, 2, 0, 3));
    far.end();
    const rows: unknown[] = [];
    const error = await (async () => {
      for await (const batch of receiver.columns(both)) rows.push(...rowsOf(batch));
    })().catch((caught: unknown) => caught);
    expect(rows).toEqual([[1, 2]]);
    expect(error).toMatchObject({ code: 'record-cut-off', offset: 6 });
    await receiver.close({ graceMs: 0 });
  });

  it.each([true, false])(
    'end at a value that is none, with its place (while somebody waits: %s)',
    async (isWaiting) => {
      const wide = new Struct('<q');
      const numbers = columns(wide, { int64: 'number' });
      const [near, far] = memoryPair();
      const sender = new Connection(near, nodeScheduler, planConnection({ codec: wide }));
      const receiver = new Connection(far, nodeScheduler, planConnection({ codec: wide }));
      const batches = receiver.columns(numbers);
      const first = batches.next();
      await sender.send([7n]);
      expect((await first).value).toMatchObject({ count: 1 });
      const second = isWaiting ? batches.next() : undefined;
      await sender.sendMany([[8n], [9n], [2n ** 60n], [10n]]);
      await sender.flush();
      if (second === undefined) await new Promise(setImmediate);
      expect((await (second ?? batches.next())).value?.columns).toEqual({ 0: Float64Array.of(8, 9) });
      const error = await batches.next().catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'record-unreadable', context: { record: 3 }, offset: 24 });
      expect(codeOf((await receiver.closed).error)).toBe('record-unreadable');
      await sender.close({ graceMs: 0 });
    },
  );

  it('hold the sender back while nobody takes them', async () => {
    const [near, far] = memoryPair();
    const sender = new Connection(near, nodeScheduler, planConnection({ codec, maxQueued: 10_000 }));
    const receiver = new Connection(far, nodeScheduler, planConnection({ codec, maxPending: 10_000 }));
    const batches = receiver.columns(both);
    let sent = 0;
    while (!sender.isCongested || sent < 50_000) void sender.send([sent++, 0]);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect(receiver.stats.bytesReceived).toBeLessThan(200_000);
    void sender.end();
    let rows = 0;
    for await (const { count } of batches) rows += count;
    expect(rows).toBe(sent);
    await Promise.all([sender.close(), receiver.close()]);
  });

  it('are refused where they are not those of the records', async () => {
    const receiver = await receiving();
    expect(() => receiver.columns(columns(new Struct('<I')))).toThrow(
      'codec must be the columns of records of 6 bytes, got records of 4 bytes',
    );
    await receiver.close();
  });

  it('are for one reader at a time', async () => {
    const [near, far] = memoryPair();
    const receiver = new Connection(near, nodeScheduler, planConnection({ codec }));
    const batches = receiver.columns(both);
    const next = batches.next();
    expect(codeOf(await batches.next().catch((caught: unknown) => caught))).toBe('already-reading');
    far.destroy();
    await next.catch(() => {});
    await receiver.close({ graceMs: 0 });
  });
});
