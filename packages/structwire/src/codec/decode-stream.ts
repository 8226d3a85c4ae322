import { inputTooShort } from '../errors/buffer-errors.ts';
import { emptyElement } from '../errors/record-errors.ts';
import { failure, isStructwireError, moved } from '../errors/structwire-error.ts';
import { asBytes } from './bytes-like.ts';
import type { Codec } from './codec.ts';
import { Carry } from './measure/carry.ts';
import type { Measurer } from './measure/measurer.ts';

/**
 * The records in chunks of bytes, one by one, however the chunks are cut: a `ReadableStream`, a Node stream, or any other
 * iterable of `Uint8Array`s. A chunk may be reused once the next one is asked for.
 *
 * Keeps at most one record (and not more than the codec's limit `maxRecordSize`) in memory besides the chunk.
 *
 * @throws StructwireError `not-delimited` for records that only end with their input, `input-too-short` when the chunks
 *   end inside a record, `record-too-large`, or what is wrong in the bytes; offsets count from the first byte of the stream.
 * @example
 * ```ts
 * import { decodeStream, Struct } from 'structwire';
 *
 * const chunks = [Uint8Array.of(1, 0, 2), Uint8Array.of(0)];
 * const ids: number[] = [];
 * for await (const [id] of decodeStream(new Struct('<H'), chunks)) ids.push(id);
 * console.log(ids.join(' ')); // 1 2
 * ```
 */
export async function* decodeStream<Out>(
  codec: Codec<Out, never>,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Out, void, undefined> {
  const cutter = new Cutter(codec);
  for await (const chunk of chunks) {
    const bytes = asBytes(chunk);
    for (let at = 0; at < bytes.length; ) {
      const { used, records } = cutter.take(bytes, at);
      at += used;
      yield* records;
    }
  }
  cutter.end();
}

/** Cuts records out of chunks. */
class Cutter<Out> {
  readonly #codec: Codec<Out, never>;
  readonly #measurer: Measurer;
  /** The beginning of a record whose end has not come yet. */
  readonly #carry = new Carry();
  /** Stream offset of the next record. */
  #offset = 0;
  /** How many more bytes the next record needs at least. */
  #missing = 1;

  constructor(codec: Codec<Out, never>) {
    this.#codec = codec;
    this.#measurer = codec.measurer();
  }

  /** Takes some of the bytes from `start` on, and gives the records that are complete with them. */
  take(bytes: Uint8Array, start: number): { used: number; records: Out[] } {
    return this.#carry.length > 0 ? this.#completeCarry(bytes, start) : this.#cutWhole(bytes, start);
  }

  /** @throws StructwireError `input-too-short` when a record was begun. */
  end(): void {
    const available = this.#carry.length;
    if (available === 0) return;
    throw failure(inputTooShort, { needed: available + this.#missing, available }, { offset: this.#offset });
  }

  #completeCarry(bytes: Uint8Array, start: number): { used: number; records: Out[] } {
    const used = Math.min(this.#missing, bytes.length - start);
    this.#carry.append(bytes, start, start + used);
    const whole = this.#carry.bytes;
    const length = this.#measure(whole, 0, whole.length);
    if (length < 0) return { used, records: [] };
    const record = this.#decode(whole, 0, length);
    this.#carry.clear();
    return { used, records: [record] };
  }

  /** What was complete before a mistake is given first; the mistake comes with the next call. */
  #cutWhole(bytes: Uint8Array, start: number): { used: number; records: Out[] } {
    const records: Out[] = [];
    let at = start;
    try {
      while (at < bytes.length) at += this.#cutNext(bytes, at, records);
    } catch (error) {
      if (records.length === 0) throw error;
    }
    return { used: at - start, records };
  }

  /** The records of fixed size that are there, the next one of another size, or the beginning of one. */
  #cutNext(bytes: Uint8Array, at: number, records: Out[]): number {
    const length = this.#measure(bytes, at, bytes.length);
    if (length < 0) {
      this.#carry.append(bytes, at, bytes.length);
      return bytes.length - at;
    }
    if (this.#codec.size === null) records.push(this.#decode(bytes, at, length));
    else return this.#decodeRun(bytes, at, length, records);
    return length;
  }

  #decodeRun(bytes: Uint8Array, at: number, size: number, records: Out[]): number {
    const byteLength = Math.floor((bytes.length - at) / size) * size;
    let run: Out[];
    try {
      run = this.#codec.decodeMany(bytes, at, at + byteLength);
    } catch {
      return this.#decodeUpToMistake(bytes, at, size, records);
    }
    this.#offset += byteLength;
    for (const record of run) records.push(record);
    return byteLength;
  }

  /** The records of a run one by one, because one of them is wrong; throws when it is the first. */
  #decodeUpToMistake(bytes: Uint8Array, start: number, size: number, records: Out[]): number {
    records.push(this.#decode(bytes, start, size));
    let at = start + size;
    try {
      for (; at + size <= bytes.length; at += size) records.push(this.#decode(bytes, at, size));
    } catch {
      // The mistake comes again when this record is the first.
    }
    return at - start;
  }

  #measure(bytes: Uint8Array, start: number, end: number): number {
    const length = this.#located(0, () => this.#measurer.measure(bytes, start, end));
    if (length === 0) throw failure(emptyElement, {}, { offset: this.#offset });
    this.#missing = length < 0 ? -length : 1;
    return length;
  }

  #decode(bytes: Uint8Array, start: number, length: number): Out {
    const record = this.#located(start, () => this.#codec.decodeFrom(bytes, start));
    this.#offset += length;
    return record;
  }

  /** Errors say offsets in the stream instead of in what is in memory. */
  #located<T>(start: number, action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw isStructwireError(error) ? moved(error, this.#offset - start) : error;
    }
  }
}
