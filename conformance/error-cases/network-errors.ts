import { once } from 'node:events';
import {
  type AddressInfo,
  connect as connectSocket,
  createServer,
  type Socket,
  type Server as SocketServer,
} from 'node:net';
import { PassThrough } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { type Decoded, type Encodable, Struct } from 'structwire';
import {
  type Connection,
  type ConnectOptions,
  type ConnectTarget,
  connect,
  fromDuplex,
  type ListenOptions,
  type ListenWebSocket,
  listen,
  type Server,
} from 'structwire/net';
import { connect as connectPage } from 'structwire/web';
import { deferred } from '../../packages/structwire/src/connection/deferred.ts';
import type * as networkErrors from '../../packages/structwire/src/errors/network-errors.ts';
import { loadWs } from '../../packages/structwire/src/node/load-ws.ts';
import '../../packages/structwire/test/net/web-globals.ts';
import type { ErrorCases } from './error-case.ts';

const codec = new Struct('I 2s f');

type Tutorial = Connection<Decoded<typeof codec>, Encodable<typeof codec>>;

/** A codec that refuses some bytes. */
class Positive extends Struct {
  override decodeFrom(bytes: Uint8Array, offset = 0): unknown[] {
    const values = super.decodeFrom(bytes, offset);
    if (values.some((value) => (value as bigint) < 0n)) throw new RangeError('not positive'); // of the format `q`
    return values;
  }

  override decodeMany(bytes: Uint8Array, start = 0, end = bytes.length): unknown[][] {
    const records: unknown[][] = [];
    for (let at = start; at < end; at += this.size) records.push(this.decodeFrom(bytes, at));
    return records;
  }
}

