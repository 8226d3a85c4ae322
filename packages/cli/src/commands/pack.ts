import type { Command } from 'commander';
import { resolveFormat } from '../formats/resolve-format.ts';
import { type Io, writeOut } from '../terminal/io.ts';
import { addFormatFlags, type FormatFlags, formatOptions } from './format-flags.ts';
import { recordsFrom } from './record-source.ts';

const EXAMPLES = `Examples:
  structwire pack 'I 2s f' 1 ab 2.7              the bytes as hex on a terminal
  structwire pack 'I 2s f' 1 ab 2.7 | xxd        raw bytes on a pipe
  structwire pack '<qB' -- -7 0xff               values that begin with a minus sign go behind --
  structwire pack '<4s?' 0x00ff00ff true         bytes as hex, booleans
  echo '[1,"ab",2.7]' | structwire pack 'I 2s f' > records.bin     one JSON value a line
`;

interface Flags extends FormatFlags {
  readonly hex?: true;
  readonly force?: true;
}

/** `structwire pack FORMAT VALUES...`: values to bytes. */
export function addPack(program: Command, io: Io): void {
  const command = program
    .command('pack')
    .summary('turn values into bytes')
    .description('Writes the bytes of one record, or of every line of JSON on stdin when there are no VALUES.')
    .argument('<FORMAT>', 'what the bytes are')
    .argument('[VALUES...]', 'one value for each field, or one JSON object')
    .option('--hex', 'write hex digits, one record a line')
    .option('--force', 'write raw bytes even to a terminal')
    .addHelpText('before', EXAMPLES);
  addFormatFlags(command).action((text: string, values: string[], flags: Flags) => pack(text, values, flags, io));
}

async function pack(text: string, values: readonly string[], flags: Flags, io: Io): Promise<void> {
  const format = await resolveFormat(text, formatOptions(flags));
  const isHex = flags.hex || (io.stdout.isTTY && !flags.force);
  for await (const { bytes } of recordsFrom(format, values, io)) {
    await writeOut(io, isHex ? `${Buffer.from(bytes).toString('hex')}\n` : bytes);
  }
}
