import { type Command, Option } from 'commander';
import { resolveFormat } from '../formats/resolve-format.ts';
import { type AddressFlags, addAddressFlags, addressedWords } from '../network/address-flags.ts';
import { parseByteCount, parseCount, parseDuration } from '../network/parse-quantity.ts';
import { addStreamFlags } from '../network/stream-flags.ts';
import { addListenTlsFlags } from '../network/tls-flags.ts';
import { addListenUdpFlags } from '../network/udp-flags.ts';
import { addListenWebSocketFlags } from '../network/websocket-flags.ts';
import type { Io } from '../terminal/io.ts';
import { addFormatFlags, type FormatFlags, formatOptions } from './format-flags.ts';
import { Listening, type ListeningFlags } from './listening.ts';

const EXAMPLES = `Examples:
  structwire listen 'I 2s f' --port 10000                      show records as they arrive, until Ctrl-C
  structwire listen '<I2sf' --port 10000 --json | jq .values   one JSON object a line
  structwire listen tcp://0.0.0.0:10000 '>IHH' --count 10      ten records, from every interface
  structwire listen unix:///run/records.sock '<id:I v:f'       a Unix socket
  structwire listen udp://0.0.0.0:5000 '<IHH'                  datagrams, each of whole records
  structwire listen ws://:8080/records '<id:I v:f' --json      WebSocket, each message of whole records
  structwire listen - '<I2sf' < records.bin                    records from stdin
  structwire listen udp-multicast://239.1.2.3:5000 '<IHH'      what is sent to a group
  structwire listen tls://:10000 '<I' --tls-cert cert.pem --tls-key key.pem
  structwire listen --port 10000 'schema.ts#Message' --frame u16be --echo
`;

type Flags = FormatFlags & AddressFlags & ListeningFlags;

/** `structwire listen [ADDRESS] FORMAT`: receives records and prints them. */
export function addListen(program: Command, io: Io): void {
  const command = program
    .command('listen')
    .summary('receive records and print them')
    .description('Prints the records that any number of connections send.')
    .usage('[options] [ADDRESS] <FORMAT>')
    .argument(
      '[WORDS...]',
      'where to listen, unless --port says it (tcp:// tls:// unix:// udp:// ws:// -), and what the bytes are',
    )
    .option('--json', 'print one JSON object a line')
    .option('-n, --count <N>', 'stop after N records', parseCount)
    .option('--echo', 'send every record back as it was received')
    .option('--strict', 'stop at the first connection that breaks off or sends what is no record, with exit code 1')
    .addHelpText('before', EXAMPLES);
  addAddressFlags(command, 'the port to listen on; 0 takes a free one and says which');
  addFormatFlags(command);
  addStreamFlags(command);
  command
    .option('--max-connections <N>', 'connections at a time; more are refused (default: 1024)', parseCount)
    .option('--memory-budget <SIZE>', 'memory of all connections together (default: 256m)', parseByteCount)
    .addOption(
      new Option('--drain-timeout <TIME>', 'how long connections may go on after SIGTERM or Ctrl-C')
        .argParser(parseDuration)
        .default(5000, '5s'),
    );
  addListenUdpFlags(command);
  addListenWebSocketFlags(command);
  addListenTlsFlags(command).action(async (words: string[], flags: Flags) => {
    const { address, format: text } = addressedWords(words, flags, 0);
    await new Listening(await resolveFormat(text, formatOptions(flags)), address, flags, io).run();
  });
}
