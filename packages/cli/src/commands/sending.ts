import { decodeStream } from 'structwire';
import type { ResolvedFormat } from '../formats/format-source.ts';
import type { Address } from '../network/address.ts';
import { connectWithRetries } from '../network/connect-with-retries.ts';
import { pace } from '../network/pace.ts';
import { type StreamFlags, streamOptions } from '../network/stream-flags.ts';
import { connectTarget, type TransportFlags } from '../network/transports.ts';
import { jsonText, sendingText } from '../render/record-text.ts';
import { counted } from '../render/row-text.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { type Io, status, writeOut } from '../terminal/io.ts';
import { Progress } from '../terminal/progress.ts';
import { type EncodedRecord, recordsFrom } from './record-source.ts';

/** What commander gives for the options of a sender. */
export interface SendingFlags extends StreamFlags, TransportFlags {
  readonly json?: true;
  readonly quiet?: true;
  readonly raw?: true;
  readonly rate?: number;
  readonly retries?: number;
}

interface Sending {
  readonly format: ResolvedFormat;
  readonly address: Address;
  readonly values: readonly string[];
  readonly flags: SendingFlags;
  readonly io: Io;
}

/** Sends the records, each with its lines on stdout, over one connection. */
export async function sendRecords(sending: Sending): Promise<void> {
  const progress = new Progress(sending.io);
  try {
    await transmit(sending, progress);
  } catch (error) {
    const { aborted } = sending.io.interrupted();
    if (!aborted) throw error;
    throw new CommandError(`interrupted after ${counted(progress.records, 'record')}`, EXIT.interrupted, {
      cause: error,
    });
  } finally {
    progress.end();
  }
}

async function transmit({ format, address, values, flags, io }: Sending, progress: Progress): Promise<void> {
  const { layout, codec } = format;
  const records = flags.raw ? rawRecords(format, values, io) : recordsFrom(format, values, io);
  let next = await records.next(); // before anyone is called: what does not fit is not worth a connection
  const signal = io.interrupted();
  signal.addEventListener('abort', () => io.stdin.destroy()); // or whoever writes there would have to end it
  const target = await connectTarget(address, flags, io);
  const options = { ...target, ...streamOptions(flags, format), codec, signal };
  await using connection = await connectWithRetries(options, flags.retries ?? 0, (message) => status(io, message));
  // The bytes of the records are what stdout is for, then.
  const text = flags.quiet || address.scheme === 'stdio' ? null : (flags.json ? jsonText : sendingText)(layout);
  for (; !next.done; next = await records.next()) {
    const { record, bytes } = next.value;
    signal.throwIfAborted();
    if (flags.rate !== undefined) await pace(flags.rate, progress.records, progress.startedAt, signal);
    if (text !== null) await writeOut(io, text(record, bytes));
    await connection.send(record);
    progress.add(bytes.length);
  }
  signal.throwIfAborted();
  await connection.end();
  await connection.close();
  const { error } = await connection.closed;
  if (error !== undefined) throw error; // the other side has not taken everything
  progress.end();
  status(io, 'closing socket');
}

async function* rawRecords(
  { codec }: ResolvedFormat,
  values: readonly string[],
  io: Io,
): AsyncGenerator<EncodedRecord, void> {
  if (values.length > 0) throw new CommandError('--raw reads records from stdin and takes no VALUES', EXIT.usage);
  if (io.stdin.isTTY) throw new CommandError('--raw reads records from stdin: pipe them in', EXIT.usage);
  for await (const record of decodeStream(codec, io.stdin)) yield { record, bytes: codec.encode(record) };
}
