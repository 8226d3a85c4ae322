import type { Column } from './column.ts';
import type { ColumnArray } from './column-array.ts';
import { firstOther } from './constant-row.ts';
import { rowsAt, segmentLength } from './decode-rows.ts';
import { type EncodePass, EncodeSources, EncodeTarget } from './encode-pass.ts';
import { writingError } from './value-error.ts';

/** Positions within one piece of the work stay below this, so that 32 bits hold them. */
const SEGMENT_BYTES = 2 ** 30;
const SCRATCH_BYTES = 65_536;

/**
 * Encodes rows into records that fill `target`; `isZeroed` when it holds zeros.
 *
 * @throws StructwireError for a value that does not fit, before anything is written.
 */
export function encodeRows(
  pass: EncodePass,
  arrays: readonly ColumnArray[],
  count: number,
  target: Uint8Array,
  isZeroed: boolean,
  segmentBytes: number = SEGMENT_BYTES,
): void {
  const size = pass.size;
  for (const [i, column] of pass.columns.entries()) checkValues(column, arrays[i]!, count, size); // one array for each
  const limit = segmentLength(pass.columns, size, segmentBytes);
  for (let done = 0; done < count; done += limit) {
    const records = Math.min(limit, count - done);
    const isAll = records === count;
    const sources = new EncodeSources(isAll ? arrays : rowsAt(pass.columns, arrays, done, records));
    const bytes = isAll ? target : target.subarray(done * size, (done + records) * size);
    if (bytes.byteOffset % 4 === 0)
      pass.run(sources, { at: 0, first: 0, end: records }, new EncodeTarget(bytes), isZeroed);
    else encodeAside(pass, sources, records, bytes);
  }
}

/** Encodes some records at a time to aligned memory and copies them from there. */
function encodeAside(pass: EncodePass, sources: EncodeSources, count: number, target: Uint8Array): void {
  const { size } = pass;
  const most = Math.max(1, Math.floor(SCRATCH_BYTES / size));
  const scratch = new EncodeTarget(new Uint8Array(Math.min(most, count) * size));
  for (let first = 0; first < count; first += most) {
    const end = Math.min(first + most, count);
    pass.run(sources, { at: 0, first, end }, scratch, false);
    target.set(scratch.b1.subarray(0, (end - first) * size), first * size);
  }
}

/** Makes sure that every value of a column fits its field. */
function checkValues(column: Column, array: ColumnArray, count: number, size: number): void {
  const { element, width, constant } = column;
  let bad = constant === null ? -1 : width * firstOther(column, array, 0, count);
  if (bad < 0 && element.how === 'converted') {
    bad = element.conversion.misfit(element.conversion.open(array), 0, count * width);
  }
  if (bad < 0) return;
  const record = Math.floor(bad / width);
  throw writingError(column, array, { record, index: bad % width }, record * size);
}
