import { on, once } from 'node:events';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { Struct } from 'structwire';
import { connect, listen, memoryPair, type ReconnectChange, type ReconnectOptions } from 'structwire/net';
import { afterEach, describe, expect, it } from 'vitest';
import { deferred } from '../../src/connection/deferred.ts';
import { codeOf, collect, isSettled, nextOf } from '../connection/connection-contract.ts';
import { ServerProcess } from '../faults/child.ts';
import { untilClosed } from '../faults/stage.ts';
import { hasOpenssl, makeCertificates } from '../net/certificates.ts';

const codec = new Struct('<II');

const open: NetServer[] = [];
const accepted: Socket[] = [];
afterEach(async () => {
  for (const socket of accepted.splice(0)) socket.destroy();
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** Options that wait for nothing but what the test says, and what they were told. */
function watched(options: ReconnectOptions = {}): {
  readonly reconnect: ReconnectOptions;
  readonly changes: ReconnectChange[];
  readonly seen: (type: ReconnectChange['type'], count?: number) => Promise<ReconnectChange>;
} {
  const changes: ReconnectChange[] = [];
  let wake = deferred<void>();
  return {
    changes,
    reconnect: {
      random: () => 1,
      wait: async (_delayMs, signal) => {
        await new Promise(setImmediate);
        signal.throwIfAborted();
      },
      ...options,
      onChange: (change) => {
        changes.push(change);
        wake.resolve();
        wake = deferred();
        options.onChange?.(change);
      },
    },
    seen: async (type, count = 1) => {
      for (;;) {
        const found = changes.filter((change) => change.type === type)[count - 1];
        if (found !== undefined) return found;
        await wake.promise;
      }
    },
  };
}

/** A server of bare sockets; the sockets in the order in which they came. */
async function bareServer(): Promise<{ readonly port: number; readonly sockets: AsyncIterator<[Socket]> }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => accepted.push(socket.on('error', () => {})));
  open.push(server);
  const sockets = on(server, 'connection')[Symbol.asyncIterator]() as AsyncIterator<[Socket]>;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as { port: number }).port, sockets }; // it listens on TCP
}

async function nextSocket(sockets: AsyncIterator<[Socket]>): Promise<Socket> {
  const { value } = await sockets.next();
  return (value as [Socket])[0]; // the server never ends before
}

