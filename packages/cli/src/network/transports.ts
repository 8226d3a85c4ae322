import type { ConnectTarget, ListenTarget } from 'structwire/net';
import type { Address, Scheme } from './address.ts';
import { connectTls, listenTls, type TlsFlags } from './tls-flags.ts';
import { connectUdp, groupTarget, listenUdp, type UdpFlags } from './udp-flags.ts';

/** What commander gives for the options of the transports. */
export type TransportFlags = TlsFlags & UdpFlags;

/** What an address means to the library. */
interface TransportKind {
  readonly listenTarget: (address: Address, flags: TransportFlags) => Promise<ListenTarget>;
  readonly connectTarget: (address: Address, flags: TransportFlags) => Promise<ConnectTarget>;
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
};

/** Where to listen. */
export function listenTarget(address: Address, flags: TransportFlags): Promise<ListenTarget> {
  return KINDS[address.scheme].listenTarget(address, flags);
}

/** Where to connect to. */
export function connectTarget(address: Address, flags: TransportFlags): Promise<ConnectTarget> {
  return KINDS[address.scheme].connectTarget(address, flags);
}
