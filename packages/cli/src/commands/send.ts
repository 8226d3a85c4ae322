import type { Command } from 'commander';
import { resolveFormat } from '../formats/resolve-format.ts';
import { type AddressFlags, addAddressFlags, addressedWords } from '../network/address-flags.ts';
import { parseCount, parseRate } from '../network/parse-quantity.ts';
import { addStreamFlags } from '../network/stream-flags.ts';
import { addConnectTlsFlags } from '../network/tls-flags.ts';
import { addConnectUdpFlags } from '../network/udp-flags.ts';
import { addConnectWebSocketFlags } from '../network/websocket-flags.ts';
import type { Io } from '../terminal/io.ts';
import { addFormatFlags, type FormatFlags, formatOptions } from './format-flags.ts';
import { type SendingFlags, sendRecords } from './sending.ts';

const EXAMPLES = `Examples:
  structwire send 'I 2s f' 1 ab 2.7 --port 10000                   one record
  structwire send '<hB' -7 0xff --port 10000
  structwire send 'I 2s f' --port 10000 < records.ndjson           one record for each line of JSON
  structwire send tcp://dev:5000 '<I2sf' --raw < records.bin       records that are bytes already
  structwire send unix:///run/records.sock '<id:I v:f' '{"id":1,"v":2.5}'
  structwire send wss://example.com:443/records '<id:I v:f' '{"id":1,"v":2.5}'
  structwire send - '<I2sf' --frame u16be < records.ndjson > records.bin
  structwire send udp://192.0.2.7:5000 '<I2sf' 1 ab 2.7            one datagram for each record
  structwire send tls://host:10000 '<I' 7 --tls-ca ca.pem --retries 5
  structwire send --port 10000 '<I' --rate 50/s < ids.ndjson       no faster than fifty a second
`;

type Flags = FormatFlags & AddressFlags & SendingFlags;

/** `structwire send [ADDRESS] FORMAT VALUES...`: sends records. */
export function addSend(program: Command, io: Io): void {
  const command = program
    .command('send')
    .summary('send records')
    .description('Sends one record, or one for every line of JSON on stdin when there are no VALUES.')
    .usage('[options] [ADDRESS] <FORMAT> [VALUES...]')
    .argument(
      '[WORDS...]',
      'where to, unless --port says it (tcp:// tls:// unix:// udp:// ws:// -), what the bytes are, the values',
    )
    .option('--json', 'print what is sent as one JSON object a line')
    .option('-q, --quiet', 'do not print what is sent')
    .option('--raw', 'stdin holds records as bytes, one behind the other')
    .option('--rate <RATE>', 'send no more than this, such as 50/s', parseRate)
    .option('--retries <N>', 'how often to try again when nobody listens yet, waiting longer each time', parseCount)
    .addHelpText('before', EXAMPLES);
  addAddressFlags(command, 'the port to connect to');
  addFormatFlags(command);
  addStreamFlags(command);
  addConnectUdpFlags(command);
  addConnectWebSocketFlags(command);
  addConnectTlsFlags(command).action(async (words: string[], flags: Flags) => {
    const { address, format: text, values } = addressedWords(words, flags);
    const format = await resolveFormat(text, formatOptions(flags));
    await sendRecords({ format, address, values, flags, io });
  });
}
