import { once } from 'node:events';
import { Struct } from 'structwire';
import { type Connection, connect, listen, type Server } from 'structwire/net';
import { afterEach, describe, expect, it } from 'vitest';
import { deferred } from '../../src/connection/deferred.ts';
import { codeOf, collect, nextOf, tutorial } from '../connection/connection-contract.ts';
import { rawPeer, writePieces } from './raw-peer.ts';

const BYTES = Buffer.from('0100000061620000cdcc2c40', 'hex'); // python3: struct.pack('I 2s f', 1, b'ab', 2.7).hex()
const RECORD = [1, Uint8Array.from([0x61, 0x62]), 2.700000047683716];

const unhandled: unknown[] = [];
const note = (error: unknown): number => unhandled.push(error);
process.on('unhandledRejection', note);
afterEach(() => expect(unhandled).toEqual([]));

describe('a TCP server', () => {
  it('reassembles 12 segments of one byte', async () => {
    const seen: unknown[] = [];
    await using server = await listen({ port: 0, codec: tutorial }, async (connection) => {
      for await (const record of connection) seen.push(record);
    });
    const socket = await rawPeer(server.port);
    await writePieces(
      socket,
      Array.from(BYTES, (byte) => Uint8Array.of(byte)),
    );
    socket.end();
    await once(socket.resume(), 'end');
    expect(seen).toEqual([RECORD]);
  });

  it('finds 1,000 records in one segment, and a cut anywhere in the middle of one', async () => {
    const stream = new Uint8Array(12_000);
    for (let index = 0; index < 1_000; index++) tutorial.packInto(stream, index * 12, index, 'ab', 2.7);
    const seen: unknown[] = [];
    await using server = await listen({ port: 0, codec: tutorial }, async (connection) => {
      for await (const [id] of connection) seen.push(id);
    });
    for (const cut of [12_000, 1, 6, 11, 12, 13, 5_003, 11_999]) {
      seen.length = 0;
      const socket = await rawPeer(server.port);
      await writePieces(socket, [stream.subarray(0, cut), stream.subarray(cut)]);
      socket.end();
      await once(socket.resume(), 'end');
      expect(seen).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
    }
  });

  it('reports a record that a disconnect cuts off, still answers the ones before it, and goes on serving', async () => {
    const failures: unknown[] = [];
    const onError = (error: unknown): number => failures.push(error);
    await using server = await listen({ port: 0, codec: tutorial, onError }, async (connection) => {
      for await (const record of connection) await connection.send(record);
    });
    const socket = await rawPeer(server.port);
    socket.end(Buffer.concat([BYTES, BYTES.subarray(0, 7)]));
    expect(await readAll(socket)).toEqual(BYTES);
    expect(failures).toMatchObject([{ code: 'record-cut-off', offset: 12, context: { have: 7, need: 12 } }]);
    await using client = await connect({ port: server.port, codec: tutorial });
    await client.send([1, 'ab', 2.7]);
    expect(await nextOf(client)).toEqual(RECORD);
    expect(server.stats).toMatchObject({ accepted: 2, errors: 1 });
  });

  it('reports a record that a reset cuts off', async () => {
    const failure = deferred<unknown>();
    await using server = await listen({ port: 0, codec: tutorial, onError: failure.resolve }, async (connection) => {
      for await (const _ of connection) socket.resetAndDestroy();
    });
    const socket = await rawPeer(server.port);
    socket.write(Buffer.concat([BYTES, BYTES.subarray(0, 5)]));
    expect(await failure.promise).toMatchObject({ code: 'record-cut-off', context: { have: 5, need: 12 } });
    expect((await failure.promise) as Error).toHaveProperty('cause.code', 'connection-reset');
  });

  it('serves many connections at once', async () => {
    const codec = new Struct('<I');
    await using server = await listen({ port: 0, codec }, async (connection) => {
      for await (const record of connection) await connection.send(record);
    });
    const answers = Array.from({ length: 100 }, async (_, client) => {
      await using connection = await connect({ port: server.port, codec });
      for (let index = 0; index < 10; index++) await connection.send([client * 10 + index]);
      await connection.end();
      return await collect(connection);
    });
    const expected = Array.from({ length: 1_000 }, (_, value) => [value]);
    expect((await Promise.all(answers)).flat()).toEqual(expected);
    expect(server.stats).toMatchObject({ accepted: 100, errors: 0 });
  });

  it('keeps the error of one handler to its connection', async () => {
    const failures: unknown[] = [];
    const onError = (error: unknown): number => failures.push(error);
    await using server = await listen({ port: 0, codec: tutorial, onError }, async (connection) => {
      const [id] = await nextOf(connection);
      if (id === 0) throw new RangeError('no zero');
      await connection.send([id, 'ok', 0]);
    });
    await using bad = await connect({ port: server.port, codec: tutorial });
    await using good = await connect({ port: server.port, codec: tutorial });
    await bad.send([0, '', 0]);
    expect(await nextOf(bad).catch(codeOf)).toBe('connection-reset');
    await good.send([7, '', 0]);
    expect(await nextOf(good)).toEqual([7, Uint8Array.from([0x6f, 0x6b]), 0]);
    expect(failures).toMatchObject([{ message: 'no zero' }]);
  });

  it('asks a handler for its answer once, also when asking is what makes it work', async () => {
    let asked = 0;
    // biome-ignore lint/suspicious/noThenProperty: a promise that works when it is asked, as some libraries give
    const lazily = { then: (done: () => void) => void Promise.resolve(asked++).then(done) }; // oxlint-disable-line unicorn/no-thenable
    await using server = await listen({ port: 0, codec: tutorial }, () => lazily);
    await using client = await connect({ port: server.port, codec: tutorial });
    expect(await collect(client)).toEqual([]);
    expect(asked).toBe(1);
  });

  it('keeps a connection whose handler only registers a callback', async () => {
    const seen: unknown[] = [];
    await using server = await listen({ port: 0, codec: tutorial }, (connection) => {
      void connection.onRecords(([id]) => seen.push(id));
    });
    await using client = await connect({ port: server.port, codec: tutorial });
    for (let id = 0; id < 3; id++) await client.send([id, '', 0]);
    await client.end();
    await client.closed;
    expect(seen).toEqual([0, 1, 2]);
  });

  it('stops when its signal is aborted, and gives the port free', async () => {
    for (let attempt = 0; ; attempt++) {
      const stop = new AbortController();
      const server = await listen({ port: 0, codec: tutorial, signal: stop.signal }, () => {});
      stop.abort();
      await server.closed;
      const again = await listen({ port: server.port, codec: tutorial }, () => {}).catch((error: unknown) => error);
      if (again instanceof Error && attempt < 5) continue; // somebody else was faster
      expect(again).toMatchObject({ address: `127.0.0.1:${server.port}` });
      await (again as typeof server).close();
      return;
    }
  });

  it('cuts clients that do not end when the time for closing is over', async () => {
    const began = deferred<void>();
    const server = await listen({ port: 0, codec: tutorial, onError: () => {} }, async (connection) => {
      began.resolve(await nextOf(connection).then(() => {}));
      await connection.closed; // a handler that does not look whether the records have ended
    });
    await using client = await connect({ port: server.port, codec: tutorial });
    await client.send([1, '', 0]);
    await began.promise;
    await server.close({ graceMs: 20 });
    expect(codeOf((await client.closed).error)).toBe('connection-reset');
    expect(server.stats).toMatchObject({ open: 0, recordsReceived: 1, errors: 1 });
  });
});

