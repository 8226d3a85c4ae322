import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type Connection, type ConnectionOptions, connect, listen, type UdpOptions } from 'structwire/net';
import { deferred } from '../../src/connection/deferred.ts';
import type { Ends } from '../connection/connection-contract.ts';

/** A bare socket, which sends what it is told to. */
export async function barePeer(host = '127.0.0.1'): Promise<Socket & AsyncDisposable> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  return Object.assign(socket, {
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  });
}

/** Two ends of a UDP exchange: an empty datagram tells the server of the client. */
export async function udpEnds(
  options: ConnectionOptions<unknown[], readonly unknown[]>,
  { host = '127.0.0.1', udp = {} }: { readonly host?: string; readonly udp?: UdpOptions } = {},
): Promise<Ends> {
  const over = deferred<void>();
  const accepted = deferred<Connection<unknown[], readonly unknown[]>>();
  const server = await listen({ port: 0, host, udp, ...options }, async (connection) => {
    accepted.resolve(connection);
    await over.promise; // the test reads, and a handler that is done closes
  });
  const client = await connect({
    port: server.port,
    host,
    udp: { ...udp, localPort: await greet(host, server.port) },
    ...options,
  });
  return {
    client,
    server: await accepted.promise,
    async [Symbol.asyncDispose]() {
      await client.close({ graceMs: 0 });
      over.resolve();
      await server.close({ graceMs: 0 });
    },
  };
}

/** The port that it came from. */
async function greet(host: string, port: number): Promise<number> {
  await using socket = await barePeer(host);
  await new Promise((resolve) => socket.send('', port, host, resolve));
  return socket.address().port;
}
