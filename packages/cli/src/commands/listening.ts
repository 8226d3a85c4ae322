import { isStructwireError } from 'structwire';
import { type Connection, EncodedRecords, listen, type Server } from 'structwire/net';
import type { ResolvedFormat } from '../formats/format-source.ts';
import type { Address } from '../network/address.ts';
import { type StreamFlags, streamOptions } from '../network/stream-flags.ts';
import { listenTarget, type TransportFlags } from '../network/transports.ts';
import { jsonText, type RecordText, receivedText } from '../render/record-text.ts';
import { byteCount, counted } from '../render/row-text.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { type Io, status, writeOut } from '../terminal/io.ts';
import { errorText } from '../terminal/report-error.ts';
import { RecordedCodec, type RecordedValue } from '../values/recorded-codec.ts';

/** What commander gives for the options of a listener. */
export interface ListeningFlags extends StreamFlags, TransportFlags {
  readonly json?: true;
  readonly count?: number;
  readonly echo?: true;
  readonly strict?: true;
  readonly maxConnections?: number;
  readonly memoryBudget?: number;
  readonly drainTimeout: number;
}

type Peer = Connection<RecordedValue, Uint8Array>;

const WAITING = 'waiting for a connection';
/** How long connections may go on after the last record that was asked for. */
const DONE_GRACE_MS = 200;

/** One run of `listen`: what has come so far, and when it is over. */
export class Listening {
  readonly #format: ResolvedFormat;
  readonly #address: Address;
  readonly #flags: ListeningFlags;
  readonly #io: Io;
  readonly #text: RecordText;
  readonly #stop = new AbortController();
  #left: number;
  #records = 0;
  #bytes = 0;
  #failures = 0;
  #fatal: { readonly error: unknown } | undefined;

  constructor(format: ResolvedFormat, address: Address, flags: ListeningFlags, io: Io) {
    this.#format = format;
    this.#address = address;
    this.#flags = flags;
    this.#io = io;
    this.#text = (flags.json ? jsonText : receivedText)(format.layout);
    this.#left = flags.count ?? Infinity;
  }

  /** Fulfilled when the last record was printed, or the user asked to stop. */
  async run(): Promise<void> {
    const interrupted = this.#io.interrupted();
    if (this.#isStdin && this.#flags.echo) throw new CommandError('stdin takes no records back: no --echo', EXIT.usage);
    const server = await this.#listen();
    if (this.#takesAnyPort) status(this.#io, `listening on ${server.address}`);
    if (this.#left === 0) this.#stop.abort();
    else if (!this.#isStdin) status(this.#io, WAITING);
    await abortion(AbortSignal.any([this.#stop.signal, interrupted]));
    await server.close({ graceMs: interrupted.aborted ? this.#flags.drainTimeout : DONE_GRACE_MS });
    const hasSkippedOfStdin = this.#isStdin && server.stats.bytesSkipped > 0;
    if (interrupted.aborted || hasSkippedOfStdin) status(this.#io, this.#summary(server));
    if (this.#fatal !== undefined) throw this.#fatal.error;
  }

  async #listen(): Promise<Server<RecordedValue, Uint8Array>> {
    const { maxConnections, memoryBudget } = this.#flags;
    const options = {
      ...(await listenTarget(this.#address, this.#flags, this.#io)),
      ...streamOptions(this.#flags, this.#format),
      ...(maxConnections !== undefined && { maxConnections }),
      ...(memoryBudget !== undefined && { memoryBudget }),
      codec: { receive: new RecordedCodec(this.#format.codec), send: new EncodedRecords(this.#format.layout) },
      onError: (error: unknown) => this.#fail(error),
    };
    return listen(options, (connection) => this.#serve(connection));
  }

  async #serve(connection: Peer): Promise<void> {
    try {
      for await (const batch of connection.batches()) {
        await this.#take(batch, connection);
        if (this.#left === 0) return this.#stop.abort();
      }
    } catch (error) {
      this.#fail(error);
    }
    if (this.#isStdin) this.#stop.abort();
    else if (!this.#isStopping) status(this.#io, WAITING);
  }

  /** The one connection there is: what breaks it ends the command. */
  get #isStdin(): boolean {
    return this.#address.scheme === 'stdio';
  }

  get #takesAnyPort(): boolean {
    return this.#address.port === 0 && this.#address.scheme !== 'unix' && !this.#isStdin;
  }

  get #isStopping(): boolean {
    return this.#stop.signal.aborted || this.#io.interrupted().aborted;
  }

  /** The lines of a batch are written together; records beyond the last one that was asked for are not shown. */
  async #take(batch: readonly RecordedValue[], connection: Peer): Promise<void> {
    const shown = batch.slice(0, this.#left);
    this.#left -= shown.length;
    this.#records += shown.length;
    for (const { bytes } of shown) this.#bytes += bytes.length;
    await writeOut(this.#io, shown.map(({ value, bytes }) => this.#text(value, bytes)).join(''));
    if (this.#flags.echo) for (const { bytes } of shown) await connection.send(bytes);
  }

  /** What is cut off because this listener ends is no failure of the peer. */
  #fail(error: unknown): void {
    if (this.#isStopping && isStructwireError(error, 'connection-aborted')) return;
    this.#failures++;
    if (this.#flags.strict || this.#isStdin) {
      this.#fatal ??= { error };
      this.#stop.abort();
    } else {
      status(this.#io, errorText(error));
    }
  }

  #summary({ stats }: Server<RecordedValue, Uint8Array>): string {
    const parts = [`received ${counted(this.#records, 'record')}`, byteCount(this.#bytes)];
    const notes = [
      [stats.bytesSkipped, 'byte', 'skipped'],
      [stats.framesDamaged, 'frame', 'damaged'],
      [stats.refused, 'connection', 'refused'],
      [(stats.messages?.droppedLagging ?? 0) + (stats.messages?.droppedBySystem ?? 0), 'datagram', 'dropped'],
    ] as const;
    const noted = notes.flatMap(([count, noun, what]) => (count > 0 ? [`${counted(count, noun)} ${what}`] : []));
    const errors = this.#failures > 0 ? [counted(this.#failures, 'error')] : [];
    const from = `from ${counted(stats.accepted, 'connection')}`;
    return [`${parts.join(', ')} ${from}`, ...noted, ...errors].join(', ');
  }
}

function abortion(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
