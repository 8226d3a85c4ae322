import { channel } from 'node:diagnostics_channel';
import type { ConnectionStats } from '../connection/connection-stats.ts';
import type { ReconnectChange } from './reconnect/reconnect-options.ts';

/** What the channels `structwire.connection.open` and `.close`, `structwire.refused` and `structwire.failed` publish. */
export interface ConnectionEvent {
  readonly role: 'client' | 'server';
  readonly remoteAddress: string;
  /** On `close`. */
  readonly stats?: ConnectionStats;
  /** On `close` when something broke the connection, and on `failed`: a connection that never came to be. */
  readonly error?: unknown;
}

/** What the channel `structwire.reconnect` publishes: see {@link ReconnectChange}. */
export type ReconnectEvent = ReconnectChange & { readonly target: string };

const opened = channel('structwire.connection.open');
const closed = channel('structwire.connection.close');
const refused = channel('structwire.refused');
const failed = channel('structwire.failed');
const reconnect = channel('structwire.reconnect');

/** A connection is open; when it closes, that is published as well. */
export function publishConnection(
  role: ConnectionEvent['role'],
  connection: {
    readonly remoteAddress: string;
    readonly stats: ConnectionStats;
    readonly closed: Promise<{ readonly error?: unknown }>;
  },
): void {
  const { remoteAddress } = connection;
  opened.publish({ role, remoteAddress } satisfies ConnectionEvent);
  if (!closed.hasSubscribers) return;
  void connection.closed.then(({ error }) => {
    const event: ConnectionEvent = {
      role,
      remoteAddress,
      stats: connection.stats,
      ...(error !== undefined && { error }),
    };
    closed.publish(event);
  });
}

/** A server was full. */
export function publishRefused(remoteAddress: string): void {
  refused.publish({ role: 'server', remoteAddress } satisfies ConnectionEvent);
}

/** A connection failed before it was one. */
export function publishFailed(role: ConnectionEvent['role'], remoteAddress: string, error: unknown): void {
  failed.publish({ role, remoteAddress, error } satisfies ConnectionEvent);
}

/** A connection that is made again when it breaks has come or gone. */
export function publishReconnect(target: string, change: ReconnectChange): void {
  reconnect.publish({ ...change, target } satisfies ReconnectEvent);
}
