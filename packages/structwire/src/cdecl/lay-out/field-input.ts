import type { Abi } from '../../layout/abi.ts';

/** A member, as far as its place depends on it. Alignments are in bytes. */
export interface FieldInput {
  readonly isNamed: boolean;
  /** Of its type; 0 for a flexible array. */
  readonly size: number;
  /** Of its type. */
  readonly align: number;
  /** What `_Alignas` inside its type asks for, 1 if nothing. */
  readonly requiredAlign: number;
  /** `null`: not a bit-field. */
  readonly bitWidth: number | null;
  /** It, or its record, says `packed`. */
  readonly isPacked: boolean;
  /** What `aligned` or `_Alignas` on the member itself says. */
  readonly alignedTo: number | null;
}

/** A struct or union, as far as its layout depends on it. */
export interface RecordInput {
  readonly abi: Abi;
  readonly isUnion: boolean;
  /** What `aligned` on the record says. */
  readonly alignedTo: number | null;
  /** What `#pragma pack` says. */
  readonly pack: number | null;
  readonly fields: readonly FieldInput[];
}

/** Where the members of a record are. */
export interface Placed {
  /** In bytes, padding at the end included. */
  readonly size: number;
  readonly align: number;
  /** Of each member, in bits from the start of the record. */
  readonly bitOffsets: readonly number[];
}

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

/** The largest power of two that divides a number; infinite for 0. */
export function lowestBit(value: number): number {
  if (value === 0) return Number.POSITIVE_INFINITY;
  let bit = 1;
  while (value % (2 * bit) === 0) bit *= 2;
  return bit;
}

/** Alignment in bits of an integer that takes whole bytes: 8, 16, 32 or 64 bits; `null` for every other width. */
export function integerAlign(abi: Abi, width: number): number | null {
  switch (width) {
    case 8:
      return 8;
    case 16:
      return 8 * abi.align.short;
    case 32:
      return 8 * (abi.size.int === 4 ? abi.align.int : abi.align.long);
    case 64:
      return 8 * abi.align.longlong;
    default:
      return null;
  }
}
