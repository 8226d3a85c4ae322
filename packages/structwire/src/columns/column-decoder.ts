import type { BytesLike } from '../codec/bytes-like.ts';
import { inputTooShort } from '../errors/buffer-errors.ts';
import { detachedMemory } from '../errors/column-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { allocateApart, allocateColumns, allocateIn, columnObject } from './allocate.ts';
import type { ColumnArena } from './arena/column-arena.ts';
import type { Column } from './column.ts';
import type { ColumnArray } from './column-array.ts';
import { rowsAt } from './decode-rows.ts';
import { bytesOf, isDetached } from './memory.ts';
import { wholeNumber } from './region.ts';
import type { Selection } from './selection.ts';

/** How records that arrive in pieces become batches of columns. */
export interface ColumnDecoderOptions<Name> {
  /** The columns to decode; nothing else is read. Default: all. */
  readonly fields?: readonly Name[];
  /** The most records of a batch. Default 16384. */
  readonly batchSize?: number;
  /**
   * Decode every batch into the same arrays, which saves most of the time: a batch is only good until the next one is
   * begun. Default false: every batch has arrays of its own.
   */
  readonly reuse?: boolean;
  /** Where these same arrays lie; implies `reuse`. It pays where the chunks lie in the same arena. */
  readonly arena?: ColumnArena;
}

/** Some records as columns. */
export interface ColumnBatch<C> {
  /** How many records: the rows of each column. */
  readonly count: number;
  /** Number of the first one, counted from the start of the stream. */
  readonly first: number;
  readonly columns: C;
}

const DEFAULT_BATCH_SIZE = 16_384;

/**
 * Decodes records that arrive in pieces, with no boundary where a record has one. Made by `codec.decoder()`.
 *
 * It has no input of its own: write what arrived, and take what is there.
 *
 * ```
 * let at = 0;
 * while (at < chunk.length) {
 *   at = decoder.write(chunk, at); // stops when the batch is full
 *   if (decoder.isFull) use(decoder.take());
 * }
 * ```
 */
export class ColumnDecoder<C> {
  readonly #selection: Selection;
  readonly #size: number;
  readonly #batchSize: number;
  readonly #isReusing: boolean;
  /** The beginning of a record whose rest has not arrived. */
  readonly #partial: Uint8Array;
  #partialLength = 0;
  #arrays: readonly ColumnArray[] | undefined;
  #count = 0;
  #first = 0;
  #byteIndex = 0;

  constructor(selection: Selection, size: number, options: ColumnDecoderOptions<string>) {
    this.#selection = selection;
    this.#size = size;
    this.#batchSize = wholeNumber('batchSize', options.batchSize ?? DEFAULT_BATCH_SIZE, 1);
    this.#isReusing = options.reuse === true || options.arena !== undefined;
    if (options.arena !== undefined) this.#arrays = allocateIn(options.arena, selection.columns, this.#batchSize);
    this.#partial = new Uint8Array(size);
  }

  /** How many records are decoded and not taken yet. */
  get count(): number {
    return this.#count;
  }

  /** The batch has as many records as it may; it must be taken before more is written. */
  get isFull(): boolean {
    return this.#count >= this.#batchSize;
  }

  /** Bytes of a record that is not all there yet. */
  get partialLength(): number {
    return this.#partialLength;
  }

  /**
   * Decodes bytes of `chunk` from `start` (default 0) on, until the batch is full or all are used; a record that is not
   * complete is kept. The chunk may be changed afterwards.
   *
   * @returns the index behind the last byte that was used.
   * @throws StructwireError `unsafe-integer`, with the number of the record and its offset in the stream; the stream
   *   cannot go on after that. `bad-column-option` for a start that is not in the chunk, `not-a-buffer`, `detached-memory`.
   */
  write(chunk: BytesLike, start = 0): number {
    const bytes = bytesOf(chunk, 'source');
    wholeNumber('start', start, 0, bytes.length);
    let at = this.isFull ? start : this.#complete(bytes, start);
    if (this.#partialLength > 0 || this.isFull) return at;
    const records = Math.min(Math.floor((bytes.length - at) / this.#size), this.#batchSize - this.#count);
    if (records > 0) this.#decode(bytes, at, records);
    at += Math.max(records, 0) * this.#size;
    return this.isFull ? at : this.#keep(bytes, at);
  }

  /** The records so far, and begins the next batch. Its columns have exactly `count` rows, which may be 0. */
  take(): ColumnBatch<C> {
    const { columns } = this.#selection;
    const batch = { count: this.#count, first: this.#first, columns: columnObject(columns, this.#handOut()) as C }; // as the plan says
    this.#first += this.#count;
    this.#count = 0;
    return batch;
  }

  /**
   * Says that nothing more will come.
   *
   * @throws StructwireError `input-too-short` inside a record, with its number and its offset in the stream.
   */
  end(): void {
    if (this.#partialLength === 0) return;
    const location = { path: `[${this.#first + this.#count}]`, offset: this.#byteIndex };
    throw failure(inputTooShort, { needed: this.#size, available: this.#partialLength }, location);
  }

  /** The rows so far; what is filled is given away, and what is mostly empty is kept. */
  #handOut(): readonly ColumnArray[] {
    const { columns } = this.#selection;
    if (this.#arrays === undefined) return allocateColumns(columns, 0);
    const { isFull } = this;
    const rows = isFull ? this.#arrays : rowsAt(columns, this.#arrays, 0, this.#count);
    if (this.#isReusing) return rows;
    if (!isFull) return rows.map((array) => array.slice());
    this.#arrays = undefined;
    return rows;
  }

  /** Adds to the record that is not complete; decodes it when it is. */
  #complete(bytes: Uint8Array, start: number): number {
    if (this.#partialLength === 0) return start;
    const end = this.#keep(bytes, start);
    if (this.#partialLength === this.#size) {
      this.#partialLength = 0;
      this.#decode(this.#partial, 0, 1);
    }
    return end;
  }

  #keep(bytes: Uint8Array, start: number): number {
    const end = Math.min(bytes.length, start + this.#size - this.#partialLength);
    this.#partial.set(bytes.subarray(start, end), this.#partialLength);
    this.#partialLength += end - start;
    return end;
  }

  #decode(bytes: Uint8Array, start: number, count: number): void {
    const allocate = this.#isReusing ? allocateApart : allocateColumns;
    this.#arrays ??= allocate(this.#selection.columns, this.#batchSize);
    if (this.#isReusing) checkAttached(this.#selection.columns, this.#arrays);
    const names = { recordIndex: this.#first + this.#count, byteIndex: this.#byteIndex - start };
    this.#selection.decode(bytes, { start, count, stride: this.#size }, this.#arrays, this.#count, names);
    this.#count += count;
    this.#byteIndex += count * this.#size;
  }
}

/** Makes sure that arrays which were given out are still here: writing to those of others would write nothing, silently. */
function checkAttached(columns: readonly Column[], arrays: readonly ColumnArray[]): void {
  for (const [i, { buffer }] of arrays.entries()) {
    if (!isDetached(buffer)) continue;
    const column = columns[i]?.name ?? '';
    throw failure(detachedMemory, { what: `the column '${column}'` }, { path: column });
  }
}
