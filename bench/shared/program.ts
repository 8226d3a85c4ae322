import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process of its own that answers lines with lines; it is ended by its id. */
export class Program implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #exit: Promise<unknown>;

  constructor(command: string, parameters: readonly string[]) {
    const child = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process = child;
    this.#lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    this.#exit = once(child, 'exit');
  }

  tell(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  async line(): Promise<string> {
    const { done, value } = await this.#lines.next();
    if (done === true) throw new Error(`${this.#process.spawnargs.join(' ')} has ended`);
    return value;
  }

  async ask<Answer>(line: string): Promise<Answer> {
    this.tell(line);
    return JSON.parse(await this.line()) as Answer; // the programs of the benchmarks answer what they are asked for
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.#process.kill();
    await this.#exit;
  }
}

/** Programs that are ended together. */
export class Programs implements AsyncDisposable {
  readonly #all: AsyncDisposable[] = [];

  use<P extends AsyncDisposable>(program: P): P {
    this.#all.push(program);
    return program;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#all.map((program) => program[Symbol.asyncDispose]()));
  }
}
