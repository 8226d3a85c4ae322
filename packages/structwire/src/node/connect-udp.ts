import type { Socket } from 'node:dgram';
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type AttemptOptions, attempt } from './attempt.ts';
import { hostPort } from './socket-address.ts';
import { connectError } from './socket-error.ts';
import { type ConnectUdp, maxDatagram } from './udp-options.ts';
import { bindUdp, isMulticast } from './udp-socket.ts';
import { UdpTransport } from './udp-transport.ts';

interface UdpTarget {
  readonly host: string;
  readonly port: number;
  readonly lookup?: LookupFunction;
}

/** Opens a socket for datagrams to one host, group or broadcast address. */
export function connectUdp(to: UdpTarget, udp: ConnectUdp, settings: AttemptOptions): Promise<UdpTransport> {
  return attempt(settings, (succeed, fail) => {
    let isWanted = true;
    openUdp(to, udp).then((transport) => {
      if (isWanted) succeed(transport);
      else transport.destroy();
    }, fail);
    return () => {
      isWanted = false;
    };
  });
}

async function openUdp(target: UdpTarget, udp: ConnectUdp): Promise<UdpTransport> {
  const { host, port } = target;
  const { address, family } = await resolve(host, target.lookup ?? systemLookup, hostPort(host, port));
  const isIpv6 = family === 6;
  const socket = await bindUdp(udp.localHost, udp.localPort ?? 0, { ...udp, isIpv6 });
  const isForMany = udp.broadcast === true || isMulticast(address);
  if (udp.broadcast) socket.setBroadcast(true);
  if (!isForMany) await connectSocket(socket, address, port, hostPort(host, port));
  return new UdpTransport(socket, {
    address: hostPort(host, port),
    maxDatagram: maxDatagram(udp, isIpv6),
    target: isForMany ? { address, port } : undefined,
  });
}

function resolve(
  host: string,
  lookup: LookupFunction,
  target: string,
): Promise<{ readonly address: string; readonly family: number }> {
  return new Promise((done, reject) => {
    lookup(host, { all: false }, (error, found, family) => {
      const [first] = typeof found === 'string' ? [{ address: found, family: family ?? 4 }] : found;
      if (error === null && first !== undefined) done(first);
      else reject(connectError(error ?? new Error('no address'), target));
    });
  });
}

function connectSocket(socket: Socket, address: string, port: number, target: string): Promise<void> {
  return new Promise((done, reject) => {
    const onError = (error: Error): void => {
      socket.close();
      reject(connectError(error, target));
    };
    socket.once('error', onError);
    socket.connect(port, address, () => {
      socket.off('error', onError);
      done();
    });
  });
}
