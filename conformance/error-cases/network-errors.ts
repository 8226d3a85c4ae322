import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket, type Server as SocketServer } from 'node:net';
import { Struct } from 'structwire';
import { type Connection, connect, listen, type Server } from 'structwire/net';
import type * as networkErrors from '../../packages/structwire/src/errors/network-errors.ts';
import type { ErrorCases } from './error-case.ts';

const codec = new Struct('I 2s f');

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
          new Positive('<q'),
        ),
      offset: 16,
      message: 'record 2 of the connection cannot be read: not positive',
      context: { record: 2 },
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

/** Connects to a bare socket and closes both ends when `use` is done. */
async function withPeer(
  serve: (socket: Socket) => unknown,
  use: (connection: Connection<unknown>) => Promise<unknown>,
  connectionCodec: Struct = codec,
): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).resume(); // the reset that some cases are about
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const connection = await connect({ port: portOf(server), codec: connectionCodec, graceMs: 0 });
    try {
      await use(connection);
    } finally {
      await connection.close();
    }
  } finally {
    server.close();
  }
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
