import { open } from 'node:fs/promises';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import type { Io } from '../terminal/io.ts';
import { parseHexText } from '../values/parse-bytes.ts';

/**
 * The bytes that a BYTES argument stands for, chunk by chunk: hex digits, `-` for stdin, or the path of a file. A file
 * whose name is made of hex digits is reached as `./name`.
 */
export async function byteChunks(input: string, io: Io): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>> {
  if (input === '-') return stdinChunks(io);
  const bytes = parseHexText(input);
  if (bytes !== null) return [bytes];
  try {
    return (await open(input)).createReadStream();
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
    const message = `'${input}' is neither hex digits nor a file`;
    throw new CommandError(message, EXIT.usage, { cause: error });
  }
}

/** As {@link byteChunks}, all of them as one. */
export async function readBytes(input: string, io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await byteChunks(input, io)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Stdin, which must be a pipe or a file. */
function stdinChunks({ stdin }: Io): AsyncIterable<Uint8Array> {
  if (!stdin.isTTY) return stdin;
  throw new CommandError('nothing to read: give BYTES, or pipe them to stdin', EXIT.usage);
}
