import { badOption } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/** The limits of one connection. Every one has a safe default; `Infinity` switches it off. Times are in milliseconds. */
export interface ConnectionLimits {
  /** Longest record or frame, in bytes: a longer one is refused before it is kept. Fixed-size records have their size. */
  readonly maxRecordSize?: number;
  /**
   * Estimated memory, in bytes, of the records that have arrived and that the program has not taken: above it reading
   * pauses, so that the peer has to wait.
   */
  readonly maxPending?: number;
  /** Bytes that are sent and not on their way: above it the promise of `send` waits until they are half gone. */
  readonly maxQueued?: number;
  /** From the first byte of a record to its last. A byte now and then does not prolong it. */
  readonly recordTimeoutMs?: number;
  /** How long nothing may arrive and nothing leave. Off for clients: theirs is the decision when to end. */
  readonly idleTimeoutMs?: number;
  /** How long bytes may wait to be sent without any progress: a peer that never reads. */
  readonly writeTimeoutMs?: number;
  /** For TLS, for the WebSocket handshake, and for the preamble of `agree`. */
  readonly handshakeTimeoutMs?: number;
  /** How long `close()` waits for the other side before it cuts the connection. */
  readonly graceMs?: number;
}

/** The limits of a server besides those of each connection. */
export interface ServerLimits {
  /** Connections at a time; further ones are refused at once. Default: 1,024, or half the open files of the process if that is less. */
  readonly maxConnections?: number;
  /** Memory of all connections together: what has arrived and is not taken, and what is to be sent and has not left. */
  readonly memoryBudget?: number;
}

const MIB = 1024 * 1024;

/** Every default in one place. */
export const DEFAULT_LIMITS: Required<ConnectionLimits> = {
  maxRecordSize: MIB,
  maxPending: MIB,
  maxQueued: MIB,
  recordTimeoutMs: 30_000,
  idleTimeoutMs: Number.POSITIVE_INFINITY,
  writeTimeoutMs: 30_000,
  handshakeTimeoutMs: 10_000,
  graceMs: 5_000,
};

/** What is different where many strangers connect. */
export const SERVER_DEFAULTS: { readonly idleTimeoutMs: number } & Required<ServerLimits> = {
  idleTimeoutMs: 300_000,
  maxConnections: 1_024,
  memoryBudget: 256 * MIB,
};

/** How a client tries again, when it is asked to. */
export const RECONNECT_DEFAULTS: {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  readonly maxAttempts: number;
  readonly maxUnconfirmed: number;
} = { firstDelayMs: 100, maxDelayMs: 10_000, maxAttempts: 20, maxUnconfirmed: MIB };

/**
 * The limits that a user set, with the defaults for the others.
 *
 * @throws StructwireError `bad-option` for what is no number of at least 0.
 */
export function connectionLimits(given: ConnectionLimits, defaults: ConnectionLimits = {}): Required<ConnectionLimits> {
  const limits = { ...DEFAULT_LIMITS, ...defaults };
  for (const name of Object.keys(DEFAULT_LIMITS) as (keyof ConnectionLimits)[]) {
    // its keys are those of the type
    limits[name] = checkedLimit(name, given[name] ?? limits[name]);
  }
  return limits;
}

/** @throws StructwireError `bad-option` */
export function checkedLimit(option: string, value: number): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw failure(badOption, { option, expected: 'a number of at least 0, or Infinity', actual: String(value) });
}
