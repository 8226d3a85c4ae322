import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import { lookup } from 'node:dns';
import { isIP, isIPv6 } from 'node:net';
import { hostPort } from './socket-address.ts';
import { listenError } from './socket-error.ts';
import { type ListenUdp, UDP_DEFAULTS, type UdpOptions } from './udp-options.ts';

/** Below this a system that refuses large buffers is not asked again. */
const LEAST_BUFFER_BYTES = 64 * 1024;

/** Opens a UDP socket on an address of this machine. */
export async function bindUdp(
  host: string | undefined,
  port: number,
  options: UdpOptions & Pick<ListenUdp, 'reuseAddress'> & { readonly isIpv6: boolean },
): Promise<Socket> {
  const { isIpv6, reuseAddress = false, recvBufferSize = UDP_DEFAULTS.recvBufferSize } = options;
  const type = isIpv6 ? 'udp6' : 'udp4';
  const socket = createSocket({ type, reuseAddr: reuseAddress, lookup: lookupNames });
  await new Promise<void>((resolve, reject) => {
    const onError = (error: Error): void => {
      socket.close();
      reject(listenError(error, hostPort(host ?? '0.0.0.0', port)));
    };
    socket.once('error', onError);
    socket.bind({ port, ...(host !== undefined && { address: host }) }, () => {
      socket.off('error', onError);
      resolve();
    });
  });
  try {
    enlargeBuffer(socket, recvBufferSize);
    setUpMulticast(socket, options);
  } catch (error) {
    socket.close();
    throw listenError(error as Error, hostPort(host ?? '0.0.0.0', port)); // Node throws errors
  }
  return socket;
}

/** Whether an address stands for a group of machines. */
export function isMulticast(address: string): boolean {
  if (isIPv6(address)) return /^ff/i.test(address);
  const first = Number(address.split('.', 1)[0]);
  return first >= 224 && first <= 239;
}

/** Linux gives what it can, other systems refuse what is too much. */
function enlargeBuffer(socket: Socket, wanted: number): void {
  let size = wanted;
  do {
    try {
      socket.setRecvBufferSize(size);
      return;
    } catch {
      size = Math.floor(size / 2); // too much: less may do
    }
  } while (size >= LEAST_BUFFER_BYTES);
}

function setUpMulticast(socket: Socket, { ttl, loopback, interface: name }: UdpOptions): void {
  if (ttl !== undefined) socket.setMulticastTTL(ttl);
  if (loopback !== undefined) socket.setMulticastLoopback(loopback);
  if (name !== undefined) socket.setMulticastInterface(name);
}

/** Datagrams go to addresses: without this every one of them would wait for the resolver. */
const lookupNames: NonNullable<SocketOptions['lookup']> = (host, options, done) => {
  const family = isIP(host);
  if (family === 0) lookup(host, options, done);
  else done(null, host, family);
};
