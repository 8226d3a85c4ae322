import type { Codec } from '../codec/codec.ts';
import { recordCutOff } from '../errors/framing-errors.ts';
import { recordUnreadable } from '../errors/network-errors.ts';
import { failure, isStructwireError, type StructwireError } from '../errors/structwire-error.ts';

/** Cuts the records out of a byte stream, however it arrives in pieces. */
export interface RecordReader<Out> {
  /**
   * Takes the next bytes and gives the records that they complete. When one of them cannot be read, `error` is set,
   * the records before it are still given, and the reader is of no further use.
   */
  push(chunk: Uint8Array): Out[];
  readonly error: StructwireError | undefined;
  /** What is wrong when the stream ends here: nothing, or a record of which only the beginning has come. */
  finish(): StructwireError | undefined;
}

/**
 * Records of one size, one behind the other.
 *
 * Whole records are decoded where they stand in the chunk; only one that two chunks share is copied.
 */
export class FixedSizeReader<Out> implements RecordReader<Out> {
  error: StructwireError | undefined;
  readonly #codec: Codec<Out, never>;
  readonly #size: number;
  /** The beginning of the record that the last chunk cut. */
  #carry: Uint8Array | undefined;
  #have = 0;
  /** Bytes of the stream before the record that is being waited for, and how many records they were. */
  #offset = 0;
  #records = 0;

  /** `size` is that of the codec, and above 0. */
  constructor(codec: Codec<Out, never>, size: number) {
    this.#codec = codec;
    this.#size = size;
  }

  push(chunk: Uint8Array): Out[] {
    if (this.#have === 0) return this.#decode(chunk, 0, []);
    const taken = this.#fillCarry(chunk);
    if (this.#have < this.#size) return [];
    this.#have = 0;
    const first = this.#decode(this.#carry!, 0, []); // a carry exists while it has bytes
    if (this.error !== undefined || taken === chunk.length) return first;
    return this.#decode(chunk, taken, first);
  }

  finish(): StructwireError | undefined {
    if (this.#have === 0) return undefined;
    return failure(recordCutOff, { have: this.#have, need: this.#size }, { offset: this.#offset });
  }

  /** Decodes the whole records from `start` on behind those in `before`, and keeps what is left over. */
  #decode(chunk: Uint8Array, start: number, before: Out[]): Out[] {
    const left = chunk.length - start;
    const end = chunk.length - (left % this.#size);
    if (end < chunk.length) this.#keep(chunk, end);
    if (end === start) return before;
    try {
      const records = this.#codec.decodeMany(chunk, start, end);
      this.#records += records.length;
      this.#offset += end - start;
      if (before.length > 0) records.unshift(...before);
      return records;
    } catch {
      return this.#decodeUpToFailure(chunk, start, end, before);
    }
  }

  #decodeUpToFailure(chunk: Uint8Array, start: number, end: number, records: Out[]): Out[] {
    for (let at = start; at < end; at += this.#size) {
      try {
        records.push(this.#codec.decodeFrom(chunk, at));
      } catch (cause) {
        this.error = unreadable(this.#records, this.#offset, this.#offset - at, cause);
        this.#have = 0;
        break;
      }
      this.#records++;
      this.#offset += this.#size;
    }
    return records;
  }

  #keep(chunk: Uint8Array, from: number): void {
    this.#carry ??= new Uint8Array(this.#size);
    this.#have = chunk.length - from;
    this.#carry.set(chunk.subarray(from));
  }

  /** Adds to the record that is in the carry, and says how many bytes of the chunk that took. */
  #fillCarry(chunk: Uint8Array): number {
    const taken = Math.min(this.#size - this.#have, chunk.length);
    this.#carry!.set(chunk.subarray(0, taken), this.#have); // only called while the carry has bytes
    this.#have += taken;
    return taken;
  }
}

/** `shift` leads from an offset in the buffer that was decoded to the offset in the stream. */
function unreadable(record: number, start: number, shift: number, cause: unknown): StructwireError {
  const { path, offset } = isStructwireError(cause) ? cause : {};
  const location = { ...(path && { path }), offset: offset === undefined ? start : offset + shift };
  return failure(recordUnreadable, { record, reason: plainMessage(cause) }, location, { cause });
}

function plainMessage(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message.replace(/ \[at [^\]]*\]$/, ''); // the place in the stream follows, not the one in the buffer
}
