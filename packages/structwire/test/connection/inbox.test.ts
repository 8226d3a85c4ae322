import { constant, record, u8, u32 } from 'structwire';
import { columns } from 'structwire/columns';
import { encodeFrame, parseFraming } from 'structwire/framing';
import {
  Connection,
  type ConnectionOptions,
  planConnection,
  type Scheduler,
  type Transport,
  type TransportSink,
} from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { codeOf } from './connection-contract.ts';

// Readers of all kinds, one behind the other, of what arrives in pieces of any length: each record once, in order, and
// then the end or what was wrong.

const Marked = record({ mark: constant(u8, 0x55), id: u32 });
const Interpreted = record({ mark: constant(u8, 0x55), id: u32 }, { codegen: 'never' });
const both = columns(Marked);

type Received = Connection<{ id: number }, never>;

const STILL: Scheduler = { defer: () => {}, every: () => () => {}, after: () => () => {} };

/** The receiving half of a transport: the test says what arrives. */
class Arrivals implements Transport {
  readonly remoteAddress = 'arrivals';
  readonly pendingBytes = 0;
  sink!: TransportSink; // set by the connection before everything else
  isPaused = false;
  isGone = false;

  start(sink: TransportSink): void {
    this.sink = sink;
  }

  write(): boolean {
    return true;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  end(): void {}

  destroy(): void {
    queueMicrotask(() => this.lose());
  }

  lose(error?: Error): void {
    if (this.isGone) return;
    this.isGone = true;
    this.sink.onClose(error);
  }
}

function open(options: Partial<ConnectionOptions<{ id: number }, { id: number }>>): [Received, Arrivals] {
  const arrivals = new Arrivals();
  const plan = planConnection({ codec: Marked, ...options });
  return [new Connection(arrivals, STILL, plan) as unknown as Received, arrivals]; // nothing is sent
}

function encoded(count: number, wrong: number, framing?: string): Uint8Array {
  const frames = Array.from({ length: count }, (_, id) => {
    const bytes = Marked.encode({ id });
    if (id === wrong) bytes[0] = 0x56;
    return framing === undefined ? bytes : encodeFrame(parseFraming(framing), bytes);
  });
  return new Uint8Array(Buffer.concat(frames));
}

type Reader = (connection: Received, take: (id: number) => boolean) => Promise<boolean>;

/** Each takes some records, until `take` says false or they end: true, then. */
const READERS: Readonly<Record<'records' | 'batches' | 'columns' | 'callback', Reader>> = {
  records: async (connection, take) => {
    for await (const { id } of connection) if (!take(id)) return false;
    return true;
  },
  batches: async (connection, take) => {
    for await (const batch of connection.batches()) {
      if (!batch.map(({ id }) => take(id)).every(Boolean)) return false;
    }
    return true;
  },
  columns: async (connection, take) => {
    for await (const { columns: batch } of connection.columns(both, { batchSize: 7, reuse: true })) {
      if (!Array.from(batch.id, (id) => take(id)).every(Boolean)) return false;
    }
    return true;
  },
  callback: async (connection, take) => {
    await connection.onRecords(({ id }) => (take(id) ? undefined : Promise.resolve()));
    return true;
  },
};

describe.each([undefined, 'u16be', 'cobs'])('a record that is none among others that wait (%s)', (framing) => {
  const options = framing === undefined ? {} : { framing: parseFraming(framing) };

  it.each(
    (['records', 'batches', 'columns', 'callback'] as const).flatMap((reader) =>
      (['one chunk', 'pieces'] as const).flatMap((arrival) =>
        (['end', 'reset', 'more'] as const).map((what) => ({ reader, arrival, what })),
      ),
    ),
  )('ends the $reader, whatever came behind it ($arrival, $what)', async ({ reader, arrival, what }) => {
    const [connection, arrivals] = open(options);
    connection.columns(both); // what arrives waits as it is
    const bytes = encoded(40, 20, framing);
    const step = arrival === 'pieces' ? 13 : bytes.length;
    for (let at = 0; at < bytes.length; at += step) arrivals.sink.onChunk(bytes.slice(at, at + step));
    if (what === 'end') arrivals.sink.onEnd();
    if (what === 'reset') arrivals.lose(new Error('reset'));
    const ids: number[] = [];
    const end = await READERS[reader](connection, (id) => ids.push(id) > 0).catch((error: unknown) => error);
    expect(ids).toEqual(Array.from({ length: 20 }, (_, id) => id));
    expect(end).toMatchObject({ code: 'record-unreadable', context: { record: 20 } });
    expect(connection.stats.errors).toBe(1);
  });
});

/** How a stream goes on behind its last byte, and the code of the error that readers get for it. */
const ENDS: { readonly name: string; readonly end: (arrivals: Arrivals) => void; readonly code: string | undefined }[] =
  [
    { name: 'ends', end: ({ sink }) => sink.onEnd(), code: undefined },
    { name: 'is lost', end: (arrivals) => arrivals.lose(), code: undefined },
    { name: 'is reset', end: (arrivals) => arrivals.lose(new Error('reset')), code: 'reset' },
  ];

async function readAll(connection: Received, random: Random): Promise<{ ids: number[]; end: unknown }> {
  const ids: number[] = [];
  for (;;) {
    let left = random.one([1, 2, 3, 30]);
    const name = random.chance(0.05) ? 'callback' : random.one(['records', 'batches', 'columns'] as const);
    try {
      if (await READERS[name](connection, (id) => ids.push(id) > 0 && --left > 0)) return { ids, end: undefined };
    } catch (end) {
      return { ids, end };
    }
    if (random.chance(0.2)) await new Promise(setImmediate);
  }
}

async function arriveInPieces(arrivals: Arrivals, bytes: Uint8Array, random: Random): Promise<void> {
  const most = random.one([1, 4, 20, 500, 5_000]);
  const memory = new Uint8Array(most);
  for (let at = 0; at < bytes.length && !arrivals.isGone; ) {
    if (random.chance(0.4)) await (random.chance(0.5) ? null : new Promise(setImmediate));
    if (arrivals.isPaused) await new Promise(setImmediate);
    if (arrivals.isPaused || arrivals.isGone) continue;
    const length = Math.min(random.whole(1, most), bytes.length - at);
    memory.fill(0xee).set(bytes.subarray(at, at + length)); // it is used for every chunk
    at += length;
    arrivals.sink.onChunk(memory.subarray(0, length));
  }
  while (arrivals.isPaused && !arrivals.isGone) await new Promise(setImmediate);
}

describe('readers that take turns', () => {
  const first = Math.floor(Math.random() * 2 ** 31);

  it.each(Array.from({ length: 150 }, (_, index) => first + index))('get every record once (seed %i)', async (seed) => {
    const random = new Random(seed);
    const [count, framing] = [random.one([0, 1, 5, 60, 500]), random.one([undefined, undefined, 'u16be', 'cobs'])];
    const wrong = random.chance(0.3) ? random.whole(0, count) : count;
    const { end, code } = random.one(ENDS);
    const [connection, arrivals] = open({
      codec: random.one([Marked, Interpreted]),
      maxPending: random.one([0, 100, 1_000, 1_000_000]),
      ...(framing !== undefined && { framing: parseFraming(framing) }),
    });
    const reading = readAll(connection, random);
    await arriveInPieces(arrivals, encoded(count, wrong, framing), random);
    if (!arrivals.isGone) end(arrivals);
    const { ids, end: ended } = await reading;
    expect(ids).toEqual(Array.from({ length: wrong }, (_, id) => id));
    const expected = wrong < count ? 'record-unreadable' : code;
    expect(ended instanceof Error && ended.message === 'reset' ? 'reset' : ended && codeOf(ended)).toBe(expected);
    expect(connection.stats.errors).toBe(expected === undefined ? 0 : 1);
  });
});
