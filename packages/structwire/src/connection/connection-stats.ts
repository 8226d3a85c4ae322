import type { MessageStats } from './transport.ts';

/** What a connection has done so far. */
export interface ConnectionStats {
  readonly recordsReceived: number;
  readonly bytesReceived: number;
  readonly recordsSent: number;
  /** Bytes of the records that were sent, whether they have left yet or not. */
  readonly bytesSent: number;
  /** Of these, the ones that the operating system has not taken yet. */
  readonly bytesQueued: number;
  /**
   * After the connection broke: bytes of records that certainly did not leave, as they were never handed to the transport. Of
   * everything else that was sent nobody knows on this side.
   */
  readonly bytesUnsent: number;
  /** 1 when the connection ended with an error. */
  readonly errors: number;
  /** Bytes received that belonged to no record: noise, and frames that were damaged. */
  readonly bytesSkipped: number;
  /** Frames and records that were damaged and skipped. */
  readonly framesDamaged: number;
  /** Bytes that arrived after this side had stopped reading, and that nobody has seen. */
  readonly bytesDiscarded: number;
  /** For transports that may lose messages (UDP). */
  readonly messages?: MessageStats;
}

/** How a connection ended. */
export interface ConnectionEnd {
  /** What broke it; absent after a clean end. */
  readonly error?: unknown;
}

/** The counters that can be added up. */
type Counter = Exclude<keyof ConnectionStats, 'messages'>;

/** What several connections have done together. */
export function sumOfStats(all: readonly ConnectionStats[]): Readonly<Record<Counter, number>> {
  const sum = (name: Counter): number => all.reduce((total, stats) => total + stats[name], 0);
  return {
    recordsReceived: sum('recordsReceived'),
    bytesReceived: sum('bytesReceived'),
    recordsSent: sum('recordsSent'),
    bytesSent: sum('bytesSent'),
    bytesQueued: sum('bytesQueued'),
    bytesUnsent: sum('bytesUnsent'),
    errors: sum('errors'),
    bytesSkipped: sum('bytesSkipped'),
    framesDamaged: sum('framesDamaged'),
    bytesDiscarded: sum('bytesDiscarded'),
  };
}
