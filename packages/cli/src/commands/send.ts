import type { Command } from 'commander';
import { connect } from 'structwire/net';
import type { ResolvedFormat } from '../formats/format-source.ts';
import { resolveFormat } from '../formats/resolve-format.ts';
import { jsonText, sendingText } from '../render/record-text.ts';
import { type Io, status, writeOut } from '../terminal/io.ts';
import { type AddressFlags, addAddressFlags } from './address-flags.ts';
import { addFormatFlags, type FormatFlags, formatOptions } from './format-flags.ts';
import { recordsFrom } from './record-source.ts';

const EXAMPLES = `Examples:
  structwire send 'I 2s f' 1 ab 2.7 --port 10000                   one record
  structwire send '<hB' -- -7 0xff --port 10000                    values that begin with a minus sign
  structwire send 'I 2s f' --port 10000 < records.ndjson           one record for each line of JSON
`;

interface Flags extends FormatFlags, AddressFlags {
  readonly json?: true;
  readonly quiet?: true;
}

/** `structwire send FORMAT VALUES...`: sends records. */
export function addSend(program: Command, io: Io): void {
  const command = program
    .command('send')
    .summary('send records')
    .description('Sends one record, or one for every line of JSON on stdin when there are no VALUES.')
    .argument('<FORMAT>', 'what the bytes are')
    .argument('[VALUES...]', 'one value for each field, or one JSON object')
    .option('--json', 'print what is sent as one JSON object a line')
    .option('-q, --quiet', 'do not print what is sent')
    .addHelpText('before', EXAMPLES);
  addAddressFlags(command, 'the port to connect to');
  addFormatFlags(command).action(async (text: string, values: string[], flags: Flags) =>
    send(await resolveFormat(text, formatOptions(flags)), values, flags, io),
  );
}

async function send(format: ResolvedFormat, values: readonly string[], flags: Flags, io: Io): Promise<void> {
  const { layout, codec } = format;
  const records = encoded(format, recordsFrom(format, values, io));
  let next = await records.next(); // before anyone is called: what does not fit is not worth a connection
  const { port, host } = flags;
  await using connection = await connect({ port, host, codec, signal: io.interrupted() });
  const text = (flags.json ? jsonText : sendingText)(layout);
  for (; !next.done; next = await records.next()) {
    const { record, bytes } = next.value;
    if (!flags.quiet) await writeOut(io, text(record, bytes));
    await connection.send(record);
  }
  status(io, 'closing socket');
  await connection.end();
}

/** Each record with its bytes, so that a value that does not fit is found before it is sent. */
async function* encoded(
  { codec }: ResolvedFormat,
  records: AsyncIterable<unknown>,
): AsyncGenerator<{ record: unknown; bytes: Uint8Array }, void> {
  for await (const record of records) yield { record, bytes: codec.encode(record) };
}
