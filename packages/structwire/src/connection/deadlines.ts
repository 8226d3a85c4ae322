import { idleTimedOut, recordTimedOut, writeTimedOut } from '../errors/network-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { ConnectionLimits } from './limits.ts';

/** What a connection has done, as {@link Deadlines} compares it from one look to the next. */
export interface Activity {
  readonly address: string;
  readonly bytesReceived: number;
  /** Records received and frames given up: it changes with every record. */
  readonly recordsDone: number;
  /** Bytes of an unfinished record that are here. */
  readonly held: number;
  /** Reading is paused on this side, so the peer is not to blame for silence. */
  readonly isPaused: boolean;
  readonly bytesSent: number;
  /** Of these, bytes that have not left. */
  readonly bytesQueued: number;
}

/**
 * Tells from counters, looked at now and then, which deadline a connection has missed.
 *
 * Nothing is done per record or per byte: only {@link checkDeadlines}, which one timer calls for all connections. A part of
 * the connection and no object beside it, which would take more memory than its numbers: most connections are idle.
 */
export abstract class Deadlines {
  #idleMs = 0;
  #recordMs = 0;
  #stalledMs = 0;
  #received = 0;
  #recordsDone = 0;
  #left = 0;

  /** The first deadline that has been missed; `elapsedMs` is the time since the last look. */
  protected checkDeadlines(
    elapsedMs: number,
    limits: Required<ConnectionLimits>,
    activity: Activity,
  ): StructwireError | undefined {
    const left = activity.bytesSent - activity.bytesQueued;
    const hasReceived = activity.bytesReceived !== this.#received;
    const hasSent = left !== this.#left;
    const isSameRecord = activity.held > 0 && activity.recordsDone === this.#recordsDone && !activity.isPaused;
    this.#recordMs = isSameRecord ? this.#recordMs + elapsedMs : 0;
    this.#stalledMs = activity.bytesQueued > 0 && !hasSent ? this.#stalledMs + elapsedMs : 0;
    this.#idleMs = hasReceived || hasSent || activity.isPaused ? 0 : this.#idleMs + elapsedMs;
    this.#received = activity.bytesReceived;
    this.#recordsDone = activity.recordsDone;
    this.#left = left;
    return missed({ recordMs: this.#recordMs, stalledMs: this.#stalledMs, idleMs: this.#idleMs }, limits, activity);
  }

  /** The record that was being waited for has been given up. */
  protected startRecord(): void {
    this.#recordMs = 0;
  }
}

/** How long nothing has changed, of all that has a deadline. */
interface Waited {
  readonly recordMs: number;
  readonly stalledMs: number;
  readonly idleMs: number;
}

function missed(
  { recordMs, stalledMs, idleMs }: Waited,
  { recordTimeoutMs, writeTimeoutMs, idleTimeoutMs }: Required<ConnectionLimits>,
  { address, held, bytesQueued }: Activity,
): StructwireError | undefined {
  if (recordMs > recordTimeoutMs) {
    return failure(recordTimedOut, { address, timeoutMs: recordTimeoutMs, have: held });
  }
  if (stalledMs > writeTimeoutMs) {
    return failure(writeTimedOut, { address, timeoutMs: writeTimeoutMs, queued: bytesQueued });
  }
  if (idleMs > idleTimeoutMs) return failure(idleTimedOut, { address, timeoutMs: idleTimeoutMs });
  return undefined;
}

/** How often to look, so that a deadline is missed by an eighth of it, or a second, at most. */
export function sweepInterval(limits: Required<ConnectionLimits>): number {
  const { recordTimeoutMs, writeTimeoutMs, idleTimeoutMs } = limits;
  const shortest = Math.min(recordTimeoutMs, writeTimeoutMs, idleTimeoutMs);
  return shortest === Number.POSITIVE_INFINITY ? shortest : Math.min(1_000, Math.max(10, Math.floor(shortest / 8)));
}
