import type { ConnectTarget, ListenTarget } from 'structwire/net';
import type { Io } from '../terminal/io.ts';
import type { Address, Scheme } from './address.ts';
import { stdinListener, stdoutTransport } from './stdio.ts';
import { connectTls, listenTls, type TlsFlags } from './tls-flags.ts';
import { connectUdp, groupTarget, listenUdp, type UdpFlags } from './udp-flags.ts';
import { connectWebSocket, listenWebSocket, type WebSocketFlags } from './websocket-flags.ts';

/** What commander gives for the options of the transports. */
export type TransportFlags = TlsFlags & UdpFlags & WebSocketFlags;

/** What an address means to the library. */
interface TransportKind {
  readonly listenTarget: (address: Address, flags: TransportFlags, io: Io) => Promise<ListenTarget>;
  readonly connectTarget: (address: Address, flags: TransportFlags, io: Io) => Promise<ConnectTarget>;
}

/** Another kind of address is another row. */
const KINDS: Readonly<Record<Scheme, TransportKind>> = {
  tcp: {
    listenTarget: async ({ host, port }) => ({ host, port }),
    connectTarget: async ({ host, port }) => ({ host, port }),
  },
  tls: {
    listenTarget: async ({ host, port }, flags) => ({ host, port, tls: await listenTls(flags) }),
    connectTarget: async ({ host, port }, flags) => ({ host, port, tls: await connectTls(flags) }),
  },
  unix: {
    listenTarget: async ({ path }) => ({ path }),
    connectTarget: async ({ path }) => ({ path }),
  },
  udp: {
    listenTarget: async ({ host, port }, flags) => ({ host, port, udp: listenUdp(flags) }),
    connectTarget: async ({ host, port }, flags) => ({ host, port, udp: connectUdp(flags) }),
  },
  'udp-multicast': {
    listenTarget: async (address, flags) => groupTarget(address, flags),
    connectTarget: async ({ host, port }, flags) => ({ host, port, udp: connectUdp(flags) }),
  },
  ws: {
    listenTarget: async (address, flags) => ({ ...placeOf(address), webSocket: listenWebSocket(address, flags) }),
    connectTarget: async (address, flags) => connectWebSocket(address, flags),
  },
  wss: {
    listenTarget: async (address, flags) => ({
      ...placeOf(address),
      tls: await listenTls(flags),
      webSocket: listenWebSocket(address, flags),
    }),
    connectTarget: async (address, flags) => ({ ...connectWebSocket(address, flags), tls: await connectTls(flags) }),
  },
  stdio: {
    listenTarget: async (_address, _flags, io) => ({ listener: stdinListener(io) }),
    connectTarget: async (_address, _flags, io) => ({ transport: stdoutTransport(io) }),
  },
};

function placeOf({ host, port }: Address): { readonly host: string; readonly port: number } {
  return { host, port };
}

/** Where to listen. */
export function listenTarget(address: Address, flags: TransportFlags, io: Io): Promise<ListenTarget> {
  return KINDS[address.scheme].listenTarget(address, flags, io);
}

/** Where to connect to. */
export function connectTarget(address: Address, flags: TransportFlags, io: Io): Promise<ConnectTarget> {
  return KINDS[address.scheme].connectTarget(address, flags, io);
}
