import { readFileSync } from 'node:fs';
import { CommandError, EXIT } from '../terminal/command-error.ts';

/** The text of a file that a FORMAT names. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot read ${path}: ${reason}`, EXIT.usage, { cause: error });
  }
}