describe('several servers on one port', () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const sharesPorts = major > 23 || (major === 23 && minor >= 1) || (major === 22 && minor >= 12);

  it.runIf(sharesPorts)('share its connections', async () => {
    const open = async (port: number): Promise<Server<unknown[], readonly unknown[]>> =>
      listen({ port, codec: tutorial, reusePort: true }, async (connection) => {
        for await (const record of connection) await connection.send(record);
      });
    await using first = await open(0);
    await using second = await open(first.port);
    for (let i = 0; i < 50; i++) {
      await using client = await connect({ port: first.port, codec: tutorial });
      await client.send([i, 'ab', 0]);
      expect((await nextOf(client))[0]).toBe(i);
    }
    expect(first.stats.accepted + second.stats.accepted).toBe(50);
    expect(Math.min(first.stats.accepted, second.stats.accepted)).toBeGreaterThan(0); // chosen by chance, each time
  });

  it.skipIf(sharesPorts)('are refused where this Node cannot', async () => {
    const refused = listen({ port: 0, codec: tutorial, reusePort: true }, () => {});
    await expect(refused).rejects.toMatchObject({ code: 'bad-option', context: { option: 'reusePort' } });
  });
});

describe('a TCP client', () => {
  it('gives up when its signal is aborted, before and after the connection is there', async () => {
    await using server = await listen({ port: 0, codec: tutorial }, () => {});
    const reason = new Error('enough');
    await expect(connect({ port: server.port, codec: tutorial, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    const stop = new AbortController();
    const connection: Connection<unknown[], readonly unknown[]> = await connect({
      port: server.port,
      codec: tutorial,
      signal: stop.signal,
    });
    const next = nextOf(connection);
    stop.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect(await connection.closed).toEqual({ error: reason });
  });

  it('names every address that refused', async () => {
    const server = await listen({ port: 0, codec: tutorial }, () => {});
    await server.close();
    const lookup = (_name: string, _options: unknown, done: (error: null, addresses: unknown) => void): void =>
      done(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '127.0.0.2', family: 4 },
      ]);
    const refused = connect({ port: server.port, host: 'sensor.test', codec: tutorial, lookup: lookup as never }); // a resolver with two answers
    await expect(refused).rejects.toMatchObject({
      code: 'connection-refused',
      context: { address: `127.0.0.1:${server.port} and 127.0.0.2:${server.port}` },
    });
  });
});

async function readAll(socket: AsyncIterable<Buffer>): Promise<Buffer> {
  return Buffer.concat(await collect(socket));
}
