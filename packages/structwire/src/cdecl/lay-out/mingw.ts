import { type FieldInput, lowestBit, type Placed, type RecordInput, roundUp } from './field-input.ts';
import { fieldAlign } from './gnu.ts';

/**
 * Lays out a record as GCC does for Windows (`-mms-bitfields`, the default there). All numbers inside are bits.
 *
 * A run of bit-fields of one type size shares units of that size; a unit is always taken whole; `:0` counts only behind a
 * bit-field. `packed` and `#pragma pack` change where units start, not how large they are.
 */
export function layOutMingw(record: RecordInput): Placed {
  return record.isUnion ? layOutUnion(record) : layOutStruct(record);
}

function layOutUnion(record: RecordInput): Placed {
  let align = 8 * (record.alignedTo ?? 1);
  let size = 0;
  for (const field of record.fields) {
    const desired = fieldAlign(record, field, Number.POSITIVE_INFINITY);
    align = Math.max(align, demandedAlign(record, field, desired, null));
    size = Math.max(size, Math.ceil((field.bitWidth ?? 8 * field.size) / 8));
  }
  return { size: roundUp(size, align / 8), align: align / 8, bitOffsets: record.fields.map(() => 0) };
}

/** How far the layout of a struct has come. */
interface Progress {
  position: number;
  /** The bit-field whose run goes on, if one does. */
  run: FieldInput | null;
  /** Bits of the run's unit that are not taken yet. */
  rest: number;
}

function layOutStruct(record: RecordInput): Placed {
  const bitOffsets: number[] = [];
  const progress: Progress = { position: 0, run: null, rest: 0 };
  let recordAlign = 8 * (record.alignedTo ?? 1);
  for (const field of record.fields) {
    const desired = fieldAlign(record, field, lowestBit(progress.position));
    recordAlign = Math.max(recordAlign, demandedAlign(record, field, desired, progress.run));
    goToField(record, field, desired, progress);
    bitOffsets.push(progress.position);
    if (progress.run === null && field.bitWidth !== null) progress.run = field;
    progress.position += field.bitWidth ?? 8 * field.size;
  }
  if (record.fields.at(-1)?.bitWidth) progress.position += progress.rest;
  const align = recordAlign / 8;
  return { size: roundUp(Math.ceil(progress.position / 8), align), align, bitOffsets };
}

/** Moves on to where a field starts. */
function goToField(record: RecordInput, field: FieldInput, desired: number, progress: Progress): void {
  const isMisaligned = lowestBit(progress.position) < desired;
  const unit = 8 * field.size;
  let before = progress.run;
  if (before === null) {
    if (isMisaligned) progress.position = roundUp(progress.position, desired);
  } else if (field.bitWidth && before.bitWidth && field.size === before.size) {
    if (field.bitWidth <= progress.rest) {
      progress.rest -= field.bitWidth;
    } else {
      progress.position += progress.rest;
      progress.run = field;
      progress.rest = unit - field.bitWidth;
      if (isMisaligned) progress.position = roundUp(progress.position, desired);
    }
  } else {
    if (before.bitWidth) progress.position += progress.rest;
    else before = null;
    if (!field.bitWidth) progress.run = null;
    if (isMisaligned) progress.position = roundUp(progress.position, desired);
  }
  const startsAnew = field.bitWidth === null || (before === null ? field.bitWidth > 0 : field.size !== before.size);
  if (!startsAnew) return;
  progress.rest = field.bitWidth === null ? 0 : unit - field.bitWidth;
  progress.position = roundUp(progress.position, capped(record, field.isPacked ? 8 : 8 * field.align));
  progress.run = null;
}

/** The alignment of the record that a member asks for. */
function demandedAlign(record: RecordInput, field: FieldInput, desired: number, run: FieldInput | null): number {
  if (field.bitWidth === 0 && !run?.bitWidth) return 8;
  if (field.bitWidth && field.isPacked) return 8;
  const isPackedWhole = field.bitWidth === null && field.isPacked;
  return capped(record, isPackedWhole ? desired : Math.max(8 * field.align, desired));
}

function capped({ pack }: RecordInput, align: number): number {
  return pack === null ? align : Math.min(align, 8 * pack);
}
