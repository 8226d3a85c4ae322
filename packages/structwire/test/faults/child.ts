import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ServerStats } from 'structwire/net';

/** What the server program says about itself. */
export interface Report {
  readonly counts: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
  readonly stats: ServerStats;
  readonly files: number;
  readonly memory: number;
  /** What the event loop has handled so far. */
  readonly events: number;
}

const PROGRAM = fileURLToPath(new URL('echo-server.child.ts', import.meta.url));

/** The server program in a process of its own, killed at the end if it is still there. */
export class ServerProcess implements AsyncDisposable {
  readonly port: number;
  readonly address: string;
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #exit: Promise<unknown[]>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, at: { port: number; address: string }) {
    this.#process = child;
    this.#lines = lines;
    this.#exit = once(child, 'exit');
    this.port = at.port;
    this.address = at.address;
  }

  /** `shell` is put before the command, such as `ulimit -n 64;`. */
  static async start(options: object, shell = ''): Promise<ServerProcess> {
    const command = [process.execPath, '--expose-gc', '--import', 'tsx', PROGRAM, JSON.stringify(options)];
    const quoted = command.map((word) => `'${word}'`).join(' ');
    const child = spawn('sh', ['-c', `${shell} exec ${quoted}`], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const { value } = (await lines.next()) as { value: string }; // it prints a line, or the test fails
    return new ServerProcess(child, lines, JSON.parse(value) as { port: number; address: string });
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.#process.kill(signal);
  }

  /** How many files it may have open from now on. Loading the program takes more than serving does. */
  limitFiles(most: number): void {
    execFileSync('prlimit', [`--pid=${this.#process.pid}`, `--nofile=${most}:${most}`]);
  }

  /** Fulfilled with the exit code, or the signal that ended the process. */
  async exited(): Promise<unknown> {
    const [code, signal] = await this.#exit;
    return code ?? signal;
  }

  /** Tells the program something; its answer is the next {@link line}. */
  tell(command: string): void {
    this.#process.stdin?.write(`${command}\n`);
  }

  async line(): Promise<string> {
    const { value } = (await this.#lines.next()) as { value: string }; // as above
    return value;
  }

  async report(): Promise<Report> {
    this.tell('report');
    return JSON.parse(await this.line()) as Report; // what report() of the program makes
  }

  /** SIGTERM, and what the program says at its end. */
  async stop(): Promise<{ readonly report: Report; readonly code: unknown }> {
    this.kill('SIGTERM');
    const report = JSON.parse(await this.line()) as Report; // as above
    return { report, code: await this.exited() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.kill('SIGKILL');
    await this.#exit;
  }
}