describe('a lasting connection', () => {
  it('is made again when the other side resets, ends, or cuts a record in two, and reads on', async () => {
    const { port, sockets } = await bareServer();
    const { reconnect, changes, seen } = watched();
    const link = await connect({ port, codec, reconnect, graceMs: 500 });
    const received = collect(link);
    const record = (index: number): Buffer => Buffer.from(codec.pack(index, 0));
    const endings: ((socket: Socket) => unknown)[] = [
      (socket) => socket.end(record(0)),
      (socket) => socket.write(Buffer.concat([record(1), record(9).subarray(0, 5)]), () => socket.end()),
      (socket) => socket.end(record(2)),
    ];
    for (const end of endings) {
      const socket = await nextSocket(sockets);
      end(socket);
      await untilClosed(socket);
    }
    const resetting = await nextSocket(sockets);
    await seen('connected', 4);
    resetting.resetAndDestroy();
    const last = await nextSocket(sockets);
    last.write(record(3));
    await seen('connected', 5);
    await link.end();
    last.end();
    expect(await received).toEqual([0, 1, 2, 3].map((index) => [index, 0]));
    await untilClosed(last);
    expect(await link.closed).toEqual({});
    const lost = changes
      .filter(({ type }) => type === 'lost')
      .map((change) => codeOf('error' in change && change.error));
    expect(lost).toEqual([false, 'record-cut-off', false, 'connection-reset', false]);
    expect(link.stats).toMatchObject({ recordsReceived: 4, errors: 2 });
    expect(link.connections).toBe(5);
  });

  it('has one reader, and is aborted by what its callback throws', async () => {
    const { port, sockets } = await bareServer();
    const { reconnect } = watched();
    const link = await connect({ port, codec, reconnect });
    const reading = link.onRecords(() => {
      throw new Error('a mistake');
    });
    expect(await link.onRecords(() => {}).catch(codeOf)).toBe('already-reading');
    (await nextSocket(sockets)).write(codec.pack(1, 2));
    await expect(reading).rejects.toThrow('a mistake');
    expect(await link.closed).toMatchObject({ error: { message: 'a mistake' } });
  });

  it('waits twice as long from try to try, up to the longest wait, and from the start again when somebody answered', async () => {
    const { port, sockets } = await bareServer();
    const { reconnect, changes, seen } = watched({ firstDelayMs: 10_000, maxDelayMs: 50_000 });
    await using link = await connect({ port, codec, reconnect, graceMs: 0 });
    for (let i = 0; i < 5; i++) (await nextSocket(sockets)).resetAndDestroy();
    const socket = await nextSocket(sockets);
    socket.write(codec.pack(1, 2));
    expect(await nextOf(link)).toEqual([1, 2]);
    socket.resetAndDestroy();
    await seen('waiting', 6);
    const delays = changes.flatMap((change) => (change.type === 'waiting' ? [change.delayMs] : []));
    expect(delays.slice(0, 6)).toEqual([10_000, 20_000, 40_000, 50_000, 50_000, 10_000]);
  });

  it('gives up after so many tries, and tells readers and senders why', async () => {
    const { port, sockets } = await bareServer();
    const { reconnect, changes } = watched({ maxAttempts: 3 });
    const link = await connect({ port, codec, reconnect });
    const reading = nextOf(link).catch(codeOf);
    const socket = await nextSocket(sockets);
    for (const server of open.splice(0)) server.close();
    socket.resetAndDestroy();
    expect(await reading).toBe('connection-refused');
    expect(codeOf((await link.closed).error)).toBe('connection-refused');
    expect(await link.send([1, 1]).catch(codeOf)).toBe('connection-refused');
    expect(await link.end().catch(codeOf)).toBe('connection-refused');
    expect(changes.map(({ type }) => type)).toEqual(['connected', 'lost', 'waiting', 'waiting', 'waiting', 'gave-up']);
  });

  it('gives up at the first try when that can never work', async () => {
    const server = await listen({ port: 0, codec, agree: true, onError: () => {} }, () => {});
    const { reconnect, changes } = watched();
    const other = new Struct('<IQ');
    const refused = await connect({ port: server.port, codec: other, agree: true, reconnect }).catch(codeOf);
    expect([refused, changes.map(({ type }) => type)]).toEqual(['agreement-mismatch', ['gave-up']]);
    await server.close();
  });

  it.runIf(hasOpenssl)('gives up at the first try when the certificate is not trusted', async () => {
    const made = makeCertificates();
    const server = await listen({ port: 0, codec, tls: made.stranger, onError: () => {} }, () => {});
    const { reconnect, changes } = watched();
    const refused = await connect({ port: server.port, codec, tls: { ca: made.ca }, reconnect }).catch(codeOf);
    expect([refused, changes.map(({ type }) => type)]).toEqual(['tls-failed', ['gave-up']]);
    await server.close();
  });

  it('needs a target, and no transport that is connected already', async () => {
    const [transport] = memoryPair();
    const refused = connect({ transport, codec, reconnect: true }).catch((error: unknown) => error);
    expect(await refused).toMatchObject({ code: 'bad-option', context: { option: 'reconnect' } });
  });

  it('tries from the start until somebody listens', async () => {
    const server = await listen({ port: 0, codec }, () => {});
    const { port } = server;
    await server.close();
    const { reconnect, seen } = watched({ maxAttempts: Number.POSITIVE_INFINITY });
    const connecting = connect({ port, codec, reconnect });
    await seen('waiting', 2);
    const later = await listen({ port, codec }, () => {});
    await using link = await connecting;
    expect(link.isConnected).toBe(true);
    await link.close();
    await later.close();
  });

  it('stops for good when its signal is aborted, connected or not', async () => {
    const { port, sockets } = await bareServer();
    for (const isConnected of [true, false]) {
      const stop = new AbortController();
      const waiting = deferred<void>();
      const { reconnect } = watched({
        wait: (_delayMs, signal) => {
          waiting.resolve();
          return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        },
      });
      const link = await connect({ port, codec, reconnect, signal: stop.signal });
      const reading = nextOf(link).catch((error: unknown) => error);
      const socket = await nextSocket(sockets);
      if (!isConnected) {
        socket.resetAndDestroy();
        await waiting.promise;
      }
      stop.abort(new Error('enough'));
      expect(await reading).toMatchObject({ message: 'enough' });
      expect(await link.closed).toMatchObject({ error: { message: 'enough' } });
      socket.destroy();
    }
  });
});

