import { isStructwireError, Struct } from 'structwire';
import type { Connection, ConnectionOptions } from 'structwire/net';
import { describe, expect, it } from 'vitest';

type Values = unknown[];
type Both = Connection<Values, readonly unknown[]>;
type Options = Partial<ConnectionOptions<Values, readonly unknown[]>>;

/** Two connected ends, as one transport makes them. */
export interface Ends extends AsyncDisposable {
  readonly client: Both;
  readonly server: Both;
}

export const tutorial: Struct = new Struct('I 2s f');
const numbered = new Struct('<II');
const RECORD = [1, Uint8Array.from([0x61, 0x62]), Math.fround(2.7)];

/** What a transport cannot do, and what its framing adds. */
export interface Traits {
  /** One side can end while the other one goes on. */
  readonly halfCloses?: boolean;
  /** Giving up can be told from ending. */
  readonly resets?: boolean;
  /** Bytes that each record takes on top of its own. */
  readonly overhead?: number;
  /** The other side hears of an end. */
  readonly ends?: boolean;
  /** How many records may be sent at once without any being lost. */
  readonly burst?: number;
}

/** What every transport has to do for the connections over it. */
export function describeConnections(
  name: string,
  open: (options: ConnectionOptions<Values, readonly unknown[]>) => Promise<Ends>,
  { halfCloses = true, resets = true, overhead = 0, ends: endsAreHeard = true, burst = 20_000 }: Traits = {},
): void {
  /** The records that arrive, until the end or, where none is heard, so many. */
  const received = (server: Both, count: number): Promise<Values[]> =>
    endsAreHeard ? collect(server) : take(server, count);
  const openNumbered = (options: Options = {}): Promise<Ends> => open({ codec: numbered, ...options });

  describe(`connections over ${name}`, () => {
    it('carry a record each way', async () => {
      await using ends = await open({ codec: tutorial });
      await ends.client.send([1, 'ab', 2.7]);
      expect(await nextOf(ends.server)).toEqual(RECORD);
      await ends.server.send([1, 'ab', 2.7]);
      expect(await nextOf(ends.client)).toEqual(RECORD);
    });

    it('carry different records in the two directions', async () => {
      const [ask, answer] = [new Struct('<H'), new Struct('<Q')];
      await using ends = await openNumbered({ codec: { receive: answer, send: ask } });
      await ends.client.send([7]);
      await ends.server.send([8]);
      expect(await ends.client.end()).toBeUndefined();
    });

    it('keep order and number, however much is sent at once', async () => {
      await using ends = await openNumbered();
      const sent = Array.from({ length: burst }, (_, index) => [index, index ^ 0xffff]);
      const bytes = burst * (8 + overhead);
      await Promise.all(sent.map((record) => ends.client.send(record)));
      const ending = ends.client.end(); // which may have to wait for the reader
      expect(await received(ends.server, burst)).toEqual(sent);
      await ending;
      expect(ends.server.stats).toMatchObject({ recordsReceived: burst, bytesReceived: bytes, errors: 0 });
      expect(ends.client.stats).toMatchObject({ recordsSent: burst, bytesSent: bytes, errors: 0 });
    });

    if (endsAreHeard) {
      it('give every record once to whichever reader comes', async () => {
        await using ends = await openNumbered();
        for (let index = 0; index < 100; index++) void ends.client.send([index, 0]);
        await ends.client.end();
        const seen: unknown[] = [];
        for await (const [index] of ends.server) {
          seen.push(index);
          if (seen.length === 10) break; // in the middle of a batch
        }
        for await (const batch of ends.server.batches()) {
          expect(batch.length).toBeGreaterThan(0);
          seen.push(...batch.map(([index]) => index));
          if (seen.length >= 50) break;
        }
        await ends.server.onRecords(([index]) => seen.push(index));
        expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => index));
      });
    }

    if (endsAreHeard) {
      it('wait for a callback that takes its time', async () => {
        await using ends = await openNumbered();
        for (let index = 0; index < 20; index++) void ends.client.send([index, 0]);
        await ends.client.end();
        const [seen, active] = [[] as unknown[], { now: 0, most: 0 }];
        await ends.server.onRecords(async ([index]) => {
          active.most = Math.max(active.most, ++active.now);
          await new Promise(setImmediate);
          seen.push(index);
          active.now--;
        });
        expect([active.most, seen]).toEqual([1, Array.from({ length: 20 }, (_, index) => index)]);
      });
    }

    if (halfCloses && endsAreHeard) {
      it('answer after the other side has ended', async () => {
        await using ends = await openNumbered();
        await ends.client.send([1, 1]);
        await ends.client.end();
        expect(await collect(ends.server)).toEqual([[1, 1]]);
        await ends.server.send([2, 2]);
        await ends.server.end();
        expect(await collect(ends.client)).toEqual([[2, 2]]);
        expect([await ends.client.closed, await ends.server.closed]).toEqual([{}, {}]);
      });
    }

    if (burst >= 20_000) {
      it('hold the sender back while nobody reads, and lose nothing', async () => {
        const wide = new Struct('<I 1020s');
        await using ends = await openNumbered({ codec: wide, maxPending: 10_000, maxQueued: 10_000 });
        let sent = 0;
        let isHeld = false;
        while (!isHeld) {
          let last = Promise.resolve();
          for (let index = 0; index < 1_000; index++) last = ends.client.send([sent++, '']);
          isHeld = !(await isSettled(last));
          if (sent >= 1_000_000) throw new Error('the sender was never held back');
        }
        expect(ends.client.isCongested).toBe(true);
        const receiving = collect(ends.server);
        await ends.client.end();
        expect((await receiving).map(([index]) => index)).toEqual(Array.from({ length: sent }, (_, index) => index));
      });
    }

    it('let a sender go on that was held back for a moment only', async () => {
      await using ends = await openNumbered({ maxQueued: 10 });
      for (let index = 0; index < 100; index += 2) {
        await Promise.all([ends.client.send([index, 0]), ends.client.send([index + 1, 0])]);
      }
      expect((await take(ends.server, 100)).map(([index]) => index)).toEqual(
        Array.from({ length: 100 }, (_, index) => index),
      );
    });

    it('refuse a value that does not fit before anything of it is sent', async () => {
      await using ends = await openNumbered();
      const error = await ends.client.send([1, 2 ** 33]).catch((caught: unknown) => caught);
      expect(isStructwireError(error, 'integer-out-of-range') && error.path).toBe('[1]');
      await ends.client.send([1, 2]);
      await ends.client.end();
      expect(await received(ends.server, 1)).toEqual([[1, 2]]);
    });

    it('hand out records that share no memory', async () => {
      await using ends = await open({ codec: tutorial });
      const count = Math.min(1_000, burst);
      for (let index = 0; index < count; index++) void ends.client.send([index, Uint8Array.of(index, index >> 8), 0]);
      await ends.client.end();
      const records = await received(ends.server, count);
      records.forEach(([, tag], index) => {
        expect(tag).toEqual(Uint8Array.of(index, index >> 8));
        expect((tag as Uint8Array).buffer.byteLength).toBeLessThanOrEqual(8); // and not the whole chunk kept alive
      });
    });

    it('tell both sides of an abort', async () => {
      await using ends = await openNumbered();
      const [mine, theirs] = [nextOf(ends.client).catch(codeOf), nextOf(ends.server).catch(codeOf)];
      ends.client.abort();
      expect(await mine).toBe('connection-aborted');
      if (resets) {
        expect(await theirs).toBe('connection-reset');
        expect(codeOf((await ends.server.closed).error)).toBe('connection-reset');
      }
      expect(await ends.client.send([1, 1]).catch(codeOf)).toBe('connection-aborted');
    });

    it('refuse to send after the end', async () => {
      await using ends = await openNumbered();
      await ends.client.end();
      expect(await ends.client.send([1, 1]).catch(codeOf)).toBe('connection-closed');
    });

    it('close when both sides do, with what was sent delivered', async () => {
      await using ends = await openNumbered();
      void ends.client.send([5, 5]);
      const closing = ends.client.close();
      expect(await received(ends.server, 1)).toEqual([[5, 5]]);
      await ends.server.close();
      await closing;
    });
  });
}

export async function collect<Out>(records: AsyncIterable<Out>): Promise<Out[]> {
  const all: Out[] = [];
  for await (const record of records) all.push(record);
  return all;
}

export async function take<Out>(records: AsyncIterable<Out>, count: number): Promise<Out[]> {
  const taken: Out[] = [];
  for await (const record of records) if (taken.push(record) === count) break;
  return taken;
}

export async function nextOf<Out>(connection: AsyncIterable<Out>): Promise<Out> {
  for await (const record of connection) return record;
  throw new Error('the records ended');
}

export function codeOf(error: unknown): unknown {
  return isStructwireError(error) ? error.code : error;
}

/** Whether a promise is settled now, give or take a few turns of the event loop. */
export async function isSettled(promise: Promise<unknown>, turns = 20): Promise<boolean> {
  let isDone = false;
  const done = (): void => {
    isDone = true;
  };
  promise.then(done, done);
  for (let turn = 0; turn < turns && !isDone; turn++) await new Promise(setImmediate);
  return isDone;
}
