import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { EXIT, type ExitCode } from './terminal/command-error.ts';
import type { Io } from './terminal/io.ts';
import { errorText, exitCodeOf } from './terminal/report-error.ts';
import { readVersion } from './version.ts';

/** Runs one command line, without the program's name; resolves to its exit code when all is done. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    await createProgram(io, readVersion()).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage; // it has said why
    io.stderr.write(`${errorText(error)}\n`);
    return exitCodeOf(error);
  }
}
