import { type Command, Option } from 'commander';
import type { Codec } from 'structwire';
import { type Framing, parseFraming } from 'structwire/framing';
import type { ConnectionLimits, ConnectionOptions } from 'structwire/net';
import type { ResolvedFormat } from '../formats/format-source.ts';
import { parseByteCount, parseDuration } from './parse-quantity.ts';

/** What commander gives for the options that say how records are cut and what a connection may do. */
export interface StreamFlags {
  readonly frame?: string;
  readonly agree?: true;
  readonly maxRecordSize?: number;
  readonly recordTimeout?: number;
  readonly idleTimeout?: number;
  readonly writeTimeout?: number;
  readonly handshakeTimeout?: number;
}

/** Options of a connection that are the same for whoever listens and whoever connects. */
export type StreamOptions = ConnectionLimits & Pick<ConnectionOptions<never, never>, 'framing' | 'agree'>;

export function addStreamFlags(command: Command): Command {
  const time = (flags: string, help: string): Option => new Option(flags, help).argParser(parseDuration);
  return command
    .option('--frame <FRAMING>', 'how records are told apart: u16be, varint, cobs, slip, delim:HEX, len:..., sync:...')
    .option(
      '--agree',
      'tell the other side first what the records are, and refuse it when its own are not; it has to do so too',
    )
    .addOption(
      new Option('--max-record-size <SIZE>', 'longest record, such as 64k (default: 1m)').argParser(parseByteCount),
    )
    .addOption(time('--record-timeout <TIME>', 'from the first byte of a record to its last (default: 30s)'))
    .addOption(time('--idle-timeout <TIME>', 'how long a connection may be silent (default: 5m for listen)'))
    .addOption(time('--write-timeout <TIME>', 'how long a peer may read nothing (default: 30s)'))
    .addOption(time('--handshake-timeout <TIME>', 'for TLS, WebSocket and --agree (default: 10s)'));
}

/** The options of a connection; without a framing, records end where their layout says. */
export function streamOptions(flags: StreamFlags, { codec }: ResolvedFormat): StreamOptions {
  const { maxRecordSize, recordTimeout, idleTimeout, writeTimeout, handshakeTimeout } = flags;
  const framing = framingOf(flags, codec);
  return {
    ...(framing !== null && { framing }),
    ...(flags.agree && { agree: true }),
    ...(maxRecordSize !== undefined && { maxRecordSize }),
    ...(recordTimeout !== undefined && { recordTimeoutMs: recordTimeout }),
    ...(idleTimeout !== undefined && { idleTimeoutMs: idleTimeout }),
    ...(writeTimeout !== undefined && { writeTimeoutMs: writeTimeout }),
    ...(handshakeTimeout !== undefined && { handshakeTimeoutMs: handshakeTimeout }),
  };
}

/** `fixed` alone is what a layout of fixed size says by itself. */
function framingOf({ frame, maxRecordSize }: StreamFlags, codec: Codec<unknown, unknown>): Framing | null {
  if (frame === undefined || (frame === 'fixed' && codec.size !== null)) return null;
  return parseFraming(frame, maxRecordSize === undefined ? {} : { maxFrame: maxRecordSize });
}
