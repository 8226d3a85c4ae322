import type { Codec } from '../codec/codec.ts';
import type { Measurer } from '../codec/measure/measurer.ts';
import { frameTooLong, recordCutOff } from '../errors/framing-errors.ts';
import { streamNeedsSize } from '../errors/network-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import { ByteWindow } from '../framing/byte-window.ts';
import { type RecordReader, unreadable } from './record-reader.ts';

/**
 * Records of variable size, one behind the other, whose own bytes say where they end.
 *
 * The measurer goes on from where it stopped, so no byte is looked at twice; a record is decoded where it stands, and
 * copied only when it spans chunks.
 */
export class MeasuredReader<Out> implements RecordReader<Out> {
  error: StructwireError | undefined;
  readonly skipped = 0;
  readonly damaged = 0;
  readonly #codec: Codec<Out, never>;
  readonly #isLending: boolean;
  readonly #measurer: Measurer;
  readonly #maxRecordSize: number;
  readonly #window: ByteWindow = new ByteWindow();
  /** How many bytes of the record must be here before it is worth measuring on. */
  #wanted = 1;
  records = 0;

  constructor(codec: Codec<Out, never>, maxRecordSize: number) {
    this.#codec = codec;
    this.#isLending = codec.isLending === true;
    this.#measurer = codec.measurer();
    this.#maxRecordSize = maxRecordSize;
  }

  get held(): number {
    return this.#window.length;
  }

  push(chunk: Uint8Array): Out[] {
    const window = this.#window;
    const records: Out[] = [];
    window.push(chunk);
    while (window.length >= this.#wanted && this.error === undefined) this.#step(records);
    window.keep();
    return records;
  }

  finish(): Out[] {
    const have = this.held;
    if (have > 0) {
      const context = { have, need: Math.max(this.#wanted, have + 1), isAtLeast: true };
      this.error ??= failure(recordCutOff, context, { offset: this.#window.offset });
    }
    return [];
  }

  abandon(): boolean {
    return false;
  }

  /** Measures what is here of the record at the start of the window, and takes it out when it is whole. */
  #step(records: Out[]): void {
    const window = this.#window;
    // Bytes that are kept grow by what is needed, so that the rest of the chunk stays where it is.
    const visible = window.kept > 0 ? Math.max(this.#wanted, window.kept) : window.length;
    window.require(visible);
    const length = this.#measure(visible);
    if (length < 0) this.#wanted = visible - length;
    else if (length > 0) this.#decode(length, records);
  }

  /** As a measurer does; 0 when there is an error. */
  #measure(visible: number): number {
    const { bytes, start, offset } = this.#window;
    try {
      const length = this.#measurer.measure(bytes, start, start + visible);
      const least = length < 0 ? visible - length : length;
      if (length === 0) throw failure(streamNeedsSize, { size: 0 });
      if (least <= this.#maxRecordSize) return length;
      const context = { length: least, limit: this.#maxRecordSize, option: 'maxRecordSize' };
      this.error = failure(frameTooLong, context, { offset });
    } catch (cause) {
      this.error = unreadable({ record: this.records, offset, index: 0 }, cause);
    }
    return 0;
  }

  #decode(length: number, records: Out[]): void {
    const { bytes, start, offset } = this.#window;
    try {
      records.push(this.#decodeAt(bytes, start, length));
    } catch (cause) {
      this.error = unreadable({ record: this.records, offset, index: this.#isLending ? 0 : start }, cause);
      return;
    }
    this.records++;
    this.#wanted = 1;
    this.#window.consume(length);
  }

  /** From a copy where the record goes on to share the memory: here other records will lie in it. */
  #decodeAt(bytes: Uint8Array, start: number, length: number): Out {
    if (!this.#isLending) return this.#codec.decodeFrom(bytes, start);
    return this.#codec.decodeFrom(new Uint8Array(bytes.subarray(start, start + length)));
  }
}
