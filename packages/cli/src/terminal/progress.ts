import { byteCount } from '../render/row-text.ts';
import type { Io } from './io.ts';

/** Shorter runs show none. */
const FIRST_AFTER_MS = 1000;
const EVERY_MS = 200;
const TO_LINE_START = '\r\u001b[K';

/** How far a long run is, on one line of the terminal that is written over; nothing where stderr is no terminal. */
export class Progress {
  readonly startedAt: number = performance.now();
  records = 0;
  readonly #io: Io;
  #bytes = 0;
  #shownAt: number;
  #isShown = false;

  constructor(io: Io) {
    this.#io = io;
    this.#shownAt = this.startedAt + FIRST_AFTER_MS - EVERY_MS;
  }

  /** One more record is on its way. */
  add(byteLength: number): void {
    this.records++;
    this.#bytes += byteLength;
    const now = performance.now();
    if (!this.#io.stderr.isTTY || now - this.#shownAt < EVERY_MS) return;
    this.#shownAt = now;
    this.#isShown = true;
    this.#io.stderr.write(`${TO_LINE_START}${this.#text(now)}`);
  }

  /** Clears the line, when there is one. */
  end(): void {
    if (this.#isShown) this.#io.stderr.write(TO_LINE_START);
    this.#isShown = false;
  }

  #text(now: number): string {
    const perSecond = Math.round((this.records * 1000) / Math.max(now - this.startedAt, 1));
    return `sent ${this.records} records, ${byteCount(this.#bytes)}, ${perSecond}/s`;
  }
}
