import type { Readable, Writable } from 'node:stream';

/** All that a command sees of the world around it. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A signal that is aborted when the user asks to stop (SIGINT, SIGTERM); they end the process until it was asked for. */
  readonly interrupted: () => AbortSignal;
}

/** Data, for whoever reads stdout. Resolves when the reader has kept up. */
export async function writeOut({ stdout }: Io, data: string | Uint8Array): Promise<void> {
  if (stdout.write(data) || stdout.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      stdout.off('drain', done).off('close', done);
      resolve();
    };
    stdout.on('drain', done).on('close', done);
  });
}

/** One line about what is going on, for the person at the terminal. */
export function status({ stderr }: Io, line: string): void {
  stderr.write(`${line}\n`);
}
