import { type FieldInput, integerAlign, lowestBit, type Placed, type RecordInput, roundUp } from './field-input.ts';

/**
 * Lays out a record as GCC does for every platform but Windows. All numbers inside are bits.
 *
 * The rules (System V ABI "Bit-Fields", AAPCS 8.1.8, GCC "Structures, unions, enumerations, and bit-fields"):
 * a bit-field does not straddle more units of its declared type than one, unless it is packed or under `#pragma pack`;
 * where declared types do not matter (AVR, m68k), a field of exactly 8, 16, 32 or 64 bits that happens to stand at its
 * natural boundary counts as an ordinary integer.
 */
export function layOutGnu(record: RecordInput): Placed {
  const bitOffsets: number[] = [];
  let recordAlign = Math.max(8, 8 * (record.alignedTo ?? 1));
  let position = 0;
  let largest = 0;
  for (const field of record.fields) {
    const at = record.isUnion ? 0 : position;
    const desired = fieldAlign(record, field, lowestBit(at));
    recordAlign = Math.max(recordAlign, demandedAlign(record, field, desired));
    let offset = lowestBit(at) < desired ? roundUp(at, desired) : at;
    if (straddles(record, field, offset)) offset = roundUp(offset, 8 * field.align);
    bitOffsets.push(offset);
    position = offset + (field.bitWidth ?? 8 * field.size);
    largest = Math.max(largest, position);
  }
  const align = recordAlign / 8;
  return { size: roundUp(Math.ceil(largest / 8), align), align, bitOffsets };
}

/** The boundary that a member goes to. `known` is the one where it would stand anyway. */
export function fieldAlign(record: RecordInput, field: FieldInput, known: number): number {
  const cap = (align: number, pack: number | null): number => (pack === null ? align : Math.min(align, 8 * pack));
  const own = field.alignedTo === null ? null : 8 * field.alignedTo;
  if (field.bitWidth === 0 && record.abi.bitFields !== 'microsoft') {
    // `:0` goes to the boundary of its type, packed or not; where types do not matter, to that of an int.
    const boundary = 8 * (record.abi.bitFields === 'bits' ? record.abi.align.int : field.align);
    return cap(Math.max(own ?? 1, boundary), record.abi.pack);
  }
  if (field.bitWidth === null) {
    const natural = field.isPacked ? (own ?? 8) : Math.max(own ?? 1, 8 * field.align);
    return cap(natural, record.pack);
  }
  let align = own ?? 1;
  const integer = integerAlign(record.abi, field.bitWidth);
  if (integer !== null && !(integer > 8 && field.isPacked) && known >= integer) align = Math.max(align, integer);
  return cap(align, record.pack);
}

/** The alignment of the record that a member asks for. */
function demandedAlign(record: RecordInput, field: FieldInput, desired: number): number {
  const { bitFields, pack: packAll } = record.abi;
  if (field.bitWidth === null || bitFields === 'bits') return desired;
  if (!field.isNamed && bitFields !== 'aapcs') return 1;
  const type = 8 * field.align;
  if (field.bitWidth === 0) return Math.max(desired, packAll === null ? type : Math.min(type, 8 * packAll));
  if (record.pack !== null) return Math.max(desired, Math.min(type, 8 * record.pack));
  return Math.max(desired, field.isPacked ? Math.min(type, 8) : type);
}

/** Whether a bit-field at this offset reaches into more units of its type than one of that type has. */
function straddles({ abi, isUnion, pack }: RecordInput, field: FieldInput, offset: number): boolean {
  if (!field.bitWidth || isUnion || pack !== null || field.isPacked || abi.bitFields === 'bits') return false;
  const unit = 8 * field.align;
  return Math.ceil(((offset % unit) + field.bitWidth) / unit) > (8 * field.size) / unit;
}
