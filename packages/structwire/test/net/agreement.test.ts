import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { record, Struct, u8, u32 } from 'structwire';
import { fingerprint } from 'structwire/layout';
import { type Connection, connect, type ListenOptions, listen, type Server } from 'structwire/net';
import { afterEach, describe, expect, it } from 'vitest';
import { deferred } from '../../src/connection/deferred.ts';
import { codeOf, nextOf } from '../connection/connection-contract.ts';
import { untilClosed } from '../faults/stage.ts';
import { rawPeer } from './raw-peer.ts';

const codec = new Struct('I 2s f');
const LONGER = new Struct('I 2s d');
const AGREE_PY = fileURLToPath(new URL('../../../../examples/peers/agree.py', import.meta.url));

const open: NetServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
});

type Options = Partial<ListenOptions<unknown[], readonly unknown[]>>;

/** An agreeing server that echoes, and the first error it reports. */
async function serve(
  options: Options = {},
): Promise<{ server: Server<unknown[], readonly unknown[]>; error: Promise<unknown> }> {
  const error = deferred<unknown>();
  const server = await listen<unknown[], readonly unknown[]>(
    { port: 0, codec, agree: true, graceMs: 500, onError: error.resolve, ...options },
    async (connection) => {
      for await (const values of connection) await connection.send(values);
    },
  );
  return { server, error: error.promise };
}

/** A server of another kind. */
async function stranger(serveSocket: (socket: Socket) => unknown): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).resume();
    serveSocket(socket);
  }).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  return (server.address() as { port: number }).port; // it listens on TCP
}

async function expectService(server: Server<unknown[], readonly unknown[]>): Promise<void> {
  await using client: Connection<unknown[], readonly unknown[]> = await connect({
    port: server.port,
    codec,
    agree: true,
  });
  await client.send([1, 'ab', 0.5]);
  expect(await nextOf(client)).toEqual([1, Uint8Array.of(0x61, 0x62), 0.5]);
}

describe('an agreeing server', () => {
  it('and a client of other records both hear the first field that differs, and no record is exchanged', async () => {
    const { server, error } = await serve();
    const refused = await connect({ port: server.port, codec: LONGER, agree: true }).catch((caught: unknown) => caught);
    expect(refused).toMatchObject({
      code: 'agreement-mismatch',
      path: '[2]',
      message: expect.stringContaining(
        "the first difference is '[2]' (f64 le, offset 8) here, '[2]' (f32 le, offset 8) there; a record has 16 bytes here, 12 bytes there",
      ),
    });
    expect(await error).toMatchObject({ code: 'agreement-mismatch', path: '[2]', context: { here: { size: 12 } } });
    await expectService(server);
    await server.close();
    expect(server.stats).toMatchObject({ failed: 1, accepted: 1, recordsReceived: 1, open: 0 });
  });

  it.each([
    ['records', Buffer.from('0100000061620000cdcc2c40', 'hex'), 'agreement-missing'],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n'), 'foreign-protocol'],
    ['the beginning of a preamble', Buffer.from('897374770d0a1a01', 'hex'), 'agreement-missing'],
    ['nothing', Buffer.alloc(0), 'agreement-missing'],
  ])('refuses a peer that sends %s', async (_what, bytes, code) => {
    const { server, error } = await serve();
    const socket = await rawPeer(server.port);
    socket.end(bytes);
    expect(codeOf(await error)).toBe(code);
    await untilClosed(socket);
    await expectService(server);
    await server.close();
    expect(server.stats).toMatchObject({ failed: 1, accepted: 1 });
  });

  it.each([
    ['sends nothing', 0],
    ['sends a byte now and then', 20],
  ])('gives up a peer that %s at the handshake deadline', async (_what, everyMs) => {
    const { server, error } = await serve({ handshakeTimeoutMs: 60 });
    const socket = await rawPeer(server.port);
    if (everyMs > 0) socket.write(Buffer.from('897374770d0a1a01', 'hex'));
    const drip = everyMs > 0 ? setInterval(() => socket.write(Uint8Array.of(0)), everyMs) : undefined;
    expect(codeOf(await error)).toBe('agreement-timed-out');
    await untilClosed(socket);
    clearInterval(drip);
    await expectService(server);
    await server.close();
  });

  it('agrees over WebSocket too, where a preamble is a message', async () => {
    const { server, error } = await serve({ webSocket: true });
    const url = `ws://127.0.0.1:${server.port}`;
    const refused = connect({ url, codec: LONGER, agree: true }).catch(codeOf);
    expect([await refused, codeOf(await error)]).toEqual(['agreement-mismatch', 'agreement-mismatch']);
    const client: Connection<unknown[], readonly unknown[]> = await connect({ url, codec, agree: true });
    await client.send([1, 'ab', 0.5]);
    expect(await nextOf(client)).toEqual([1, Uint8Array.of(0x61, 0x62), 0.5]);
    await client.close();
    await server.close();
    expect(server.stats).toMatchObject({ failed: 1, accepted: 1, recordsReceived: 1 });
  });

  it('does not wait for peers that have not agreed when it closes', async () => {
    const { server } = await serve({ handshakeTimeoutMs: 600_000 });
    const socket = await rawPeer(server.port);
    const closed = untilClosed(socket);
    await server.close();
    await closed;
    expect(server.stats).toMatchObject({ open: 0, failed: 1 });
  });

  it('agrees with a program in Python that follows the drawing', async () => {
    expect(fingerprint(codec.layout)).toBe(/fromhex\("(\w+)"\)/.exec(await source())?.[1]);
    const { server } = await serve();
    const { stdout } = await promisify(execFile)('python3', [AGREE_PY, `${server.port}`]);
    expect(stdout).toBe("received (1, b'ab', 2.700000047683716)\n");
    await server.close();
    const other = await serve({ codec: LONGER });
    const failed = await promisify(execFile)('python3', [AGREE_PY, `${other.server.port}`]).catch(
      (caught: { stderr: string }) => caught.stderr,
    );
    expect(failed).toMatch(/the other side (has other records|ended)/);
    expect(await other.error).toMatchObject({ code: 'agreement-mismatch', context: { there: { size: 12 } } });
    await other.server.close();
  });
});

