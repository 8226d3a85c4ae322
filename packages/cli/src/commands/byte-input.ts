import { readFile } from 'node:fs/promises';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { type Io, readAll } from '../terminal/io.ts';
import { parseHexText } from '../values/parse-bytes.ts';

/**
 * The bytes that a BYTES argument stands for: hex digits, `-` for stdin, or the path of a file. A file whose name is
 * made of hex digits is reached as `./name`.
 */
export async function readBytes(input: string, io: Io): Promise<Uint8Array> {
  if (input === '-') return readStdin(io);
  const bytes = parseHexText(input);
  if (bytes !== null) return bytes;
  try {
    return await readFile(input);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
    const message = `'${input}' is neither hex digits nor a file`;
    throw new CommandError(message, EXIT.usage, { cause: error });
  }
}

/** The bytes on stdin, which must be a pipe or a file. */
export async function readStdin(io: Io): Promise<Uint8Array> {
  if (!io.stdin.isTTY) return readAll(io.stdin);
  throw new CommandError('nothing to read: give BYTES, or pipe them to stdin', EXIT.usage);
}