it('gives the reason of its signal to whoever waits for the first connection', async () => {
  const gone = await listen({ port: 0, codec }, () => {});
  const { port } = gone;
  await gone.close();
  for (const inTime of [true, false]) {
    const stop = new AbortController();
    const abort = (): void => stop.abort(new Error('enough'));
    const onChange = ({ type }: ReconnectChange): void => {
      if (type !== 'waiting') return;
      if (inTime) abort();
      else setImmediate(abort);
    };
    const reconnect = { firstDelayMs: 1e6, maxDelayMs: 1e6, onChange };
    const link = connect({ port, codec, reconnect, signal: stop.signal });
    expect(await link.catch((error: unknown) => error)).toMatchObject({ message: 'enough' });
  }
});

describe('what was sent when a connection breaks', () => {
  /** Sends until the sender is held back: the last records have certainly not left. */
  async function fill(send: (index: number) => Promise<void>): Promise<number> {
    let sent = 0;
    for (;;) {
      let last = Promise.resolve();
      for (let i = 0; i < 10_000; i++) last = send(sent++);
      if (!(await isSettled(last, 3))) return sent;
    }
  }

  it('is certainly not sent, or in doubt: the first goes out again, the other does not, and none arrives twice', async () => {
    const { port, sockets } = await bareServer();
    const { reconnect, changes, seen } = watched();
    const link = await connect({ port, codec, reconnect, maxQueued: 100_000 });
    const first = await nextSocket(sockets);
    const pieces: Buffer[] = [];
    first.pause();
    const sent = await fill((index) => link.send([index, 0]));
    first.resume();
    first.on('data', (bytes: Buffer) => {
      pieces.push(bytes);
      first.resetAndDestroy(); // most of what the system has taken is never read
    });
    const lost = await seen('lost');
    const account = 'account' in lost ? lost.account : undefined;
    expect(account).toMatchObject({ confirmed: 0, accepted: sent });
    const handedOver = account?.handedOver ?? 0;
    expect(handedOver).toBeGreaterThan(0);
    expect(handedOver).toBeLessThan(sent);
    const second = await nextSocket(sockets);
    const rest = second.toArray();
    await link.end();
    const indices = numbersIn(Buffer.concat((await rest) as Buffer[]));
    expect(indices).toEqual(Array.from({ length: sent - handedOver }, (_, i) => handedOver + i)); // not one less or more
    const read = numbersIn(Buffer.concat(pieces));
    expect(read).toEqual(read.map((_, i) => i));
    expect(read.length).toBeLessThanOrEqual(handedOver);
    second.end();
    await link.close();
    expect(link.account).toEqual({ confirmed: 0, handedOver: sent, accepted: sent });
    expect(changes.filter(({ type }) => type === 'lost')).toHaveLength(2);
  });

  it('is all sent again when it was not confirmed, if that is asked for', async () => {
    const { port, sockets } = await bareServer();
    const { reconnect, seen } = watched({ resendUnconfirmed: true, maxUnconfirmed: 1_000_000 });
    const link = await connect({ port, codec, reconnect });
    const first = await nextSocket(sockets);
    for (let index = 0; index < 1_000; index++) void link.send([index, 0]);
    await link.flush();
    link.confirm(400);
    first.resetAndDestroy();
    await seen('lost');
    const second = await nextSocket(sockets);
    const rest = second.toArray();
    await link.end();
    expect(numbersIn(Buffer.concat((await rest) as Buffer[]))).toEqual(Array.from({ length: 600 }, (_, i) => 400 + i));
    second.end();
    await link.close();
  });

  it('holds the sender back until it is confirmed', async () => {
    const { port, sockets } = await bareServer();
    const { reconnect } = watched({ resendUnconfirmed: true, maxUnconfirmed: 800 });
    const link = await connect({ port, codec, reconnect });
    (await nextSocket(sockets)).resume();
    let last = Promise.resolve();
    for (let index = 0; index < 101; index++) last = link.send([index, 0]);
    expect(await isSettled(last)).toBe(false);
    link.confirm(40);
    expect(await isSettled(last)).toBe(false);
    link.confirm(51);
    await last;
    await link.close({ graceMs: 0 });
  });

  it('is flushed when some connection has taken it, although nobody reads meanwhile', async () => {
    const { port, sockets } = await bareServer();
    const { reconnect } = watched();
    const link = await connect({ port, codec, reconnect, maxPending: 1 });
    const first = await nextSocket(sockets);
    first.write(Buffer.concat(Array.from({ length: 100 }, (_, index) => codec.pack(index, 0))));
    while (link.stats.bytesReceived < 800) await new Promise(setImmediate);
    first.resetAndDestroy();
    while (link.stats.errors === 0) await new Promise(setImmediate); // it broke, and its records are still here
    void link.send([7, 7]);
    const flushed = link.flush();
    expect(await isSettled(flushed)).toBe(false);
    const reading = collect(link);
    const second = await nextSocket(sockets);
    await flushed;
    expect(numbersIn((await once(second, 'data'))[0] as Buffer)).toEqual([7]);
    second.end();
    await link.close({ graceMs: 0 });
    expect(await reading).toBeDefined();
  });

  it('is taken from an array without a turn for each record, as long as there is room', async () => {
    const { port, sockets } = await bareServer();
    const { reconnect } = watched();
    const link = await connect({ port, codec, reconnect, maxQueued: 800 });
    const rest = (await nextSocket(sockets)).toArray();
    const records = Array.from({ length: 10_000 }, (_, index): [number, number] => [index, 0]);
    const sending = link.sendMany(records);
    const { accepted } = link.account;
    expect(accepted).toBeGreaterThan(100);
    expect(accepted).toBeLessThan(10_000);
    await sending;
    await link.end();
    expect(numbersIn(Buffer.concat((await rest) as Buffer[]))).toEqual(records.map(([index]) => index));
    await link.close({ graceMs: 0 });
  });

  it('waits for a connection while there is none, up to maxQueued', async () => {
    const { port, sockets } = await bareServer();
    const again = deferred<void>();
    const { reconnect, seen } = watched({ wait: () => again.promise });
    const link = await connect({ port, codec, reconnect, maxQueued: 800 });
    (await nextSocket(sockets)).resetAndDestroy();
    await seen('waiting');
    expect(link.isConnected).toBe(false);
    for (let index = 0; index < 100; index++) expect(await isSettled(link.send([index, 0]))).toBe(true);
    const held = link.send([100, 0]);
    expect([await isSettled(held), link.stats.bytesQueued]).toEqual([false, 808]);
    again.resolve();
    const rest = (await nextSocket(sockets)).toArray();
    await held;
    void link.end();
    expect(numbersIn(Buffer.concat((await rest) as Buffer[]))).toEqual(Array.from({ length: 101 }, (_, i) => i));
    await link.close({ graceMs: 0 });
  });
});

