import { type ConnectionStats, sumOfStats } from '../connection/connection-stats.ts';

/** What a server and its connections, open and gone, have done so far; `errors` counts connections that broke. */
export interface ServerStats extends ConnectionStats {
  /** Connections that are open now. */
  readonly open: number;
  readonly accepted: number;
  /** Connections turned away because `maxConnections` were open. */
  readonly refused: number;
  /** Peers that connected and did not become a connection: TLS or another handshake failed. */
  readonly failed: number;
}

/** The counters that are not those of an open connection. */
export interface ServerTotals {
  accepted: number;
  refused: number;
  failed: number;
  /** The sum over the connections that are gone. */
  gone: readonly ConnectionStats[];
}

/** The statistics of a server with these open connections. */
export function addStats(
  { accepted, refused, failed, gone }: ServerTotals,
  open: readonly ConnectionStats[],
): ServerStats {
  return { open: open.length, accepted, refused, failed, ...sumOfStats([...gone, ...open]) };
}
