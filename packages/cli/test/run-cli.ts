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
export async function runCli(args: readonly string[], around: Surroundings = {}): Promise<Outcome> {
  const stdout = collector(around.isTerminal === true);
  const stderr = collector(around.isTerminal === true);
  const input = around.stdin === undefined ? new PassThrough() : Readable.from([Buffer.from(around.stdin)]);
  const exitCode = await run(args, {
    stdin: Object.assign(input, { isTTY: around.stdin === undefined }),
    stdout,
    stderr,
    env: around.env ?? {},
    interrupted: () => new AbortController().signal,
  });
  return { exitCode, out: stdout.bytes().toString(), bytes: stdout.bytes(), err: stderr.bytes().toString() };
}

function collector(isTTY: boolean): Writable & { readonly isTTY: boolean; readonly bytes: () => Buffer } {
  const chunks: Buffer[] = [];
  const writable = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return Object.assign(writable, { isTTY, bytes: () => Buffer.concat(chunks) });
}
