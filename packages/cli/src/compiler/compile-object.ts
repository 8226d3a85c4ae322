import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { FormatOptions } from '../formats/format-source.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';

const run = promisify(execFile);
const MOST_LINES = 12;
const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

/** The line that makes a C source include a file, wherever it is compiled. */
export function includeLine(path: string): string {
  return `#include ${JSON.stringify(resolve(path))}`;
}

/** The object file that a user's compiler makes of a C source. `compiler` is its command with options. */
export async function compileObject(source: string, compiler: string, options: FormatOptions): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'structwire-'));
  const [command = '', ...own] = compiler.trim().split(/\s+/);
  const defines = Object.entries(options.defines).map(([name, value]) =>
    value === false ? `-U${name}` : `-D${name}=${value}`,
  );
  const folders = options.includeFolders.flatMap((each) => ['-I', resolve(each)]);
  const [input, output] = [join(folder, 'probe.c'), join(folder, 'probe.o')];
  try {
    await writeFile(input, source);
    await run(command, [...own, ...defines, ...folders, '-c', input, '-o', output], { maxBuffer: MOST_OUTPUT_BYTES });
    return await readFile(output);
  } catch (error) {
    throw failureOf(command, error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function failureOf(command: string, error: unknown): CommandError {
  const { code, stderr = '' } = error as { readonly code?: unknown; readonly stderr?: string }; // of execFile, or of the file system
  if (code === 'ENOENT') return new CommandError(`there is no compiler '${command}'`, EXIT.usage, { cause: error });
  const lines = stderr.trimEnd().split('\n').slice(0, MOST_LINES);
  const said = stderr === '' ? String(error) : lines.map((line) => `  ${line}`).join('\n');
  return new CommandError(`'${command}' does not compile it:\n${said}`, EXIT.data, { cause: error });
}