describe('a server that is killed and started again on its port', () => {
  it('gets every record at least once, in order, when the answers confirm them', async () => {
    await using first = await ServerProcess.start({ port: 0, answers: true });
    const { reconnect, seen } = watched({
      resendUnconfirmed: true,
      maxAttempts: Number.POSITIVE_INFINITY,
      wait: (_delayMs, signal) => new Promise((resolve) => (signal.aborted ? resolve() : setTimeout(resolve, 20))),
    });
    const link = await connect({ port: first.port, codec, reconnect });
    const total = 20_000;
    const answered: number[] = [];
    const done = deferred<void>();
    void link.onRecords(([, index]) => {
      answered.push(index);
      if (index < link.account.confirmed) return; // an answer to a record that was sent twice
      link.confirm(index + 1);
      if (index === 4_999) first.kill('SIGKILL');
      if (index === total - 1) done.resolve();
    });
    const sending = link.sendMany(Array.from({ length: total }, (_, index): [number, number] => [1, index]));
    await seen('lost');
    expect(await first.exited()).toBe('SIGKILL');
    await using second = await ServerProcess.start({ port: first.port, answers: true });
    await sending;
    await done.promise;
    await link.close();
    expect([...new Set(answered)]).toEqual(Array.from({ length: total }, (_, index) => index));
    const { report } = await second.stop();
    expect(report.errors).toEqual([]);
    expect(link.account).toEqual({ confirmed: total, handedOver: total, accepted: total });
  });
});

function numbersIn(bytes: Buffer): number[] {
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, i) => bytes.readUInt32LE(i * 8));
}
