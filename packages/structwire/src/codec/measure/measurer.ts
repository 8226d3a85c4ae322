import { recordTooLarge } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { OnDemand } from '../compile.ts';
import { Cursor } from '../interpret/cursor.ts';
import { type BoundNode, type Measuring, measureNext } from '../interpret/node.ts';
import type { Limits } from '../limits.ts';
import type { SizeOf } from './sizer.ts';

/**
 * Finds out where records end in bytes that arrive piece by piece. One measurer serves one stream.
 *
 * It goes on from where it stopped: however a record is cut, all calls for it together look at each byte once.
 */
export interface Measurer {
  /**
   * The byte length of the record that starts at `start`, when all of it is in `bytes` before `end`; else how many more
   * bytes are needed at least, as a negative number. Never throws for bytes that are not there yet.
   *
   * After a negative number the next call is for the same record: the same bytes from its start, and some more behind
   * them, possibly in another array. After a length the next call is for the next record.
   *
   * Mistakes that leave the end of the record where it is are found now or by decoding.
   *
   * @throws StructwireError `record-too-large` as soon as that is known, or what is wrong in the bytes; offsets count from
   *   the start of the record. The stream is out of step then: there is no next record.
   */
  measure(bytes: Uint8Array, start: number, end: number): number;
}

/** Without generated code. */
const NO_SIZER: OnDemand<SizeOf> = { earning: () => -1 };

/** The measurer of a layout: by generated code for records that are all there, else by the interpreter, which can wait. */
export class LayoutMeasurer implements Measurer {
  readonly #node: BoundNode;
  readonly #limits: Limits;
  readonly #sizer: OnDemand<SizeOf>;
  #cursor: Cursor | null = null;
  #walk: Measuring | null = null;
  /** How many bytes of the record must be there before it is worth going on. */
  #wanted = 0;

  constructor(node: BoundNode, limits: Limits, sizer: OnDemand<SizeOf> = NO_SIZER) {
    this.#node = node;
    this.#limits = limits;
    this.#sizer = sizer;
  }

  measure(bytes: Uint8Array, start: number, end: number): number {
    if (this.#wanted === 0) {
      const { compiled, earning } = this.#sizer;
      const size = (compiled ?? earning)(bytes, start, end);
      if (size >= 0 && size <= this.#limits.maxRecordSize) return size;
    }
    const available = end - start;
    if (available < this.#wanted) return available - this.#wanted;
    try {
      this.#wanted = this.#goOn(bytes.subarray(start, end));
    } catch (error) {
      this.#forget();
      throw error;
    }
    const wanted = this.#wanted;
    if (wanted > available) return available - wanted;
    this.#forget();
    return wanted;
  }

  /** How many bytes are wanted now; no more than there are means that this is the length of the record. */
  #goOn(bytes: Uint8Array): number {
    const cursor = this.#cursor ?? new Cursor(bytes, 0);
    cursor.limits = this.#limits;
    goOnWith(bytes, cursor);
    this.#cursor = cursor;
    this.#walk ??= measureNext(this.#node, cursor);
    const step = this.#walk.next();
    const wanted = step.done === true ? cursor.at : step.value;
    const { maxRecordSize } = this.#limits;
    if (wanted <= maxRecordSize) return wanted;
    throw failure(recordTooLarge, { size: wanted, limit: maxRecordSize }, { offset: 0 }); // the record as a whole
  }

  #forget(): void {
    this.#cursor = null;
    this.#walk = null;
    this.#wanted = 0;
  }
}

/** The same bytes from the first one on, and some more behind them. */
function goOnWith(bytes: Uint8Array, cursor: Cursor): void {
  if (bytes === cursor.bytes) return;
  cursor.bytes = bytes;
  cursor.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  cursor.end = bytes.byteLength;
}
