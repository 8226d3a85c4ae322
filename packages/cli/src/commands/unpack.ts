import type { Command } from 'commander';
import { decodeStream, isStructwireError } from 'structwire';
import type { ResolvedFormat } from '../formats/format-source.ts';
import { resolveFormat } from '../formats/resolve-format.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import type { Io } from '../terminal/io.ts';
import { LineOutput } from '../terminal/line-output.ts';
import { jsonNotation } from '../values/json-notation.ts';
import { parseHexText } from '../values/parse-bytes.ts';
import { pythonNotation } from '../values/python-notation.ts';
import { valueText } from '../values/value-text.ts';
import { byteChunks } from './byte-input.ts';
import { addFormatFlags, type FormatFlags, formatOptions } from './format-flags.ts';

const EXAMPLES = `Examples:
  structwire unpack 'I 2s f' 0100000061620000cdcc2c40     hex digits
  structwire unpack 'I 2s f' '01 00 00 00 61 62 00 00 cd cc 2c 40'
  structwire unpack 'I 2s f' records.bin --json           a file, one JSON object a line
  nc device 10000 | structwire unpack 'I 2s f'            raw bytes on stdin, as they come
  xxd -p records.bin | structwire unpack 'I 2s f' --hex   hex digits on stdin
`;

interface Flags extends FormatFlags {
  readonly json?: true;
  readonly hex?: true;
}

/** `structwire unpack FORMAT [BYTES]`: bytes to values. */
export function addUnpack(program: Command, io: Io): void {
  const command = program
    .command('unpack')
    .summary('turn bytes into values')
    .description('Prints the values of every record that stands in the bytes, one record a line, as they come.')
    .argument('<FORMAT>', 'what the bytes are')
    .argument('[BYTES]', 'hex digits, the path of a file, or - for stdin', '-')
    .option('--json', 'print one JSON object a line')
    .option('--hex', 'the file, or stdin, holds hex digits instead of raw bytes')
    .addHelpText('before', EXAMPLES);
  addFormatFlags(command).action((text: string, bytes: string, flags: Flags) => unpack(text, bytes, flags, io));
}

async function unpack(text: string, input: string, flags: Flags, io: Io): Promise<void> {
  const format = await resolveFormat(text, formatOptions(flags));
  const chunks = await byteChunks(input, io);
  await printRecords(format, flags.hex ? [fromHex(await joined(chunks))] : chunks, flags, io);
}

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

async function printRecords({ codec, layout }: ResolvedFormat, chunks: Chunks, flags: Flags, io: Io): Promise<void> {
  const text = valueText(layout, flags.json ? jsonNotation : pythonNotation);
  const output = new LineOutput(io);
  const seen = new Seen(chunks);
  try {
    if (codec.size === 0 || !codec.isDelimited) {
      await output.write(`${text(codec.decode(await joined(seen)))}\n`);
    } else {
      for await (const record of decodeStream(codec, seen)) await output.write(`${text(record)}\n`);
      if (seen.byteLength === 0) throw new CommandError('no bytes to unpack', EXIT.data);
    }
  } catch (error) {
    throw flags.hex ? error : seen.explain(error);
  } finally {
    await output.flush();
  }
}

/** How many first bytes are enough to see that they are text. */
const SAMPLE = 64;

/** Chunks on their way through, with a look at the first ones. */
class Seen implements AsyncIterable<Uint8Array> {
  byteLength = 0;
  readonly #chunks: Chunks;
  #first = '';

  constructor(chunks: Chunks) {
    this.#chunks = chunks;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of this.#chunks) {
      if (this.#first.length < SAMPLE) this.#first += Buffer.from(chunk.subarray(0, SAMPLE)).toString('latin1');
      this.byteLength += chunk.length;
      yield chunk;
    }
  }

  /** Raw bytes that end inside a record, and are hex digits, were meant to be read as such. */
  explain(error: unknown): unknown {
    const digits = this.#first.trimEnd();
    const isHexText = digits !== '' && parseHexText(digits.slice(0, digits.length & ~1)) !== null;
    if (!isHexText || !isStructwireError(error, 'input-too-short')) return error;
    const hint = 'the input looks like hex digits, which --hex reads';
    return new CommandError(`${error.message}; ${hint}`, EXIT.data, { cause: error });
  }
}

async function joined(chunks: Chunks): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

function fromHex(text: Uint8Array): Uint8Array {
  const bytes = parseHexText(new TextDecoder().decode(text));
  if (bytes === null) throw new CommandError('--hex: the input is not made of pairs of hex digits', EXIT.data);
  return bytes;
}
