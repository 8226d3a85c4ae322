import type { ConnectTarget, ListenTarget } from 'structwire/net';
import type { Address, Scheme } from './address.ts';
import { connectTls, listenTls, type TlsFlags } from './tls-flags.ts';

/** What an address means to the library. */
interface TransportKind {
  readonly listenTarget: (address: Address, flags: TlsFlags) => Promise<ListenTarget>;
  readonly connectTarget: (address: Address, flags: TlsFlags) => Promise<ConnectTarget>;
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
};

/** Where to listen. */
export function listenTarget(address: Address, flags: TlsFlags): Promise<ListenTarget> {
  return KINDS[address.scheme].listenTarget(address, flags);
}

/** Where to connect to. */
export function connectTarget(address: Address, flags: TlsFlags): Promise<ConnectTarget> {
  return KINDS[address.scheme].connectTarget(address, flags);
}
