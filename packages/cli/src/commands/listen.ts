import type { Command } from 'commander';
import { type Connection, listen } from 'structwire/net';
import type { ResolvedFormat } from '../formats/format-source.ts';
import { resolveFormat } from '../formats/resolve-format.ts';
import { jsonText, type RecordText, receivedText } from '../render/record-text.ts';
import { type Io, status, writeOut } from '../terminal/io.ts';
import { errorText } from '../terminal/report-error.ts';
import { RecordedCodec, type RecordedValue } from '../values/recorded-codec.ts';
import { type AddressFlags, addAddressFlags, parseCount } from './address-flags.ts';
import { addFormatFlags, type FormatFlags, formatOptions } from './format-flags.ts';

const EXAMPLES = `Examples:
  structwire listen 'I 2s f' --port 10000                      show records as they arrive, until Ctrl-C
  structwire listen '<I2sf' --port 10000 --json | jq .values   one JSON object a line
  structwire listen '>IHH' --port 0 --host 0.0.0.0 --count 10  ten records, on a free port of every interface
`;

interface Flags extends FormatFlags, AddressFlags {
  readonly json?: true;
  readonly count?: number;
  readonly strict?: true;
}

/** How long connections may go on after the last record that was asked for, and after a signal to stop. */
const GRACE_MS = { done: 500, SIGINT: 500, SIGTERM: 5_000 } as const;

/** `structwire listen FORMAT`: receives records and prints them. */
export function addListen(program: Command, io: Io): void {
  const command = program
    .command('listen')
    .summary('receive records and print them')
    .description('Listens on a TCP port and prints the records that any number of connections send.')
    .argument('<FORMAT>', 'what the bytes are')
    .option('--json', 'print one JSON object a line')
    .option('-n, --count <N>', 'stop after N records', parseCount)
    .option('--strict', 'stop at the first connection that breaks off or sends what is no record, with exit code 1')
    .addHelpText('before', EXAMPLES);
  addAddressFlags(command, 'the port to listen on; 0 takes a free one and prints it');
  addFormatFlags(command).action(async (text: string, flags: Flags) => {
    const format = await resolveFormat(text, formatOptions(flags));
    await new Listening(format, flags, io).run();
  });
}

const WAITING = 'waiting for a connection';

/** One run of the command: what has come so far, and when it is over. */
class Listening {
  readonly #format: ResolvedFormat;
  readonly #flags: Flags;
  readonly #io: Io;
  readonly #text: RecordText;
  readonly #stop = new AbortController();
  #left: number;
  #records = 0;
  #bytes = 0;
  #connections = 0;
  #failures = 0;
  #fatal: { readonly error: unknown } | undefined;

  constructor(format: ResolvedFormat, flags: Flags, io: Io) {
    this.#format = format;
    this.#flags = flags;
    this.#io = io;
    this.#text = (flags.json ? jsonText : receivedText)(format.layout);
    this.#left = flags.count ?? Infinity;
  }

  /** Fulfilled when the last record was printed, or the user asked to stop. */
  async run(): Promise<void> {
    const { port, host } = this.#flags;
    const interrupted = this.#io.interrupted();
    const codec = new RecordedCodec(this.#format.codec);
    const server = await listen({ port, host, codec }, (connection) => this.#serve(connection));
    if (port === 0) status(this.#io, `listening on ${server.address}`);
    if (this.#left > 0) status(this.#io, WAITING);
    else this.#stop.abort();
    await abortion(AbortSignal.any([this.#stop.signal, interrupted]));
    await server.close({ graceMs: interrupted.aborted ? graceOf(interrupted.reason) : GRACE_MS.done });
    if (interrupted.aborted) status(this.#io, this.#summary());
    if (this.#fatal !== undefined) throw this.#fatal.error;
  }

  async #serve(connection: Connection<RecordedValue, unknown>): Promise<void> {
    this.#connections++;
    try {
      for await (const batch of connection.batches()) {
        await this.#print(batch);
        if (this.#left === 0) return this.#stop.abort();
      }
    } catch (error) {
      if (!this.#isStopping) this.#fail(error);
    }
    if (!this.#isStopping) status(this.#io, WAITING);
  }

  get #isStopping(): boolean {
    return this.#stop.signal.aborted || this.#io.interrupted().aborted;
  }

  /** The lines of a batch are written together; records beyond the last one that was asked for are not shown. */
  async #print(batch: readonly RecordedValue[]): Promise<void> {
    const shown = batch.slice(0, this.#left);
    this.#left -= shown.length;
    this.#records += shown.length;
    for (const { bytes } of shown) this.#bytes += bytes.length;
    await writeOut(this.#io, shown.map(({ value, bytes }) => this.#text(value, bytes)).join(''));
  }

  #fail(error: unknown): void {
    this.#failures++;
    if (this.#flags.strict) {
      this.#fatal = { error };
      this.#stop.abort();
    } else {
      status(this.#io, errorText(error));
    }
  }

  #summary(): string {
    const received = `${counted(this.#records, 'record')}, ${counted(this.#bytes, 'byte')}`;
    const failed = this.#failures === 0 ? '' : `, ${counted(this.#failures, 'error')}`;
    return `received ${received} from ${counted(this.#connections, 'connection')}${failed}`;
  }
}

function graceOf(signal: unknown): number {
  return signal === 'SIGTERM' ? GRACE_MS.SIGTERM : GRACE_MS.SIGINT;
}

function abortion(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
