import fc from 'fast-check';
import { bytes, constant, f32, record, Struct, u8, u32, varint } from 'structwire';
import { parseFraming } from 'structwire/framing';
import { Connection, type ConnectionOptions, memoryPair, nodeScheduler, planConnection } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { codeOf, collect } from './connection-contract.ts';

// Once they are used a lot, records of fixed size are read and written by generated loops: these begin behind that.

const Reading = record({ id: u32, value: f32 });
const numbered = new Struct('<II');
const COUNT = 1_000;
const ALL = Array.from({ length: COUNT }, (_, id) => id);

interface Pair<Out, In> {
  readonly sender: Connection<Out, In>;
  readonly receiver: Connection<Out, In>;
  readonly close: () => Promise<unknown>;
}

function pair<Out, In>(options: ConnectionOptions<Out, In>, split?: (available: number) => number): Pair<Out, In> {
  const [near, far] = memoryPair(split === undefined ? {} : { split });
  const sender = new Connection(near, nodeScheduler, planConnection(options));
  const receiver = new Connection(far, nodeScheduler, planConnection(options));
  const close = (): Promise<unknown> => Promise.all([sender.close({ graceMs: 0 }), receiver.close({ graceMs: 0 })]);
  return { sender, receiver, close };
}

const reading = (id: number): { id: number; value: number } => ({ id, value: id / 2 });

describe('a callback', () => {
  it('gets every record once, in order, however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 20 }), async (cuts) => {
        let turn = 0;
        const { sender, receiver, close } = pair({ codec: Reading }, () => cuts[turn++ % cuts.length] ?? 1);
        await sender.sendMany(ALL.map(reading));
        void sender.end();
        const seen: unknown[] = [];
        await receiver.onRecords((each) => void seen.push(each));
        expect(seen).toEqual(ALL.map(reading));
        expect(receiver.stats).toMatchObject({ recordsReceived: COUNT, bytesReceived: COUNT * 8 });
        await close();
      }),
      { numRuns: 30 },
    );
  });

  it('that takes its time now and then gets the next record when it is done', async () => {
    const { sender, receiver, close } = pair({ codec: numbered });
    void sender.sendMany(ALL.map((id): [number, number] => [id, 0]));
    void sender.end();
    const [seen, active] = [[] as number[], { now: 0 }];
    await receiver.onRecords(([id]) => {
      expect(active.now).toBe(0);
      seen.push(id);
      if (id % 3 !== 0) return undefined;
      active.now++;
      return Promise.resolve().then(() => active.now--);
    });
    expect(seen).toEqual(ALL);
    await close();
  });

  it.each([300, 301, 999])(
    'that throws at record %i gets no other, and its connection ends with that',
    async (last) => {
      const { sender, receiver, close } = pair({ codec: numbered });
      void sender.sendMany(ALL.map((id): [number, number] => [id, 0]));
      const seen: number[] = [];
      const mistake = new Error('no more');
      const end = receiver.onRecords(([id]) => {
        seen.push(id);
        if (id === last) throw mistake;
      });
      expect(await end.catch((error: unknown) => error)).toBe(mistake);
      expect(seen).toEqual(ALL.slice(0, last + 1));
      expect((await receiver.closed).error).toBe(mistake);
      await close();
    },
  );

  it('that throws nothing in particular has failed all the same', async () => {
    const { sender, receiver, close } = pair({ codec: numbered });
    await sender.send([1, 0]);
    const end = receiver.onRecords(() => Promise.reject());
    expect(await end.then(() => 'done').catch(() => 'failed')).toBe('failed');
    await close();
  });

  it('that closes its connection gets no other record', async () => {
    const { sender, receiver, close } = pair({ codec: numbered });
    void sender.sendMany(ALL.map((id): [number, number] => [id, 0]));
    const seen: number[] = [];
    await receiver.onRecords(([id]) => {
      seen.push(id);
      if (id === 500) void receiver.close({ graceMs: 0 });
    });
    expect(seen).toEqual(ALL.slice(0, 501));
    await close();
  });

  it('gets the records before one that makes no sense, and then the error with its place', async () => {
    const Marked = record({ mark: constant(u8, 0x55), id: u32 });
    const { sender, receiver, close } = pair({ codec: { receive: Marked, send: new Struct('<BI') } });
    void sender.sendMany(ALL.map((id): [number, number] => [id === 700 ? 0x56 : 0x55, id]));
    const seen: number[] = [];
    const error = await receiver.onRecords(({ id }) => void seen.push(id)).catch((caught: unknown) => caught);
    expect(seen).toEqual(ALL.slice(0, 700));
    expect(error).toMatchObject({ code: 'record-unreadable', context: { record: 700 }, path: 'mark', offset: 3_500 });
    await close();
  });
});

