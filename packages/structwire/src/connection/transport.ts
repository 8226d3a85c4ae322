import type { Security } from './security.ts';

/**
 * Anything that carries bytes both ways: what a {@link Connection} needs of a socket, and nothing else.
 *
 * A transport calls its sink only after {@link start}, never from inside a call that the sink made to it, and calls
 * `onClose` exactly once, last.
 */
export interface Transport {
  /** Where the other side is, for messages: `127.0.0.1:10000`, `[::1]:10000`, a path, a URL. */
  readonly remoteAddress: string;
  /** For transports whose every `write` is a message of its own: the longest one. Absent: a stream of bytes. */
  readonly maxMessageBytes?: number;
  /** For transports that keep a message back until it is whole: what has come of one that is not. */
  readonly heldBytes?: number;
  /** For transports that may lose messages: what is known about that. */
  readonly messages?: MessageStats;
  /** Bytes that were written and that the operating system has not taken yet. */
  readonly pendingBytes: number;
  /** When {@link pendingBytes} is 0 behind a `write`, nobody looks at what was written any more. Absent: it may be kept. */
  readonly copiesWrites?: boolean;
  /** For transports that are encrypted. */
  readonly security?: Security | undefined;
  /** Begins to deliver what arrives. */
  start(sink: TransportSink): void;
  /** Takes `bytes` over, to be left alone by the caller for good. `false`: wait for `onDrain` before the next one. */
  write(bytes: Uint8Array): boolean;
  /** No `onChunk` and no `onEnd` from now on, until {@link resume}. */
  pause(): void;
  resume(): void;
  /** Closes the sending side behind what was written; receiving goes on. */
  end(): void;
  /**
   * For transports whose other side never says that it ends, such as UDP: gives both directions up as soon as what was
   * written has left.
   */
  close?(): void;
  /** Gives both directions up at once, so that the other side can tell it from a clean end where the protocol allows it. */
  destroy(): void;
}

/** What a transport that may lose messages knows about it. Nothing counts the ones that the network lost. */
export interface MessageStats {
  /** Messages that this program has dropped because nobody took the records: reading is paused at `maxPending`. */
  readonly droppedLagging: number;
  /**
   * Messages that the system has dropped because the program did not read fast enough; absent where it does not tell
   * (it does on Linux, for a socket that shares its port with no other).
   */
  readonly droppedBySystem?: number;
  /** Messages that did not leave, or of which the system has heard that nobody listens there. */
  readonly undelivered: number;
  /** What the system has given for messages that wait to be read, in bytes. Linux says twice what it was asked for. */
  readonly receiveBufferBytes: number;
}

/** Who receives what a {@link Transport} delivers. */
export interface TransportSink {
  /** Bytes have arrived. They are the transport's again when the call returns. */
  onChunk(bytes: Uint8Array): void;
  /** The other side sends no more. */
  onEnd(): void;
  /** After a `write` that gave `false`: there is room again. */
  onDrain(): void;
  /** Both directions are gone; `error` says why when it was not a clean end. */
  onClose(error?: Error): void;
}

/** What a timer looks after. */
export interface SweepTarget {
  sweep(elapsedMs: number): void;
}

/** The clock and the event loop of the runtime, handed in so that the core has neither. */
export interface Scheduler {
  /** Runs `task` once everything that is ready to run now has run: the end of the turn. */
  defer(task: () => void): void;
  /**
   * Calls `sweep` about every `intervalMs` with the time that has passed since the last one, without keeping the process
   * alive for it; the result ends that. When the process itself was held up, that time does not count.
   */
  every(intervalMs: number, target: SweepTarget): () => void;
  /** Runs `task` after `delayMs` without keeping the process alive for it; the result cancels it. */
  after(delayMs: number, task: () => void): () => void;
}
