import { type FieldInput, type Placed, type RecordInput, roundUp } from './field-input.ts';

/** The unit that bit-fields are put into, in bytes and bits. */
interface Unit {
  readonly size: number;
  rest: number;
}

/**
 * Lays out a record as Microsoft's compiler does. Attributes of GNU C do not exist there; `alignedTo` is what
 * `__declspec(align(n))` says.
 *
 * Differs from GCC for Windows where a union has bit-fields (they do not align it, and take their whole type), where
 * `_Alignas` meets a smaller `#pragma pack` (`_Alignas` wins), and where a record has no members.
 */
export function layOutMsvc(record: RecordInput): Placed {
  const bitOffsets: number[] = [];
  let size = 0;
  let align = record.alignedTo ?? 1;
  let unit: Unit | null = null;
  const place = (field: FieldInput): number => {
    const own = fieldAlign(record, field);
    const offset = record.isUnion ? 0 : roundUp(size, own);
    align = Math.max(align, own);
    size = Math.max(size, offset + (field.bitWidth === 0 ? 0 : field.size));
    return 8 * offset;
  };
  for (const field of record.fields) {
    if (field.bitWidth === null) {
      unit = null;
      bitOffsets.push(place(field));
    } else if (record.isUnion) {
      // A bit-field of no width counts behind another one only.
      if (field.bitWidth > 0 || unit !== null) size = Math.max(size, field.size);
      unit = field.bitWidth > 0 ? { size: field.size, rest: 0 } : null;
      bitOffsets.push(0);
    } else if (field.bitWidth === 0) {
      bitOffsets.push(unit === null ? 8 * size : place(field));
      unit = null;
    } else if (unit !== null && unit.size === field.size && field.bitWidth <= unit.rest) {
      bitOffsets.push(8 * size - unit.rest);
      unit.rest -= field.bitWidth;
    } else {
      bitOffsets.push(place(field));
      unit = { size: field.size, rest: 8 * field.size - field.bitWidth };
    }
  }
  if (record.fields.length === 0) size = Math.max(4, align);
  return { size: roundUp(size, align), align, bitOffsets };
}

function fieldAlign({ pack }: RecordInput, field: FieldInput): number {
  const packed = pack === null ? field.align : Math.min(field.align, pack);
  return Math.max(packed, field.alignedTo ?? 1, field.requiredAlign);
}
