/** The limits of one connection. Every one has a safe default; `Infinity` switches it off. */
export interface ConnectionLimits {
  /**
   * Estimated memory, in bytes, of the records that have arrived and that the program has not taken: above it reading
   * pauses, so that the peer has to wait. Default 1 MiB.
   */
  readonly maxPending?: number;
  /** Bytes that are sent and not on their way: above it the promise of `send` waits until they are half gone. Default 1 MiB. */
  readonly maxQueued?: number;
  /** How long `close()` waits for the other side before it cuts the connection. Default 5,000 ms. */
  readonly graceMs?: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: Required<ConnectionLimits> = {
  maxPending: MIB,
  maxQueued: MIB,
  graceMs: 5_000,
};