describe('values', () => {
  it.each(
    (['turn', 'microtask', 'record'] as const).flatMap((flush) => [
      { flush, codec: Reading },
      { flush, codec: record({ id: u32, value: f32 }, { codegen: 'never' }) },
      { flush, codec: record({ id: varint, value: f32 }) },
      { flush, codec: Reading, framing: parseFraming('u16be') },
      { flush, codec: Reading, framing: parseFraming('cobs') },
    ]),
  )('may send others while they are looked at, $flush', async (options) => {
    const { sender, receiver, close } = pair<{ id: number; value: number }, { id: number; value: number }>(options);
    for (const id of ALL) {
      void sender.send(reading(id));
      if (id % 100 !== 9) continue;
      let isRead = false;
      void sender.send({
        get id() {
          if (!isRead) void sender.send(reading(10_000 + id));
          if (!isRead) void sender.flush();
          isRead = true; // what is refused by generated code is read once more by the interpreter
          return 20_000 + id;
        },
        value: 0,
      });
    }
    void sender.end();
    const ids = (await collect(receiver)).map(({ id }) => id);
    expect(ids).toEqual(ALL.flatMap((id) => (id % 100 === 9 ? [id, 10_000 + id, 20_000 + id] : [id])));
    await close();
  });

  it('may send others when they are left to the interpreter and read again', async () => {
    const { sender, receiver, close } = pair({ codec: Reading });
    const odd = 20_000n as unknown as number; // taken, and not by generated code
    for (const id of ALL) {
      void sender.send(reading(id));
      if (id !== 900) continue;
      let reads = 0;
      void sender.send({
        get id() {
          if (++reads === 3) void sender.send(reading(10_000));
          return odd;
        },
        value: 0,
      });
      expect(reads).toBe(3); // by the loop, by the code for one record, by the interpreter
    }
    void sender.end();
    const ids = (await collect(receiver)).map(({ id }) => id);
    expect(ids).toEqual(ALL.flatMap((id) => (id === 900 ? [id, 10_000, 20_000] : [id])));
    await close();
  });

  it('may end their own connection while they are looked at', async () => {
    const { sender, receiver, close } = pair({ codec: Reading });
    void sender.send(reading(1));
    const sending = sender.send({
      get id() {
        sender.abort();
        return 2;
      },
      value: 0,
    });
    expect(codeOf(await sending.catch((error: unknown) => error))).toBe('connection-aborted');
    const next = pair({ codec: Reading });
    void next.sender.send(reading(3));
    void next.sender.end();
    expect((await collect(next.receiver)).map(({ id }) => id)).toEqual([3]);
    expect(await collect(receiver).catch(() => [])).toEqual([]);
    await Promise.all([close(), next.close()]);
  });

  it.each([
    { flush: 'turn', size: 140_000 },
    { flush: 'turn', size: 131_072 },
    { flush: 'record', size: 140_000 },
    { flush: 'record', size: 8 },
    { flush: 'microtask', size: 80_000 },
  ] as const)('of $size bytes are sent by $flush, whatever fits a buffer', async ({ flush, size }) => {
    const codec = record({ id: u32, rest: bytes(size - 4) });
    const { sender, receiver, close } = pair({ codec, flush });
    const large = (id: number): { id: number; rest: Uint8Array } => ({ id, rest: new Uint8Array(size - 4) });
    for (const id of [0, 1, 2]) void sender.send(large(id));
    await sender.sendMany([3, 4, 5].map(large));
    void sender.end();
    expect((await collect(receiver)).map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(sender.stats).toMatchObject({ recordsSent: 6, bytesSent: 6 * size });
    await close();
  });

  it('are not sent, nor counted, when looking at them ends their connection', async () => {
    const { sender, close } = pair({ codec: record({ id: varint }) });
    void sender.send({ id: 1 });
    const sending = sender.send({
      get id() {
        sender.abort();
        return 2;
      },
    });
    expect(codeOf(await sending.catch((error: unknown) => error))).toBe('connection-aborted');
    expect(sender.stats).toMatchObject({ recordsSent: 1, bytesSent: 1, bytesUnsent: 1 });
    await close();
  });

  it.each([0, 500])('that throw when they are looked at reject, after %i others', async (before) => {
    const { sender, receiver, close } = pair({ codec: Reading });
    for (let id = 0; id < before; id++) void sender.send(reading(id));
    const mistake = new Error('not now');
    const sending = sender.send({
      get id(): number {
        throw mistake;
      },
      value: 0,
    });
    expect(await sending.catch((error: unknown) => error)).toBe(mistake);
    void sender.send(reading(before));
    void sender.end();
    expect((await collect(receiver)).map(({ id }) => id)).toEqual(ALL.slice(0, before + 1));
    expect(sender.stats).toMatchObject({ recordsSent: before + 1 });
    await close();
  });

  it.each([
    { name: 'code made for them', codec: Reading },
    { name: 'the interpreter', codec: record({ id: u32, value: f32 }, { codegen: 'never' }) },
  ])('by $name: one goes beyond what may be queued, and waits until half of that is gone', async ({ codec }) => {
    const { sender, receiver, close } = pair({ codec, maxQueued: 1_000 });
    const sent: Promise<void>[] = [];
    while (!sender.isCongested) sent.push(sender.send(reading(sent.length)));
    expect(sent).toHaveLength(126); // of 8 bytes
    const order: string[] = [];
    await Promise.all([
      sent.at(-2)?.then(() => order.push('before')),
      sent.at(-1)?.then(() => order.push(`beyond, ${sender.stats.bytesQueued > 500}`)),
      Promise.resolve().then(() => order.push(`${sender.stats.bytesQueued}`)),
    ]);
    expect(order).toEqual(['before', '1008', 'beyond, false']);
    expect(sender.isCongested).toBe(false);
    void sender.end();
    expect((await collect(receiver)).map(({ id }) => id)).toEqual(ALL.slice(0, 126));
    await close();
  });

  it.each([50, 400])('before a wrong one at %i are sent, and those behind it are not', async (wrong) => {
    const { sender, receiver, close } = pair({ codec: Reading });
    const values = ALL.map((id) => (id === wrong ? { id: -1, value: 0 } : reading(id)));
    expect(codeOf(await sender.sendMany(values).catch((error: unknown) => error))).toBe('integer-out-of-range');
    expect(sender.stats).toMatchObject({ recordsSent: wrong, bytesSent: wrong * 8 });
    void sender.end();
    expect((await collect(receiver)).map(({ id }) => id)).toEqual(ALL.slice(0, wrong));
    await close();
  });

  it('of one turn leave together: in one write for each buffer that they fill or begin', async () => {
    const [near, far] = memoryPair({ capacity: 10_000_000 });
    const lengths: number[] = [];
    const write = near.write.bind(near);
    near.write = (bytes) => {
      lengths.push(bytes.length);
      return write(bytes);
    };
    const sender = new Connection(near, nodeScheduler, planConnection({ codec: numbered }));
    const receiver = new Connection(far, nodeScheduler, planConnection({ codec: numbered }));
    const total = (): number => lengths.reduce((sum, length) => sum + length, 0);
    for (let id = 0; id < 1_000; id++) void sender.send([id, 0]);
    await sender.flush();
    expect([lengths.length <= 2, total()]).toEqual([true, 8_000]); // another connection may have begun the first buffer
    for (let id = 0; id < 20_000; id++) void sender.send([id, 0]);
    await sender.end();
    expect([lengths.length <= 6, total()]).toEqual([true, 168_000]);
    expect(await collect(receiver)).toHaveLength(21_000);
    await Promise.all([sender.close(), receiver.close()]);
  });
});

describe.each(['one behind the other', 'u8', 'cobs'])('records (%s) that are prepared', (name) => {
  const options = name === 'one behind the other' ? {} : { framing: parseFraming(name) };

  it('are sent as often as one likes, between others, over connections of the same kind', async () => {
    const [first, second] = [pair({ codec: numbered, ...options }), pair({ codec: numbered, ...options })];
    const prepared = first.sender.prepare(ALL.map((id): [number, number] => [id, 1]));
    expect(prepared.count).toBe(COUNT);
    for (const { sender, receiver, close } of [first, second]) {
      void sender.send([7, 7]);
      await sender.sendMany(prepared);
      void sender.send([8, 8]);
      await sender.sendMany(prepared);
      expect(sender.stats).toMatchObject({ recordsSent: 2 * COUNT + 2 });
      expect(sender.stats.bytesSent).toBeGreaterThanOrEqual(2 * prepared.byteLength + 16);
      void sender.end();
      const all = ALL.map((id) => [id, 1]);
      expect(await collect(receiver)).toEqual([[7, 7], ...all, [8, 8], ...all]);
      await close();
    }
  });

  it('fit the messages of the transport', async () => {
    const [near, far] = memoryPair({ capacity: 10_000_000 });
    const lengths: number[] = [];
    const write = near.write.bind(near);
    const limited = Object.assign(near, {
      maxMessageBytes: 100,
      write: (bytes: Uint8Array) => {
        lengths.push(bytes.length);
        return write(bytes);
      },
    });
    const sender = new Connection(limited, nodeScheduler, planConnection({ codec: numbered, ...options }));
    const receiver = new Connection(far, nodeScheduler, planConnection({ codec: numbered, ...options }));
    await sender.sendMany(sender.prepare(ALL.map((id): [number, number] => [id, 2])));
    void sender.end();
    expect((await collect(receiver)).map(([id]) => id)).toEqual(ALL);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(100);
    expect(lengths.length).toBeGreaterThan(COUNT / 13);
    await Promise.all([sender.close({ graceMs: 0 }), receiver.close({ graceMs: 0 })]);
  });

  it('are refused where the codec is another one, and when a value is wrong', async () => {
    const { sender, close } = pair({ codec: numbered, ...options });
    const other = pair({ codec: new Struct('<II'), ...options });
    const prepared = other.sender.prepare([[1, 2]]);
    expect(codeOf(await sender.sendMany(prepared).catch((error: unknown) => error))).toBe('bad-option');
    expect(() => sender.prepare([[1, -1]])).toThrow('4294967295');
    await Promise.all([close(), other.close()]);
  });
});