export const NETWORK_CASES: ErrorCases<typeof networkErrors> = {
  'address-in-use': [
    {
      trigger: () => serving(({ port }) => listen({ port, codec }, () => {})),
      message: 'cannot listen on 127.0.0.1:',
    },
  ],
  'listen-failed': [
    {
      trigger: () => listen({ port: 0, host: '192.0.2.1', codec }, () => {}),
      message: 'cannot listen on 192.0.2.1:0: this machine has no such address (EADDRNOTAVAIL)',
      context: { address: '192.0.2.1:0' },
    },
  ],
  'connection-refused': [
    { trigger: async () => connect({ port: await unusedPort(), codec }), message: 'cannot connect to 127.0.0.1:' },
  ],
  'host-not-found': [
    {
      trigger: () => {
        const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
        return connect({
          port: 1,
          host: 'sensor.invalid',
          codec,
          lookup: (_name, _options, done) => done(notFound, ''),
        });
      },
      message: 'cannot connect to sensor.invalid:1: the name does not resolve to an address',
      context: { host: 'sensor.invalid:1' },
    },
  ],
  'connect-timed-out': [
    {
      trigger: () => connect({ port: 1, host: 'sensor.invalid', codec, connectTimeoutMs: 5, lookup: () => {} }),
      message: 'cannot connect to sensor.invalid:1: no answer within 5 ms',
      context: { timeoutMs: 5 },
    },
  ],
  'connect-failed': [
    {
      trigger: () => connect({ port: 1, host: '255.255.255.255', codec }),
      message: 'cannot connect to 255.255.255.255:1: ',
    },
  ],
  'connection-reset': [
    {
      trigger: () =>
        withPeer(
          (socket) => socket.once('data', () => socket.resetAndDestroy()),
          async (connection) => {
            await connection.send([1, 'ab', 2.7]);
            await connection[Symbol.asyncIterator]().next();
          },
        ),
      message: 'reset by the other side (ECONNRESET)',
    },
  ],
  'connection-closed': [
    {
      trigger: () =>
        withPeer(
          async () => {},
          async (connection) => {
            await connection.end();
            await connection.send([1, 'ab', 2.7]);
          },
        ),
      message: 'is closed for sending',
    },
  ],
  'connection-aborted': [
    {
      trigger: () =>
        withPeer(
          async () => {},
          async (connection) => {
            const next = connection[Symbol.asyncIterator]().next();
            connection.abort();
            await next;
          },
        ),
      message: 'was aborted on this side',
    },
  ],
  'already-reading': [
    {
      trigger: () =>
        withPeer(
          async () => {},
          async (connection) => {
            void connection.batches().next();
            await connection.batches().next();
          },
        ),
      message: 'are already being read by someone else',
    },
  ],
  'record-unreadable': [
    {
      trigger: () =>
        withPeer(
          async (socket) => socket.write(new Uint8Array(24).fill(0xff, 16)),
          async (connection) => {
            for await (const _ of connection);
          },
          { codec: new Positive('<q') },
        ),
      offset: 16,
      message: 'record 2 of the connection cannot be read: not positive',
      context: { record: 2 },
    },
  ],
  'not-bytes': [
    {
      trigger: async () => {
        const [readable, writable] = [new PassThrough({ encoding: 'latin1' }), new PassThrough()];
        await using connection = fromDuplex({ readable, writable }, { codec });
        readable.write('a');
        await connection[Symbol.asyncIterator]().next();
      },
      offset: 0,
      message: 'stream delivered string where bytes were expected',
      context: { actual: 'string' },
    },
  ],
  'websocket-failed': [
    {
      trigger: () =>
        withWebSocket({ path: '/records' }, ({ port }) => connect({ url: `ws://127.0.0.1:${port}/other?a=b`, codec })),
      message: '/other: the server answers HTTP 404 Not Found',
    },
    {
      trigger: () =>
        withPeer(
          (socket) => socket.end('220 mail'),
          async () => {},
          {},
          ({ port }) => ({ url: `ws://127.0.0.1:${port}` }),
        ),
      message: 'the server does not speak HTTP (HPE_',
    },
    {
      trigger: () =>
        firstError({ webSocket: true }, (socket) => {
          socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
        }),
      message: 'Invalid Upgrade header',
    },
  ],
  'websocket-closed': [
    {
      trigger: () =>
        withWebSocket({}, async ({ port }) => {
          await using connection = await connect({ url: `ws://127.0.0.1:${port}`, codec: new Struct('200s') });
          await connection.send(['']);
          const { error } = await connection.closed;
          throw error;
        }),
      offset: 0,
      message: 'was closed by the other side with code 1009: the message is too big',
      context: { closeCode: 1009, by: 'the other side' },
    },
  ],
  'receive-buffer-full': [
    {
      trigger: () =>
        withWebSocket({}, async ({ port }) => {
          const connection = await connectPage({ url: `ws://127.0.0.1:${port}`, codec, maxPending: 0, maxUnread: 20 });
          for (let count = 0; count < 4; count++) void connection.send([count, 'ab', 2.7]);
          const { error } = await connection.closed;
          throw error;
        }),
      message: 'sends faster than its records are taken: ',
      context: { limit: 20 },
    },
  ],
  'package-missing': [
    {
      trigger: () => loadWs(() => Promise.reject(new Error('Cannot find package'))),
      message: 'WebSocket on Node needs the package ws, which is not installed',
      context: { package: 'ws' },
    },
  ],
  'foreign-protocol': [
    {
      trigger: () => firstError({}, (socket) => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')),
      offset: 0,
      message: 'speaks HTTP, not records (refuseForeign)',
      context: { protocol: 'HTTP' },
    },
    {
      trigger: () => firstError({}, (socket) => connectTls({ socket }).on('error', () => {})),
      offset: 0,
      message: 'speaks TLS, not records (refuseForeign)',
    },
    {
      trigger: () => firstError({}, (socket) => socket.write('SSH-2.0-a\r\n')),
      offset: 0,
      message: 'speaks SSH, not records (refuseForeign)',
    },
  ],
  'tls-failed': [
    {
      trigger: () =>
        withPeer(
          (socket) => socket.write('hello, who is there?'),
          async () => {},
          { tls: true },
        ),
      message: 'the other side does not speak TLS (',
    },
  ],
  'record-timed-out': [
    {
      trigger: () => firstError({ recordTimeoutMs: 20 }, (socket) => socket.write(new Uint8Array(5))),
      message: 'has not finished a record within 20 ms (recordTimeoutMs): 5 bytes of it are here',
      context: { timeoutMs: 20, have: 5 },
    },
  ],
  'write-timed-out': [
    {
      trigger: () => firstError({ writeTimeoutMs: 20 }, (socket) => socket.pause(), sendForEver),
      message: 'has taken nothing for 20 ms (writeTimeoutMs): ',
    },
  ],
  'idle-timed-out': [
    {
      trigger: () => firstError({ idleTimeoutMs: 20 }, () => {}),
      message: 'for 20 ms (idleTimeoutMs)',
      context: { timeoutMs: 20 },
    },
  ],
  'memory-budget-exceeded': [
    {
      trigger: () => firstError({ memoryBudget: 6 }, (socket) => socket.write(new Uint8Array(7))),
      message: 'holds 7 bytes, more than any other, while all connections together hold more than 6 (memoryBudget)',
      context: { held: 7, limit: 6 },
    },
  ],
  'bad-option': [
    {
      trigger: () => listen({ port: 0, codec, maxQueued: -1 }, () => {}),
      message: 'maxQueued: expected a number of at least 0, or Infinity, got -1',
      context: { option: 'maxQueued' },
    },
    {
      trigger: () => connect({ port: 0, codec, flush: 'never' as 'turn' }), // as from untyped JavaScript
      message: 'flush: expected turn, microtask, record, got never',
    },
  ],
  'stream-needs-size': [
    {
      trigger: () => serving(({ port }) => connect({ port, codec: new Struct('0i') })),
      message: 'a record of 0 bytes cannot be told from nothing in a stream',
      context: { size: 0 },
    },
  ],
};

/** Runs `use` with a server on a port of its own, and closes it. */
async function serving<T>(use: (server: Server<unknown[], readonly unknown[]>) => Promise<T>): Promise<T> {
  await using server = await listen({ port: 0, codec }, () => {});
  return await use(server);
}

/** What a server with these limits says about a peer that does this, while its handler reads, or does something else. */
async function firstError(
  options: Partial<ListenOptions<unknown>>,
  act: (socket: Socket) => unknown,
  handle: (connection: Tutorial) => Promise<void> = readAll,
): Promise<void> {
  const found = deferred<unknown>();
  await using server = await listen({ ...options, port: 0, codec, onError: found.resolve, graceMs: 0 }, handle);
  const socket = connectSocket({ port: server.port, host: '127.0.0.1' });
  socket.on('error', () => {}).once('connect', () => act(socket));
  const error = await found.promise;
  socket.destroy();
  throw error;
}

async function readAll(connection: Connection<unknown, never>): Promise<void> {
  for await (const _ of connection);
}

async function sendForEver(connection: Tutorial): Promise<void> {
  for (;;) await connection.send([1, 'ab', 2.7]);
}

/** Connects to a bare socket and closes both ends when `use` is done. */
async function withPeer(
  serve: (socket: Socket) => unknown,
  use: (connection: Connection<unknown>) => Promise<unknown>,
  options: Partial<ConnectOptions<unknown>> = {},
  target: (server: { readonly port: number }) => ConnectTarget = (server) => server,
): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).resume(); // the reset that some cases are about
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const to = target({ port: portOf(server) });
    const connection = await connect({ ...to, codec, graceMs: 0, ...options });
    try {
      await use(connection);
    } finally {
      await connection.close();
    }
  } finally {
    server.close();
  }
}

/** Runs `use` with a WebSocket server that echoes messages of at most 100 bytes. */
async function withWebSocket<T>(
  webSocket: ListenWebSocket,
  use: (server: { readonly port: number }) => Promise<T>,
): Promise<T> {
  const options = { port: 0, webSocket, codec, flush: 'record', maxRecordSize: 100, graceMs: 0 } as const;
  await using server = await listen(options, async (connection) => {
    for await (const record of connection) await connection.send(record);
  });
  return await use(server);
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: SocketServer): number {
  return (server.address() as AddressInfo).port; // it listens on TCP
}
