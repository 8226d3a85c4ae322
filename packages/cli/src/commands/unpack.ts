import type { Command } from 'commander';
import { isStructwireError } from 'structwire';
import type { ResolvedFormat } from '../formats/format-source.ts';
import { resolveFormat } from '../formats/resolve-format.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { type Io, writeOut } from '../terminal/io.ts';
import { jsonNotation } from '../values/json-notation.ts';
import { parseHexText } from '../values/parse-bytes.ts';
import { pythonNotation } from '../values/python-notation.ts';
import { renderValue } from '../values/render-value.ts';
import { readBytes } from './byte-input.ts';
import { addFormatFlags, type FormatFlags, formatOptions } from './format-flags.ts';

const EXAMPLES = `Examples:
  structwire unpack 'I 2s f' 0100000061620000cdcc2c40          hex digits
  structwire unpack 'I 2s f' '01 00 00 00 61 62 00 00 cd cc 2c 40'
  structwire unpack 'I 2s f' records.bin --json                a file, one JSON object a line
  nc device 10000 | head -c 120 | structwire unpack 'I 2s f'   raw bytes on stdin
  xxd -p records.bin | structwire unpack 'I 2s f' --hex        hex digits on stdin
`;

interface Flags extends FormatFlags {
  readonly json?: true;
  readonly hex?: true;
}

/** Records rendered before their lines are written out together. */
const BATCH = 1000;

/** `structwire unpack FORMAT [BYTES]`: bytes to values. */
export function addUnpack(program: Command, io: Io): void {
  const command = program
    .command('unpack')
    .summary('turn bytes into values')
    .description('Prints the values of every record that stands in the bytes, one record a line.')
    .argument('<FORMAT>', 'what the bytes are')
    .argument('[BYTES]', 'hex digits, the path of a file, or - for stdin', '-')
    .option('--json', 'print one JSON object a line')
    .option('--hex', 'the file, or stdin, holds hex digits instead of raw bytes')
    .addHelpText('before', EXAMPLES);
  addFormatFlags(command).action((text: string, bytes: string, flags: Flags) => unpack(text, bytes, flags, io));
}

async function unpack(text: string, input: string, flags: Flags, io: Io): Promise<void> {
  const format = await resolveFormat(text, formatOptions(flags));
  const bytes = await readBytes(input, io);
  try {
    await printRecords(format, flags.hex ? fromHex(bytes) : bytes, flags, io);
  } catch (error) {
    const isHexText = !flags.hex && bytes.length > 0 && parseHexText(new TextDecoder().decode(bytes)) !== null;
    if (!isHexText || !isStructwireError(error, 'input-too-short')) throw error;
    const hint = 'the input looks like hex digits, which --hex reads';
    throw new CommandError(`${error.message}; ${hint}`, EXIT.data, { cause: error });
  }
}

async function printRecords({ codec, layout }: ResolvedFormat, bytes: Uint8Array, flags: Flags, io: Io): Promise<void> {
  const notation = flags.json ? jsonNotation : pythonNotation;
  const size = codec.size ?? 0;
  const print = (record: unknown): string => `${renderValue(layout, record, notation)}\n`;
  if (size === 0) return writeOut(io, print(codec.decode(bytes)));
  if (bytes.length < size) codec.decode(bytes); // throws: says what is missing
  const whole = bytes.length - (bytes.length % size);
  for (let start = 0; start < whole; start += BATCH * size) {
    const records = codec.decodeMany(bytes, start, Math.min(start + BATCH * size, whole));
    await writeOut(io, records.map(print).join(''));
  }
  if (whole < bytes.length) codec.decodeFrom(bytes, whole);
}

function fromHex(text: Uint8Array): Uint8Array {
  const bytes = parseHexText(new TextDecoder().decode(text));
  if (bytes === null) throw new CommandError('--hex: the input is not made of pairs of hex digits', EXIT.data);
  return bytes;
}
