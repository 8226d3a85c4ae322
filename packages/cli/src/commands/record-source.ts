import { createInterface } from 'node:readline';
import { isStructwireError } from 'structwire';
import type { ResolvedFormat } from '../formats/format-source.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import type { Io } from '../terminal/io.ts';
import { recordFromArguments, recordFromJson } from '../values/record-input.ts';

/** A value and its bytes. */
export interface EncodedRecord {
  readonly record: unknown;
  readonly bytes: Uint8Array;
}

/**
 * The records to pack or send: the one that VALUES spell, or, without VALUES, one for each line of JSON on stdin.
 * On a terminal the values must be given: nobody is left waiting for lines that were not asked for.
 */
export async function* recordsFrom(
  { layout, codec }: ResolvedFormat,
  values: readonly string[],
  io: Io,
): AsyncGenerator<EncodedRecord, void> {
  const takesNoValues = layout.kind === 'tuple' && layout.length === 0;
  if (values.length > 0 || takesNoValues || io.stdin.isTTY) {
    const record = recordFromArguments(layout, values);
    yield { record, bytes: codec.encode(record) };
    return;
  }
  let line = 0;
  const lines = createInterface({ input: io.stdin, crlfDelay: Infinity });
  io.stdin.once('close', () => lines.close()); // also when it is cut off, which is no end for the lines
  for await (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    const source = `stdin line ${line}`;
    const record = recordFromJson(layout, text, source);
    yield { record, bytes: encodedFrom(source, () => codec.encode(record)) };
  }
  if (line === 0) throw new CommandError('no values: give VALUES, or lines of JSON on stdin', EXIT.data);
}

/** What is wrong with a value of many is said with its source. */
function encodedFrom(source: string, encode: () => Uint8Array): Uint8Array {
  try {
    return encode();
  } catch (error) {
    if (!isStructwireError(error)) throw error;
    throw new CommandError(`${source}: ${error.message}`, EXIT.data, { cause: error });
  }
}
