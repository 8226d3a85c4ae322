import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Struct } from 'structwire';
import { type Connection, connect } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, nextOf } from '../connection/connection-contract.ts';
import { ServerProcess } from './child.ts';

const codec = new Struct('<II');
const WAVES = 4;
const ROUND_TRIPS = 500;
type Client = Connection<[number, number], readonly [number, number]>;

describe('a server that is told to stop', () => {
  it('delivers what was in flight: 10 x 2,000 records, some on connections it had not even seen', async () => {
    await using server = await ServerProcess.start({ port: 0, graceMs: 5_000 });
    const early = await sendNumbered(server.port, [0, 1, 2, 3, 4]);
    server.tell('block 300'); // meanwhile the system accepts connections that the program does not know of
    const late = await sendNumbered(server.port, [5, 6, 7, 8, 9]);
    server.kill('SIGTERM');
    const clients = Promise.all(
      [...early, ...late].map(async (client) => {
        expect(await collect(client)).toEqual([]);
        await client.close();
      }),
    );
    expect(await server.line()).toBe('done');
    const report = JSON.parse(await server.line()) as { counts: unknown; errors: unknown };
    expect(report).toMatchObject({
      counts: Object.fromEntries(Array.from({ length: 10 }, (_, client) => [client, 2_000])),
      errors: [],
      stats: { accepted: 10, recordsReceived: 20_000, errors: 0, open: 0 },
    });
    expect(await server.exited()).toBe(0);
    await clients;
  });

  it('exits although a client never closes', async () => {
    await using server = await ServerProcess.start({ port: 0, graceMs: 200 });
    const [client] = await sendNumbered(server.port, [1]);
    const { report, code } = await server.stop();
    expect([report.counts, code]).toEqual([{ 1: 2_000 }, 0]);
    await client?.close();
  });

  it('answers what it was asked before', async () => {
    await using server = await ServerProcess.start({ port: 0, answers: true });
    const [client] = await sendNumbered(server.port, [1]);
    server.kill('SIGTERM');
    expect(await collect(client!)).toEqual(Array.from({ length: 2_000 }, (_, index) => [1, index]));
    await client?.close();
    expect(await server.exited()).toBe(0);
  });
});

