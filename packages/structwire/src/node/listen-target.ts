import type { Listener } from './listener.ts';
import type { ListenTls } from './tls-settings.ts';
import type { ListenUdp } from './udp-options.ts';
import type { ListenWebSocket } from './websocket-options.ts';

/** Where to listen: `port` for TCP, UDP and WebSocket, `path` for a Unix socket. */
export interface ListenTarget {
  /** 0 lets the system choose a free one; `server.port` tells which. */
  readonly port?: number;
  /**
   * The address to listen on. Default `127.0.0.1`: only programs on this machine can connect. `0.0.0.0` listens on
   * every IPv4 address, `::` on every address.
   */
  readonly host?: string;
  /** The path of a Unix socket instead. What a killed process has left there is replaced. */
  readonly path?: string;
  /**
   * Shares a TCP port with other processes that ask for it too, each with a queue of its own: one server for each core. From Node
   * 22.12 and 23.1 on, on systems that balance such sockets (Linux). Default false.
   */
  readonly reusePort?: boolean;
  /** Speaks TLS. */
  readonly tls?: ListenTls;
  /**
   * Receives datagrams. Every address that sends is a connection of its own, so answers go where the records came from; it
   * ends when nothing has come or gone for `idleTimeoutMs` (here 60,000 ms, and no error).
   */
  readonly udp?: ListenUdp | boolean;
  /** Takes WebSockets, each message of which holds whole records. Needs the package `ws`. */
  readonly webSocket?: ListenWebSocket | boolean;
  /** A source of connections of your own, instead of all of these. */
  readonly listener?: Listener;
  /** Aborting closes the server as `close()` does. */
  readonly signal?: AbortSignal;
}
