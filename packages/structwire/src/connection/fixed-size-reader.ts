import type { Codec } from '../codec/codec.ts';
import { type RecordLoops, type RecordTaker, recordLoops } from '../codec/record-loops.ts';
import { viewFor } from '../codec/views.ts';
import { recordCutOff } from '../errors/framing-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import { type RecordReader, type Run, unreadable } from './record-reader.ts';

/**
 * Records of one size, one behind the other.
 *
 * Whole records are decoded where they stand in the chunk; only one that two chunks share is copied.
 */
export class FixedSizeReader<Out> implements RecordReader<Out> {
  error: StructwireError | undefined;
  readonly #codec: Codec<Out, never>;
  readonly #size: number;
  /** The beginning of the record that the last chunk cut; a new array for each, as a codec may lend its memory. */
  #carry: Uint8Array | undefined;
  #have = 0;
  readonly #loops: RecordLoops<Out, never>;
  /** Bytes of the stream before the record that is being waited for. */
  #offset = 0;

  /** `size` is that of the codec, and above 0. */
  constructor(codec: Codec<Out, never>, size: number) {
    this.#codec = codec;
    this.#size = size;
    this.#loops = recordLoops(codec);
  }

  get skipped(): number {
    return 0;
  }

  get damaged(): number {
    return 0;
  }

  get #isLending(): boolean {
    return this.#codec.isLending === true;
  }

  get held(): number {
    return this.#have;
  }

  get records(): number {
    return this.#offset / this.#size;
  }

  pushEach(received: Uint8Array, taker: RecordTaker<Out>): Out[] {
    const { decodeEach } = this.#loops;
    if (decodeEach === undefined || this.#isLending) return this.push(received);
    const start = this.#carry === undefined ? 0 : this.#fill(this.#carry, received);
    const first = this.#takeCarry();
    if (this.#have > 0 || this.error !== undefined) return first;
    if (first.length > 0 && !taker.see(first[0]!)) return this.#decode(received, start, []); // it was counted just now
    const end = received.length - ((received.length - start) % this.#size);
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
      if (this.#have < this.#size) return;
      this.#carry = undefined;
      this.#have = 0;
      this.#handOver(carry, take);
    }
    const end = received.length - ((received.length - start) % this.#size);
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
      this.error ??= failure(recordCutOff, { have: this.#have, need: this.#size }, { offset: this.#offset });
    }
    return [];
  }

  abandon(): boolean {
    return false;
  }

  /** Decodes the whole records from `start` on behind those in `before`, and keeps what is left over. */
  #decode(chunk: Uint8Array, start: number, before: Out[]): Out[] {
    const left = chunk.length - start;
    const end = chunk.length - (left % this.#size);
    if (end < chunk.length) this.#keep(chunk, end);
    if (end === start) return before;
    try {
      const records = this.#codec.decodeMany(chunk, start, end);
      this.#loops.earnDecoding(records.length);
      this.#offset += end - start;
      return before.length === 0 ? records : before.concat(records); // unshift() takes ten times as long
    } catch {
      return this.#decodeUpToFailure(chunk, start, end, before);
    }
  }

  #decodeUpToFailure(chunk: Uint8Array, start: number, end: number, records: Out[]): Out[] {
    for (let index = start; index < end; index += this.#size) {
      try {
        records.push(this.#codec.decodeFrom(chunk, index));
      } catch (cause) {
        this.error = unreadable({ record: this.records, offset: this.#offset, index }, cause);
        this.#have = 0;
        break;
      }
      this.#offset += this.#size;
    }
    return records;
  }

  /** The record that two chunks or more shared, when it is complete. */
  #takeCarry(): Out[] {
    const whole = this.#carry;
    if (whole === undefined || this.#have < this.#size) return [];
    this.#carry = undefined;
    this.#have = 0;
    return this.#decode(whole, 0, []);
  }

  #keep(chunk: Uint8Array, from: number): void {
    this.#carry = new Uint8Array(this.#size);
    this.#have = chunk.length - from;
    this.#carry.set(chunk.subarray(from));
  }

  /** Adds to the record that is in the carry, and says how many bytes of the chunk that took. */
  #fill(carry: Uint8Array, chunk: Uint8Array): number {
    const taken = Math.min(this.#size - this.#have, chunk.length);
    carry.set(chunk.subarray(0, taken), this.#have);
    this.#have += taken;
    return taken;
  }
}
