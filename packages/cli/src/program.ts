import { Command } from 'commander';
import { addExplain } from './commands/explain.ts';
import { addGen } from './commands/gen.ts';
import { addListen } from './commands/listen.ts';
import { addPack } from './commands/pack.ts';
import { addSend } from './commands/send.ts';
import { addUnpack } from './commands/unpack.ts';
import { addVerifyC } from './commands/verify-c.ts';
import type { Io } from './terminal/io.ts';

const EXAMPLES = `Examples:
  structwire listen 'I 2s f' --port 10000                 receive records and print them
  structwire send 'I 2s f' 1 ab 2.7 --port 10000          send one
  structwire pack '<I 2s f' 1 ab 2.7 | xxd                values to bytes
  structwire unpack 'I 2s f' 0100000061620000cdcc2c40     bytes to values
  structwire explain 'I 2s f'                             offsets, sizes and padding
  structwire listen proto.h#sensor_t --port 10000 --json  what a C program sends
`;

const NOTES = `
FORMAT says what the bytes are: a format string of Python's struct module, such as 'I 2s f' or '<I 2s f', or field
notation, which gives the values names: '<id:I tag:2s temps:6h', or what a file
declares: proto.h#sensor_t, schema.ts#Name, proto.layout.json#Name.
VALUES: integers 7 -7 0x1f; floats 2.7 1e-3 nan inf; booleans true false; bytes as text, as hex behind 0x, or b'a\\x00'.
Data goes to stdout, everything else to stderr.
Exit codes: 0 ok, 1 values or bytes that do not fit, 2 wrong usage or format, 3 network or file.
`;

/** The commands, each in a file of its own. */
const COMMANDS: readonly ((program: Command, io: Io) => void)[] = [
  addListen,
  addSend,
  addPack,
  addUnpack,
  addExplain,
  addGen,
  addVerifyC,
];

/** The command line of structwire; parse it to run it. */
export function createProgram(io: Io, version: string): Command {
  const program = new Command('structwire')
    .description('Binary records over sockets: listen for, send, pack, unpack and explain them.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'structwire: ')),
    })
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', NOTES);
  for (const add of COMMANDS) add(program, io);
  return program;
}
