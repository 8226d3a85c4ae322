import type { Region } from './region.ts';
import type { RowClass, RowState } from './row-class.ts';

/** Where a row stands before the first record: no view has such a byte, so reading there throws. */
const NOWHERE = -(2 ** 30);

/**
 * Goes over records with one row that moves: nothing is made for a record. Made by `codec.cursor(bytes)`.
 *
 * ```
 * const cursor = codec.cursor(bytes);
 * while (cursor.next()) sum += cursor.row.value;
 * ```
 */
export class RowCursor<R> {
  /**
   * The record at `index`: always the same object, whose getters read where the cursor stands. Before the first `next()`
   * there is no such place, and reading is an error.
   */
  readonly row: R;
  /** How many records there are. */
  readonly length: number;
  readonly #state: RowState;
  readonly #start: number;
  readonly #stride: number;
  /** Where the last record starts. */
  readonly #last: number;

  constructor(Class: RowClass, bytes: Uint8Array, { start, count, stride }: Region) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#state = { view, bytes, at: NOWHERE, nested: [] };
    this.row = new Class(this.#state) as R; // the class was made from the layout that R describes
    this.length = count;
    this.#start = start;
    this.#stride = stride;
    this.#last = count > 0 ? start + (count - 1) * stride : NOWHERE;
  }

  /** Which record the row shows; -1 before the first `next()`. */
  get index(): number {
    const { at } = this.#state;
    return at < 0 ? -1 : (at - this.#start) / this.#stride;
  }

  /** Goes to the next record, and says whether there is one; behind the last one the cursor stays there. */
  next(): boolean {
    const state = this.#state;
    const at = state.at < 0 ? this.#start : state.at + this.#stride;
    if (at > this.#last) return false;
    state.at = at;
    return true;
  }

  /** Goes to a record and gives the row, or `undefined` where there is no such record; the cursor stays then. */
  moveTo(index: number): R | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) return undefined;
    this.#state.at = this.#start + index * this.#stride;
    return this.row;
  }

  /** The rows from the next one on, for `for (const row of cursor)`: the same object each time. */
  [Symbol.iterator](): Iterator<R, undefined> {
    const step: { done: false; value: R } = { done: false, value: this.row };
    return { next: () => (this.next() ? step : { done: true, value: undefined }) };
  }
}
