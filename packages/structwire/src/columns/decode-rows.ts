import type { Column } from './column.ts';
import type { ColumnArray } from './column-array.ts';
import { type DecodePass, DecodeTargets } from './decode-pass.ts';
import { isResizable } from './memory.ts';
import type { Region } from './region.ts';
import { readingError } from './value-error.ts';

/** Positions within one piece of the work stay below this, so that 32 bits hold them. */
const SEGMENT_BYTES = 2 ** 30;
const SCRATCH_BYTES = 65_536;

/** Where the records of a pass go. */
export interface RowsTarget {
  readonly targets: DecodeTargets;
  /** The row of the first record. */
  readonly row: number;
}

/** What errors call the first record, and the first byte of its buffer. */
export interface RecordNames {
  readonly recordIndex: number;
  readonly byteIndex: number;
}

const FROM_ZERO: RecordNames = { recordIndex: 0, byteIndex: 0 };

/**
 * Decodes the records of a region into rows of arrays that have room for them.
 *
 * @throws StructwireError `unsafe-integer` with the record that holds a number its column cannot; rows up to it are
 *   written by then.
 */
export function decodeRows(
  pass: DecodePass,
  bytes: Uint8Array,
  region: Region,
  to: RowsTarget,
  names: RecordNames = FROM_ZERO,
  segmentBytes: number = SEGMENT_BYTES,
): void {
  const { start, count, stride } = region;
  const source = isResizable(bytes.buffer) ? copiedPieces : wholePieces;
  const limit = segmentLength(pass.columns, stride, segmentBytes);
  for (let done = 0; done < count; done += limit) {
    const records = Math.min(limit, count - done);
    const row = to.row + done;
    const isWhole = row + records <= limit;
    const targets = isWhole ? to.targets : new DecodeTargets(rowsAt(pass.columns, to.targets.arrays, row, records));
    const part = { start: start + done * stride, count: records, stride };
    source(pass, bytes, part, { targets, row: isWhole ? row : 0 }, (view, at, record) => {
      const offset = names.byteIndex + start + (done + record) * stride;
      throw readingError(pass.columns, view, at, { record: names.recordIndex + done + record, offset });
    });
  }
}

/** Tells of a record, at byte `at` of the view, with a value that does not fit. */
type OnMisfit = (view: DataView, at: number, record: number) => never;

/** Reads the memory where it is. */
function wholePieces(pass: DecodePass, bytes: Uint8Array, region: Region, to: RowsTarget, onMisfit: OnMisfit): void {
  const { start, count, stride } = region;
  const view = new DataView(
    bytes.buffer,
    bytes.byteOffset + start,
    Math.min((count - 1) * stride + stride, bytes.length - start),
  );
  const bad = pass.run(view, { at: 0, first: to.row, end: to.row + count }, stride, to.targets);
  if (bad >= 0) onMisfit(view, (bad - to.row) * stride, bad - to.row);
}

/** Copies some records at a time out of memory that engines read slowly. */
function copiedPieces(pass: DecodePass, bytes: Uint8Array, region: Region, to: RowsTarget, onMisfit: OnMisfit): void {
  const { start, count, stride } = region;
  const most = Math.max(1, Math.floor(SCRATCH_BYTES / stride));
  const scratch = new Uint8Array(Math.min(most, count) * stride);
  const view = new DataView(scratch.buffer);
  for (let done = 0; done < count; done += most) {
    const records = Math.min(most, count - done);
    const from = start + done * stride;
    scratch.set(bytes.subarray(from, from + records * stride));
    const first = to.row + done;
    const bad = pass.run(view, { at: 0, first, end: first + records }, stride, to.targets);
    if (bad >= 0) onMisfit(view, (bad - first) * stride, bad - to.row);
  }
}

/** How many records keep all positions of a piece below the limit. */
export function segmentLength(columns: readonly Column[], stride: number, segmentBytes: number): number {
  const widest = columns.reduce((most, { width }) => Math.max(most, 8 * width), stride);
  return Math.max(1, Math.floor(segmentBytes / widest));
}

/** The arrays from a row on, as arrays of their own. */
export function rowsAt(
  columns: readonly Column[],
  arrays: readonly ColumnArray[],
  row: number,
  count: number,
): ColumnArray[] {
  return arrays.map((array, i) => {
    const width = columns[i]?.width ?? 1;
    return array.subarray(row * width, (row + count) * width);
  });
}
