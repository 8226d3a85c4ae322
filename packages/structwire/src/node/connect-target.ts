import type { LookupFunction } from 'node:net';
import type { Transport } from '../connection/transport.ts';
import type { ConnectTls } from './tls-settings.ts';
import type { ConnectUdp } from './udp-options.ts';
import type { ConnectWebSocket } from './websocket-options.ts';

/** Where to connect to: `port` for TCP and UDP, `path` for a Unix socket, `url` for WebSocket. */
export interface ConnectTarget {
  readonly port?: number;
  /** Name or address. Default `127.0.0.1`. For UDP a multicast group is an address like any other. */
  readonly host?: string;
  /** The path of a Unix socket instead. */
  readonly path?: string;
  /** Speaks TLS; `true` trusts the authorities that come with Node. */
  readonly tls?: ConnectTls | boolean;
  /** Sends datagrams. Nothing is acknowledged, and what is lost is no error. */
  readonly udp?: ConnectUdp | boolean;
  /** `ws://host:port/path` or `wss://host:port/path`: a WebSocket, each message of which holds whole records. Needs the package `ws`. */
  readonly url?: string;
  /** What a WebSocket says about itself. */
  readonly webSocket?: ConnectWebSocket;
  /** A transport of your own that is connected already, instead of all of these. */
  readonly transport?: Transport;
  /** Resolves names to addresses. Default: the resolver of the system, as `dns.lookup`. */
  readonly lookup?: LookupFunction;
  /** Aborting gives up connecting, and later the connection; the reason is what readers and senders get. */
  readonly signal?: AbortSignal;
  /** How long to wait for the connection, all addresses of the host and the handshakes together. Default 10,000 ms. */
  readonly connectTimeoutMs?: number;
  /** How long to wait for each address of the host before the next one is tried. Default 2,500 ms. */
  readonly attemptTimeoutMs?: number;
}

/** Defaults of the limits that only connecting has. */
export const CONNECT_DEFAULTS = { connectTimeoutMs: 10_000, attemptTimeoutMs: 2_500 } as const;
