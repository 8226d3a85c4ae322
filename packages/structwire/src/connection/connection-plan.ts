import type { Codec } from '../codec/codec.ts';
import { streamNeedsSize } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { type ConnectionLimits, DEFAULT_LIMITS } from './limits.ts';
import type { FlushPolicy } from './outbox.ts';
import { FixedSizeReader, type RecordReader } from './record-reader.ts';

/** The codec of both directions, or one for each. */
export type CodecChoice<Out, In> =
  | Codec<Out, In>
  | { readonly receive: Codec<Out, never>; readonly send: Codec<unknown, In> };

/** What the records of a connection are, and how it treats them. */
export interface ConnectionOptions<Out, In> extends ConnectionLimits {
  /** What the records are: one codec, or `{ receive, send }` when the two directions differ. */
  readonly codec: CodecChoice<Out, In>;
  /**
   * When what was sent leaves: `turn` (default) gathers what one turn of the event loop sends into one write,
   * `microtask` what one job sends, `record` writes each record by itself.
   */
  readonly flush?: FlushPolicy;
}

/** Checked options, with every default in its place: what all the connections of one server share. */
export interface ConnectionPlan<Out, In> {
  readonly send: Codec<unknown, In>;
  readonly newReader: () => RecordReader<Out>;
  readonly limits: Required<ConnectionLimits>;
  readonly flush: FlushPolicy;
}

/** @throws StructwireError `stream-needs-size` when nothing says where the records of a stream end. */
export function planConnection<Out, In>(options: ConnectionOptions<Out, In>): ConnectionPlan<Out, In> {
  const { receive, send } = codecsOf(options.codec);
  const newReader = readerOf(receive);
  return {
    send,
    newReader,
    limits: {
      maxPending: options.maxPending ?? DEFAULT_LIMITS.maxPending,
      maxQueued: options.maxQueued ?? DEFAULT_LIMITS.maxQueued,
      graceMs: options.graceMs ?? DEFAULT_LIMITS.graceMs,
    },
    flush: options.flush ?? 'turn',
  };
}

function readerOf<Out>(codec: Codec<Out, never>): () => RecordReader<Out> {
  const { size } = codec;
  if (!size) throw failure(streamNeedsSize, { size });
  return () => new FixedSizeReader(codec, size);
}

function codecsOf<Out, In>(
  codec: CodecChoice<Out, In>,
): {
  readonly receive: Codec<Out, never>;
  readonly send: Codec<unknown, In>;
} {
  return 'receive' in codec ? codec : { receive: codec, send: codec };
}
