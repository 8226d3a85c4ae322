import { createInterface } from 'node:readline';
import type { ResolvedFormat } from '../formats/format-source.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import type { Io } from '../terminal/io.ts';
import { recordFromArguments, recordFromJson } from '../values/record-input.ts';

/**
 * The records to pack or send: the one that VALUES spell, or, without VALUES, one for each line of JSON on stdin.
 * On a terminal the values must be given: nobody is left waiting for lines that were not asked for.
 */
export async function* recordsFrom(
  { layout }: ResolvedFormat,
  values: readonly string[],
  io: Io,
): AsyncGenerator<unknown, void> {
  const takesNoValues = layout.kind === 'tuple' && layout.length === 0;
  if (values.length > 0 || takesNoValues || io.stdin.isTTY) {
    yield recordFromArguments(layout, values);
    return;
  }
  let line = 0;
  for await (const text of createInterface({ input: io.stdin, crlfDelay: Infinity })) {
    line++;
    if (text.trim() !== '') yield recordFromJson(layout, text, `stdin line ${line}`);
  }
  if (line === 0) throw new CommandError('no values: give VALUES, or lines of JSON on stdin', EXIT.data);
}
