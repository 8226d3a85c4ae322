import { type Io, writeOut } from './io.ts';

/** Lines are gathered up to this many characters before they are written. */
const FULL = 64 * 1024;

/** Lines for stdout: many at once while many come, each at once when few do. */
export class LineOutput {
  readonly #io: Io;
  #text = '';
  #isScheduled = false;

  constructor(io: Io) {
    this.#io = io;
  }

  /** Adds text. A promise when the reader of stdout lags behind; nothing to wait for otherwise. */
  write(text: string): Promise<void> | undefined {
    this.#text += text;
    if (this.#text.length >= FULL) return this.flush();
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      setImmediate(() => {
        this.#isScheduled = false;
        void this.flush();
      });
    }
    return undefined;
  }

  /** Writes what there is. */
  flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    return text === '' ? Promise.resolve() : writeOut(this.#io, text);
  }
}