describe('a server that is killed', () => {
  it('can be started again on its port at once, and its clients are told', async () => {
    await using first = await ServerProcess.start({ port: 0, answers: true });
    const clients = await sendNumbered(first.port, [1, 2, 3]);
    for (const client of clients) await nextOf(client);
    first.kill('SIGKILL');
    expect(await first.exited()).toBe('SIGKILL');
    for (const client of clients) {
      await client.received; // an end or a reset, whichever the system makes of it
      await client.close();
    }
    await using second = await ServerProcess.start({ port: first.port, answers: true });
    const [again] = await sendNumbered(second.port, [4]);
    expect(await nextOf(again!)).toEqual([4, 0]);
    await again?.close({ graceMs: 0 });
  });

  it('leaves the path of a Unix socket, which the next one takes over; a living one keeps it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'structwire-path-'));
    try {
      const path = join(folder, 'a.sock');
      await using first = await ServerProcess.start({ path, answers: true });
      const { listen } = await import('structwire/net');
      expect(codeOf(await listen({ path, codec }, () => {}).catch((error: unknown) => error))).toBe('address-in-use');
      first.kill('SIGKILL');
      await first.exited();
      await using second = await listen({ path, codec }, async (connection) => {
        for await (const record of connection) await connection.send(record);
      });
      await using client = await connect({ path, codec });
      await client.send([1, 2]);
      expect(await nextOf(client)).toEqual([1, 2]);
      expect(second.address).toBe(path);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a thousand connections, of which 900 say nothing', () => {
  it('are served, and leave no descriptor and no memory behind', async () => {
    await using server = await ServerProcess.start({ port: 0, answers: true, maxConnections: 1_100 });
    const { files } = await server.report();
    const memories: number[] = [];
    for (let wave = 0; wave < WAVES; wave++) {
      await useServer(server.port, 100, 900);
      await settled(server, files);
      memories.push(await leastMemory(server));
    }
    const { stats, files: after } = await server.report();
    const accepted = WAVES * 1_000;
    expect(stats).toMatchObject({ accepted, open: 0, refused: 0, errors: 0, recordsReceived: WAVES * 100 * 100 });
    expect(after).toBe(files);
    // What the first wave made for good (compiled code, buffers that are kept) is there before the second. A connection
    // that stayed would cost 3 KiB at least.
    expect((memories.at(-1)! - memories[0]!) / (accepted - 1_000)).toBeLessThan(1_000);
  });
});

describe('a process that may open few files', () => {
  it('refuses connections before it runs out of them, and serves the others', async () => {
    await using server = await ServerProcess.start({ port: 0, answers: true }, 'ulimit -n 300;');
    const clients = await Promise.all(Array.from({ length: 180 }, () => connect({ port: server.port, codec })));
    const served = await Promise.all(clients.map(isServed));
    expect(served.filter(Boolean)).toHaveLength(150);
    expect((await server.report()).stats).toMatchObject({ accepted: 150, refused: 30 });
    await Promise.all(clients.map((client) => client.close()));
  });

  it('that runs out of them all the same goes on serving, and has nothing else to do', async () => {
    await using server = await ServerProcess.start({ port: 0, answers: true, maxConnections: 1_000 });
    const { files } = await server.report();
    server.limitFiles(files + 30);
    const clients = await Promise.all(Array.from({ length: 80 }, () => connect({ port: server.port, codec })));
    const served = await Promise.all(clients.map(isServed));
    expect(served.filter(Boolean).length).toBeGreaterThan(10);
    expect(served.filter(Boolean).length).toBeLessThan(40);
    const client = clients[served.indexOf(true)]!; // there are more than ten
    const before = await server.report();
    for (let index = 1; index <= ROUND_TRIPS; index++) {
      await client.send([1, index]);
      expect(await nextOf(client)).toEqual([1, index]);
    }
    // One event for each record. A listener that cannot accept what waits would be an event in every turn on top.
    const { events } = await server.report();
    expect(events - before.events).toBeGreaterThanOrEqual(ROUND_TRIPS);
    expect(events - before.events).toBeLessThan(1.5 * ROUND_TRIPS);
    await Promise.all(clients.map((client) => client.close({ graceMs: 0 })));
  });
});

/** Connects once for each number, and sends 2,000 records with it; they have left this process then. */
function sendNumbered(port: number, numbers: readonly number[]): Promise<Client[]> {
  return Promise.all(
    numbers.map(async (client) => {
      const connection = await connect({ port, codec });
      await connection.sendMany(Array.from({ length: 2_000 }, (_, index): [number, number] => [client, index]));
      await connection.flush();
      return connection;
    }),
  );
}

/** Clients that send 100 records each and want them back, next to others that only connect. */
async function useServer(port: number, active: number, idle: number): Promise<void> {
  const silent = await Promise.all(Array.from({ length: idle }, () => connect({ port, codec })));
  await Promise.all(
    Array.from({ length: active }, async (_, client) => {
      await using connection = await connect({ port, codec });
      await connection.sendMany(Array.from({ length: 100 }, (__, index): [number, number] => [client, index]));
      await connection.end();
      if ((await collect(connection)).length !== 100) throw new Error('an answer is missing');
    }),
  );
  await Promise.all(silent.map((connection) => connection.close()));
}

/** Whether a connection is answered, or has been closed. */
async function isServed(client: Client): Promise<boolean> {
  void client.send([1, 0]);
  const { done } = await client[Symbol.asyncIterator]()
    .next()
    .catch(() => ({ done: true }));
  return !done;
}

/** What the program needs when garbage of all kinds is gone: memory of buffers takes a collection or two to be given back. */
async function leastMemory(server: ServerProcess): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 5; look++) least = Math.min(least, (await server.report()).memory);
  return least;
}

/** The report once the program has closed what it had to close. */
async function settled(server: ServerProcess, files: number): Promise<Awaited<ReturnType<ServerProcess['report']>>> {
  for (let look = 0; look < 100; look++) {
    const report = await server.report();
    if (report.files <= files && report.stats.open === 0) return report;
  }
  return server.report();
}
