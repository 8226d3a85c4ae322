import { EventEmitter } from 'node:events';
import { PassThrough, Readable, Writable } from 'node:stream';
import { run } from '../src/run.ts';

export interface Outcome {
  readonly exitCode: number;
  /** What went to stdout, as text. */
  readonly out: string;
  readonly bytes: Uint8Array;
  readonly err: string;
}

export interface Surroundings {
  /** What stdin holds; without it, stdin is a terminal. */
  readonly stdin?: string | Uint8Array;
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command line in this process and collects what it prints. */
export function runCli(args: readonly string[], around: Surroundings = {}): Promise<Outcome> {
  return startCli(args, around).done;
}

/** A command line that is running in this process. */
export interface RunningCli {
  readonly done: Promise<Outcome>;
  /** Fulfilled with the `nth` line (from 1 on, default 1) that matches, of either output; rejected when the command ends. */
  readonly line: (pattern: RegExp, nth?: number) => Promise<string>;
  /** What Ctrl-C does. */
  readonly interrupt: (signal?: 'SIGINT' | 'SIGTERM') => void;
  /** Both outputs as a terminal shows them. */
  readonly screen: () => string;
}

/** Starts a command line in this process. */
export function startCli(args: readonly string[], around: Surroundings = {}): RunningCli {
  const screen = new Screen();
  const stdout = new Output(screen, around.isTerminal === true);
  const stderr = new Output(screen, around.isTerminal === true);
  const input = around.stdin === undefined ? new PassThrough() : Readable.from([Buffer.from(around.stdin)]);
  const interruption = new AbortController();
  const io = {
    stdin: Object.assign(input, { isTTY: around.stdin === undefined }),
    stdout,
    stderr,
    env: around.env ?? {},
    interrupted: () => interruption.signal,
  };
  const done = run(args, io).then((exitCode): Outcome => {
    screen.end();
    return { exitCode, out: stdout.bytes.toString(), bytes: stdout.bytes, err: stderr.bytes.toString() };
  });
  return {
    done,
    line: (pattern, nth = 1) => screen.line(pattern, nth),
    interrupt: (signal = 'SIGINT') => interruption.abort(signal),
    screen: () => screen.text,
  };
}

/** Starts `structwire listen` on a free port. */
export async function startListener(
  format: string,
  flags: readonly string[] = [],
  address: readonly string[] = ['--port', '0'],
): Promise<RunningCli & { readonly port: string }> {
  const listener = startCli(['listen', ...address, format, ...flags]);
  const announced = await listener.line(/^listening on /);
  return { ...listener, port: announced.slice(announced.lastIndexOf(':') + 1) };
}

class Screen extends EventEmitter {
  text = '';
  #isOver = false;

  print(text: string): void {
    this.text += text;
    this.emit('change');
  }

  end(): void {
    this.#isOver = true;
    this.emit('change');
  }

  line(pattern: RegExp, nth: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.text
          .split('\n')
          .slice(0, -1)
          .filter((line) => pattern.test(line))[nth - 1];
        if (found === undefined && !this.#isOver) return;
        this.off('change', look);
        if (found !== undefined) resolve(found);
        else reject(new Error(`the command ended without a line ${pattern}:\n${this.text}`));
      };
      this.on('change', look);
      look();
    });
  }
}

class Output extends Writable {
  readonly isTTY: boolean;
  readonly #screen: Screen;
  readonly #chunks: Buffer[] = [];

  constructor(screen: Screen, isTTY: boolean) {
    super();
    this.#screen = screen;
    this.isTTY = isTTY;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    this.#screen.print(chunk.toString());
    done();
  }
}
