import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type ConnectionOptions, connect, type UdpOptions } from 'structwire/net';
import type { Ends } from '../connection/connection-contract.ts';
import { acceptedEnds } from './accepted-ends.ts';

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
export function udpEnds(
  options: ConnectionOptions<unknown[], readonly unknown[]>,
  { host = '127.0.0.1', udp = {} }: { readonly host?: string; readonly udp?: UdpOptions } = {},
): Promise<Ends> {
  return acceptedEnds({ port: 0, host, udp, ...options }, async ({ port }) => {
    const localPort = await greet(host, port);
    return connect({ port, host, udp: { ...udp, localPort }, ...options });
  });
}

/** The port that it came from. */
async function greet(host: string, port: number): Promise<number> {
  await using socket = await barePeer(host);
  await new Promise((resolve) => socket.send('', port, host, resolve));
  return socket.address().port;
}
