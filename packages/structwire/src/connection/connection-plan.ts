import type { Codec } from '../codec/codec.ts';
import { badOption, streamNeedsSize } from '../errors/network-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { Framing } from '../framing/framing.ts';
import { type Agreement, agreementOf } from './agreement/agreement.ts';
import { sweepInterval } from './deadlines.ts';
import { FixedSizeReader, fixedSizeKind } from './fixed-size-reader.ts';
import { FramedReader } from './framed-reader.ts';
import { type ConnectionLimits, connectionLimits } from './limits.ts';
import { MeasuredReader } from './measured-reader.ts';
import type { BudgetMember, MemoryBudget } from './memory-budget.ts';
import type { WireKind } from './prepared-records.ts';
import type { RecordReader } from './record-reader.ts';
import { type RecordWriter, recordWriter } from './record-writer.ts';
import { Sweeps } from './sweeps.ts';
import type { SweepTarget } from './transport.ts';

/** The codec of both directions, or one for each. */
export type CodecChoice<Out, In> =
  | Codec<Out, In>
  | { readonly receive: Codec<Out, never>; readonly send: Codec<unknown, In> };

/**
 * When the records of a connection leave: at the end of the turn of the event loop, after the running job, or each by
 * itself.
 */
export type FlushPolicy = 'turn' | 'microtask' | 'record';

/** What the records of a connection are, and how it treats them. */
export interface ConnectionOptions<Out, In> extends ConnectionLimits {
  /** What the records are: one codec, or `{ receive, send }` when the two directions differ. */
  readonly codec: CodecChoice<Out, In>;
  /**
   * How records are told apart in the stream. Default: by their layout, which says where each one ends; what arrives
   * over a transport with messages (UDP, WebSocket) ends with its message.
   */
  readonly framing?: Framing;
  /**
   * What to do about a damaged frame, or a record in it that cannot be read: end the connection with that error
   * (`close`, default), or go on with the next frame where it can be found, and count (`skip`, default for UDP). Framings
   * with sync bytes always go on behind noise; a whole one whose record makes no sense is no noise.
   */
  readonly onBadFrame?: 'close' | 'skip';
  /**
   * Told about each frame or record that was damaged and skipped, with its offset among the bytes of the connection. Noise
   * between frames is counted and not told. A listener for UDP tells `onError` unless this is given.
   */
  readonly onDamage?: DamageCallback;
  /**
   * Refuses a peer whose first bytes are a whole HTTP request line, a TLS client hello or an SSH greeting, instead of
   * taking them for records. Default: true for servers, false for clients. A peer with `agree: true` is recognised unless
   * this is false.
   */
  readonly refuseForeign?: boolean;
  /**
   * Both sides first tell each other what they send and expect, and refuse each other when that does not fit, with the
   * first field that differs; the other side has to do it too. Default false: nothing but records is exchanged. For
   * transports that lose nothing.
   */
  readonly agree?: boolean;
  /**
   * When what was sent leaves: `turn` (default) gathers what one turn of the event loop sends into one write,
   * `microtask` what one job sends, for the lowest delay; `record` writes each record by itself.
   */
  readonly flush?: FlushPolicy;
}

/** Takes what was wrong with a frame that was skipped. */
export type DamageCallback = (error: StructwireError, connection: { readonly remoteAddress: string }) => void;

/** What is different from one transport to the other where the user has said nothing. */
export interface PlanDefaults
  extends ConnectionLimits,
    Pick<ConnectionOptions<never, never>, 'framing' | 'refuseForeign' | 'onBadFrame' | 'onDamage'> {
  /** Every record is written by itself. */
  readonly writesAlone?: boolean;
  /** The transport may lose what is sent: nothing can be agreed over it. */
  readonly losesMessages?: boolean;
}

/** Checked options, with every default in its place: what all the connections of one server share. */
export interface ConnectionPlan<Out, In> {
  readonly receive: Codec<Out, never>;
  readonly writer: RecordWriter<In>;
  readonly sends: WireKind;
  readonly newReader: (onDamage?: (error: StructwireError) => void) => RecordReader<Out>;
  readonly onDamage: DamageCallback | undefined;
  /** Every record is written by itself, where a message holds one. */
  readonly writesAlone: boolean;
  /** Which beginnings are known to be none of a stream of records: those of any well-known protocol, or a preamble. */
  readonly foreign: 'any' | 'preamble' | 'none';
  /** What both sides tell each other first. */
  readonly agreement?: Agreement;
  /** What the connections of one server share. */
  readonly budget?: MemoryBudget;
  readonly limits: Required<ConnectionLimits>;
  /** Looks after the deadlines of all connections of the plan, which are the members of its budget as well. */
  readonly sweeps: Sweeps<SweepTarget & BudgetMember>;
  readonly flush: FlushPolicy;
}

/**
 * @throws StructwireError `stream-needs-size` when nothing says where the records of a stream end; `bad-option` for a
 *   limit that is none.
 */
export function planConnection<Out, In>(
  options: ConnectionOptions<Out, In>,
  defaults: PlanDefaults = {},
): ConnectionPlan<Out, In> {
  const { codec, framing = defaults.framing, flush = 'turn', agree = false } = options;
  const { onBadFrame = defaults.onBadFrame ?? 'close', onDamage = defaults.onDamage } = options;
  if (agree && defaults.losesMessages === true) {
    throw failure(badOption, { option: 'agree', expected: 'a transport that loses nothing', actual: 'UDP' });
  }
  requireOneOf('flush', flush, ['turn', 'microtask', 'record']);
  requireOneOf('onBadFrame', onBadFrame, ['close', 'skip']);
  const { receive, send } = 'receive' in codec ? codec : { receive: codec, send: codec };
  const limits = connectionLimits(options, defaults);
  const { maxRecordSize } = limits;
  return {
    receive,
    writer: recordWriter(send, framing, maxRecordSize),
    sends: { codec: send, framing: framing?.name },
    newReader:
      framing === undefined
        ? streamReader(receive, maxRecordSize)
        : (onDamaged) => {
            const skipsBadFrames = onBadFrame === 'skip';
            return new FramedReader(receive, framing, { maxRecordSize, skipsBadFrames, onDamage: onDamaged });
          },
    onDamage,
    writesAlone: defaults.writesAlone === true || (framing?.holdsMany === true && !canShareMessage(send)),
    foreign: foreignTo(options.refuseForeign ?? defaults.refuseForeign),
    ...(agree && { agreement: agreementOf(send, receive, framing) }),
    limits,
    sweeps: new Sweeps(sweepInterval(limits)),
    flush,
  };
}

function streamReader<Out>(codec: Codec<Out, never>, maxRecordSize: number): () => RecordReader<Out> {
  const { size, isDelimited } = codec;
  if (size === null && isDelimited) return () => new MeasuredReader(codec, maxRecordSize);
  if (!size) throw failure(streamNeedsSize, { size });
  const kind = fixedSizeKind(codec, size);
  return () => new FixedSizeReader(kind);
}

/** Whether the end of a record can be found where another one follows. */
function canShareMessage({ size, isDelimited }: Codec<unknown, never>): boolean {
  return size !== null || isDelimited;
}

function foreignTo(refuseForeign: boolean | undefined): ConnectionPlan<never, never>['foreign'] {
  if (refuseForeign === undefined) return 'preamble';
  return refuseForeign ? 'any' : 'none';
}

function requireOneOf(option: string, value: string, known: readonly string[]): void {
  if (known.includes(value)) return;
  throw failure(badOption, { option, expected: known.join(', '), actual: value });
}
