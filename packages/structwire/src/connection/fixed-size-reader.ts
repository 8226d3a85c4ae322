import type { Codec } from '../codec/codec.ts';
import { type RecordLoops, type RecordTaker, recordLoops } from '../codec/record-loops.ts';
import { viewFor } from '../codec/views.ts';
import { recordCutOff } from '../errors/framing-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import { type RecordReader, type Run, unreadable } from './record-reader.ts';

/** What all readers of one codec share. */
export interface FixedSizeKind<Out> {
  readonly codec: Codec<Out, never>;
  /** That of the codec, and above 0. */
  readonly size: number;
  readonly loops: RecordLoops<Out, never>;
}

export function fixedSizeKind<Out>(codec: Codec<Out, never>, size: number): FixedSizeKind<Out> {
  return { codec, size, loops: recordLoops(codec) };
}

/**
 * Records of one size, one behind the other.
 *
 * Whole records are decoded where they stand in the chunk; only one that two chunks share is copied.
 */
export class FixedSizeReader<Out> implements RecordReader<Out> {
  error: StructwireError | undefined;
  readonly #kind: FixedSizeKind<Out>;
  /** The beginning of the record that the last chunk cut; a new array for each, as a codec may lend its memory. */
  #carry: Uint8Array | undefined;
  #have = 0;
  /** Bytes of the stream before the record that is being waited for. */
  #offset = 0;

  constructor(kind: FixedSizeKind<Out>) {
    this.#kind = kind;
  }

  get skipped(): number {
    return 0;
  }

  get damaged(): number {
    return 0;
  }

  get #isLending(): boolean {
    return this.#kind.codec.isLending === true;
  }

  get held(): number {
    return this.#have;
  }

  get records(): number {
    return this.#offset / this.#kind.size;
  }

  pushEach(received: Uint8Array, taker: RecordTaker<Out>): Out[] {
    const { decodeEach } = this.#kind.loops;
    if (decodeEach === undefined || this.#isLending) return this.push(received);
    const start = this.#carry === undefined ? 0 : this.#fill(this.#carry, received);
    const first = this.#takeCarry();
    if (this.#have > 0 || this.error !== undefined) return first;
    if (first.length > 0 && !taker.see(first[0]!)) return this.#decode(received, start, []); // it was counted just now
    const end = received.length - ((received.length - start) % this.#kind.size);
    const seen = decodeEach(received, viewFor(received), start, end, taker);
    this.#offset += seen - start;
    return this.#decode(received, seen, []);
  }

  push(received: Uint8Array): Out[] {
    const chunk = this.#isLending ? new Uint8Array(received) : received; // the transport will reuse its memory
    const start = this.#carry === undefined ? 0 : this.#fill(this.#carry, chunk);
    const first = this.#takeCarry();
    if (this.#have > 0 || this.error !== undefined) return first;
    return this.#decode(chunk, start, first);
  }

  pushRuns(received: Uint8Array, take: (run: Run) => void): void {
    const carry = this.#carry;
    const start = carry === undefined ? 0 : this.#fill(carry, received);
    if (carry !== undefined) {
      if (this.#have < this.#kind.size) return;
      this.#carry = undefined;
      this.#have = 0;
      this.#handOver(carry, take);
    }
    const end = received.length - ((received.length - start) % this.#kind.size);
    if (end > start) this.#handOver(received.subarray(start, end), take);
    if (end < received.length) this.#keep(received, end);
  }

  #handOver(bytes: Uint8Array, take: (run: Run) => void): void {
    const { records } = this;
    const offset = this.#offset;
    this.#offset += bytes.length;
    take({ bytes, record: records, offset });
  }

  finish(): Out[] {
    if (this.#have > 0) {
      this.error ??= failure(recordCutOff, { have: this.#have, need: this.#kind.size }, { offset: this.#offset });
    }
    return [];
  }

  abandon(): boolean {
    return false;
  }

  /** Decodes the whole records from `start` on behind those in `before`, and keeps what is left over. */
  #decode(chunk: Uint8Array, start: number, before: Out[]): Out[] {
    const left = chunk.length - start;
    const end = chunk.length - (left % this.#kind.size);
    if (end < chunk.length) this.#keep(chunk, end);
    if (end === start) return before;
    try {
      const records = this.#kind.codec.decodeMany(chunk, start, end);
      this.#kind.loops.earnDecoding(records.length);
      this.#offset += end - start;
      return before.length === 0 ? records : before.concat(records); // unshift() takes ten times as long
    } catch {
      return this.#decodeUpToFailure(chunk, start, end, before);
    }
  }

  #decodeUpToFailure(chunk: Uint8Array, start: number, end: number, records: Out[]): Out[] {
    for (let index = start; index < end; index += this.#kind.size) {
      try {
        records.push(this.#kind.codec.decodeFrom(chunk, index));
      } catch (cause) {
        this.error = unreadable({ record: this.records, offset: this.#offset, index }, cause);
        this.#have = 0;
        break;
      }
      this.#offset += this.#kind.size;
    }
    return records;
  }

  /** The record that two chunks or more shared, when it is complete. */
  #takeCarry(): Out[] {
    const whole = this.#carry;
    if (whole === undefined || this.#have < this.#kind.size) return [];
    this.#carry = undefined;
    this.#have = 0;
    return this.#decode(whole, 0, []);
  }

  #keep(chunk: Uint8Array, from: number): void {
    this.#carry = new Uint8Array(this.#kind.size);
    this.#have = chunk.length - from;
    this.#carry.set(chunk.subarray(from));
  }

  /** Adds to the record that is in the carry, and says how many bytes of the chunk that took. */
  #fill(carry: Uint8Array, chunk: Uint8Array): number {
    const taken = Math.min(this.#kind.size - this.#have, chunk.length);
    carry.set(chunk.subarray(0, taken), this.#have);
    this.#have += taken;
    return taken;
  }
}
