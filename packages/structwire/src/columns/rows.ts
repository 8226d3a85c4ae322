import type { Region } from './region.ts';
import { AT, type Position, type Row, type RowClass } from './row.ts';

const POSITION: typeof AT = AT; // a constant of this module, which engines know the value of

/** Positions below this fit an `Int32Array`, which engines count in fastest. */
const FAST_POSITIONS = 2 ** 31;

/**
 * Goes over records with one row that moves: nothing is made for a record. Made by `codec.cursor(bytes)`.
 *
 * ```
 * const cursor = codec.cursor(bytes);
 * const { row } = cursor;
 * while (cursor.next()) sum += row.value;
 * ```
 */
export class RowCursor<R> {
  /**
   * The record at `index`: always the same object, whose getters read where the cursor stands. Before the first `next()`
   * there is no such place, and reading is an error.
   */
  declare readonly row: R;
  /** How many records there are. */
  declare readonly length: number;
  // Declared, and so written once: engines keep what they know of such a property through a loop.
  declare private readonly stride: number;
  /** Where the last record starts, from the first one. */
  declare private readonly last: number;

  constructor(Class: RowClass, bytes: Uint8Array, { start, count, stride }: Region) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start);
    const at: Position = new (view.byteLength < FAST_POSITIONS ? Int32Array : Float64Array)(1);
    at[0] = -stride; // no view has such a byte, so reading there throws
    this.row = new Class(view, bytes.subarray(start), at) as R; // the class was made from the layout that R describes
    this.length = count;
    this.stride = stride;
    this.last = (count - 1) * stride;
  }

  /** Which record the row shows; -1 before the first `next()`. */
  get index(): number {
    return positionOf(this.row)[0]! / this.stride; // its only element, and so below
  }

  /** Goes to the next record, and says whether there is one; behind the last one the cursor stays there. */
  next(): boolean {
    const at = positionOf(this.row);
    const next = at[0]! + this.stride;
    if (next > this.last) return false;
    at[0] = next;
    return true;
  }

  /** Goes to a record and gives the row, or `undefined` where there is no such record; the cursor stays then. */
  moveTo(index: number): R | undefined {
    if (!(index >= 0 && index < this.length) || Math.floor(index) !== index) return undefined;
    positionOf(this.row)[0] = index * this.stride;
    return this.row;
  }

  /** The rows from the next one on, for `for (const row of cursor)`: the same object each time. */
  [Symbol.iterator](): Iterator<R, undefined> {
    return new RowIterator(this.row, positionOf(this.row), this.stride, this.last);
  }
}

/** What `for ... of` asks for rows. It says the same each time, and so makes nothing; it knows no row's class. */
class RowIterator<R> implements Iterator<R, undefined> {
  declare readonly step: IteratorYieldResult<R>;
  declare readonly end: IteratorReturnResult<undefined>;
  declare readonly position: Position;
  declare readonly stride: number;
  declare readonly last: number;

  constructor(row: R, position: Position, stride: number, last: number) {
    this.step = { done: false, value: row };
    this.end = { done: true, value: undefined };
    this.position = position;
    this.stride = stride;
    this.last = last;
  }

  next(): IteratorResult<R, undefined> {
    const { position } = this;
    const next = position[0]! + this.stride; // its only element
    if (next > this.last) return this.end;
    position[0] = next;
    return this.step;
  }
}

function positionOf(row: unknown): Position {
  return (row as Row)[POSITION]; // every cursor's row is one
}
