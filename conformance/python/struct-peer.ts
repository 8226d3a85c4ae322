import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A question to CPython's struct: operation, format, and arguments as `struct_peer.py` reads them. */
export type Question = readonly [operation: string, format: string, ...args: string[]];

/** What CPython does: a result, or an error with the index and byte offset of the value that does not fit. */
export type Answer =
  | readonly ['ok', unknown]
  | readonly ['error', className: string, message: string, index: number | null, offset: number | null];

/** A `python3` process that answers questions about its struct module, many at a time. */
export class StructPeer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor() {
    this.#child = spawn('python3', ['-I', fileURLToPath(new URL('struct_peer.py', import.meta.url))]);
    this.#child.stderr.pipe(process.stderr);
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  /** The answers, in order. */
  async ask(questions: readonly Question[]): Promise<Answer[]> {
    this.#child.stdin.write(`${JSON.stringify(questions)}\n`);
    const line = await this.#lines.next();
    if (line.done) throw new Error('python3 ended without an answer');
    return JSON.parse(line.value) as Answer[]; // one for each question, as the peer's docstring says
  }

  /** Ends the process and waits for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#child, 'close');
    this.#child.stdin.end();
    await closed;
  }
}
