import type { MessageStats, Transport } from '../connection/transport.ts';

/** Where connections come from, whatever they are: what a `Server` needs to know of it. */
export interface Listener {
  /** `127.0.0.1:10000`, `[::1]:10000`, or the path of a Unix socket. */
  readonly address: string;
  /** 0 for what has none. */
  readonly port: number;
  /** For transports that may lose messages. */
  readonly messages?: MessageStats;
  /** Begins to hand out connections. */
  start(sink: ListenerSink): void;
  /**
   * Takes no more connections, except, for at most `patienceMs`, those that the system has already accepted: closing at
   * once would reset them, with the records they bring.
   */
  stop(patienceMs: number): Promise<void>;
}

/** Who takes the connections of a {@link Listener}. */
export interface ListenerSink {
  onTransport(transport: Transport): void;
  /** There are `maxConnections` already, and another one was turned away. */
  onRefused(remoteAddress: string): void;
  /** Someone connected and did not become a connection. */
  onFailed(remoteAddress: string, error: unknown): void;
}
