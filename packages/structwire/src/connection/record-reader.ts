import type { RecordTaker } from '../codec/record-loops.ts';
import { recordUnreadable } from '../errors/network-errors.ts';
import { failure, isStructwireError, type StructwireError } from '../errors/structwire-error.ts';

/** Records of a fixed size as they came, one behind the other. */
export interface Run {
  readonly bytes: Uint8Array;
  /** Number of the first one, and its offset, counted from the start of the stream. */
  readonly record: number;
  readonly offset: number;
}

/** Cuts the records out of a byte stream, however it arrives in pieces. */
export interface RecordReader<Out> {
  /**
   * Takes the next bytes and gives the records that they complete. When one of them cannot be read, `error` is set,
   * the records before it are still given, and the reader is of no further use.
   */
  push(chunk: Uint8Array): Out[];
  /**
   * As {@link push}, but shows records to a taker as they are decoded, until it says false; the result has the others.
   * Absent, or all of them in the result: where that would be no faster.
   */
  pushEach?(chunk: Uint8Array, taker: RecordTaker<Out>): Out[];
  /** As {@link push}, but hands over the records as they are, where all of them have one size; absent elsewhere. */
  pushRuns?(chunk: Uint8Array, take: (run: Run) => void): void;
  /** How many records came out so far, those that were shown included. */
  readonly records: number;
  /** The stream ends here: the records that this completes. `error` is set when it ends inside a record. */
  finish(): Out[];
  readonly error: StructwireError | undefined;
  /** Bytes of the record whose beginning is here and whose end is not; 0 between two records. */
  readonly held: number;
  /** Bytes that belonged to no record: noise, and what was damaged. */
  readonly skipped: number;
  /** Frames and records that were damaged and skipped. */
  readonly damaged: number;
  /** Gives up the record that is being waited for and looks for the next one; `false` where that is not possible. */
  abandon(): boolean;
}

/** Where in a stream a record is. */
export interface RecordPlace {
  /** How many records came before it. */
  readonly record: number;
  /** Offset in the stream. */
  readonly offset: number;
  /** Its index in the buffer that was decoded. */
  readonly index: number;
}

/** A record whose bytes have come and make no sense, said of its place in the stream. */
export function unreadable({ record, offset, index }: RecordPlace, cause: unknown): StructwireError {
  const { path, offset: at = index } = isStructwireError(cause) ? cause : {};
  const location = { ...(path && { path }), offset: offset - index + at };
  return failure(recordUnreadable, { record, reason: plainMessage(cause) }, location, { cause });
}

function plainMessage(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message.replace(/ \[at [^\]]*\]$/, ''); // the place in the stream follows, not the one in the buffer
}
