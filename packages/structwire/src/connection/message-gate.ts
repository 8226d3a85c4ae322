import { Queue } from './queue.ts';

/**
 * Keeps messages back while their receiver has paused, for transports that cannot stop a message that is already here.
 *
 * It begins closed; what is delivered is delivered in a task of its own where the receiver itself has just called.
 */
export class MessageGate {
  readonly #messages = new Queue<Uint8Array>();
  readonly #deliver: (bytes: Uint8Array) => void;
  readonly #defer: (task: () => void) => void;
  #last: (() => void) | undefined;
  #heldBytes = 0;
  #isPaused = true;
  #isScheduled = false;

  constructor(deliver: (bytes: Uint8Array) => void, defer: (task: () => void) => void) {
    this.#deliver = deliver;
    this.#defer = defer;
  }

  /** Bytes that wait. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  push(bytes: Uint8Array): void {
    if (!this.#isPaused && this.#messages.length === 0) {
      this.#deliver(bytes);
      return;
    }
    this.#messages.push(bytes);
    this.#heldBytes += bytes.length;
    this.#schedule();
  }

  /** Runs `last` behind the last message; none comes after it. */
  finish(last: () => void): void {
    this.#last = last;
    this.#schedule();
  }

  /** Drops what waits. */
  clear(): void {
    this.#messages.clear();
    this.#heldBytes = 0;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isPaused || this.#isScheduled) return;
    this.#isScheduled = true;
    this.#defer(this.#run);
  }

  readonly #run = (): void => {
    this.#isScheduled = false;
    while (!this.#isPaused) {
      const bytes = this.#messages.shift();
      if (bytes === undefined) break;
      this.#heldBytes -= bytes.length;
      this.#deliver(bytes);
    }
    if (this.#isPaused) return;
    const last = this.#last;
    this.#last = undefined;
    last?.();
  };
}