describe('an agreeing client refuses a server that', () => {
  it.each([
    ['sends records', (socket: Socket): unknown => socket.write(codec.pack(1, 'ab', 2.7)), 'agreement-missing'],
    ['echoes', (socket: Socket): unknown => socket.pipe(socket), 'agreement-missing'],
    ['ends at once', (socket: Socket): unknown => socket.end(), 'agreement-missing'],
    ['resets', (socket: Socket): unknown => socket.once('data', () => socket.resetAndDestroy()), 'connection-reset'],
    ['says nothing', (): unknown => undefined, 'agreement-timed-out'],
  ])('%s', async (_what, act, code) => {
    const port = await stranger(act);
    const refused = await connect({ port, codec, agree: true, handshakeTimeoutMs: 80 }).catch(codeOf);
    expect(refused).toBe(code);
  });

  it('receives only records, which names it', async () => {
    const error = deferred<unknown>();
    const server = await listen({ port: 0, codec, onError: error.resolve }, async (connection) => {
      for await (const _ of connection);
    });
    const refused = connect({ port: server.port, codec, agree: true }).catch(codeOf);
    expect(await error.promise).toMatchObject({
      code: 'foreign-protocol',
      message: expect.stringContaining("the preamble of 'agree: true'"),
    });
    expect(await refused).toMatch(/^(connection-reset|agreement-missing)$/);
    await server.close();
  });

  it('gives up when its signal is aborted', async () => {
    const port = await stranger(() => {});
    const stop = new AbortController();
    const refused = connect({ port, codec, agree: true, signal: stop.signal }).catch((caught: unknown) => caught);
    setImmediate(() => stop.abort(new Error('enough')));
    expect(await refused).toMatchObject({ message: 'enough' });
  });
});

describe('a raw client', () => {
  it('of an agreeing server is told so, and takes no preamble for records', async () => {
    const { server } = await serve({ codec: record({ id: u32, n: u8 }) as never }); // what it is does not matter here
    await using client = await connect({ port: server.port, codec: new Struct('B') });
    expect(await nextOf(client).catch(codeOf)).toBe('foreign-protocol');
    await server.close();
  });
});

async function source(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(AGREE_PY, 'utf8');
}
