import { type Unit, type UnitArray, unitsOf } from '../column-array.ts';
import { type Conversion, erased } from './convert.ts';

/** Some bits of an integer of up to nine bytes. */
export interface BitSlice {
  /** Bytes of the integer they are part of. */
  readonly size: number;
  /** Bits below them. */
  readonly shift: number;
  readonly width: number;
  readonly signed: boolean;
  readonly le: boolean;
}

/** The fewest bytes that hold all the bits, and how many bytes stand before them. */
export function narrowest(slice: BitSlice): { readonly slice: BitSlice; readonly skipped: number } {
  const below = slice.shift >> 3;
  const shift = slice.shift & 7;
  const size = Math.ceil((shift + slice.width) / 8);
  return { slice: { ...slice, size, shift }, skipped: slice.le ? below : slice.size - below - size };
}

/** Up to 32 bits, of a {@link narrowest} slice, to a column of integers of `unit` bytes. */
export function conversionOfBits({ size, shift, width, signed, le }: BitSlice, unit: Unit): Conversion {
  const mask = width === 32 ? 0xffffffff : 2 ** width - 1;
  const unused = 32 - width;
  return erased<UnitArray>({
    open: (column) => unitsOf(column, unit),
    read: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        const low =
          size > 4 ? source.getUint32(le ? p : p + 1, le) >>> shift : readUpTo4(source, p, size, le) >>> shift;
        const value = size > 4 ? low | (source.getUint8(le ? p + 4 : p) << (32 - shift)) : low;
        target[q] = signed ? (value << unused) >> unused : value & mask;
      }
      return count;
    },
    write: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        const value = (source[p] ?? 0) & mask;
        let rest = value << shift;
        for (let byte = 0; byte < size; byte++) {
          const at = le ? q + byte : q + size - 1 - byte;
          target.setUint8(at, target.getUint8(at) | (byte < 4 ? rest & 0xff : value >>> (32 - shift)));
          rest >>>= 8;
        }
      }
    },
    misfit: (column, start, end) => {
      const bits = 8 * unit;
      for (let i = start; i < end; i++) {
        const value = column[i] ?? 0;
        const known = signed ? (value << (32 - bits)) >> (32 - bits) : value;
        if (signed ? (known << unused) >> unused !== known : known > mask >>> 0) return i;
      }
      return -1;
    },
  });
}

/** An unsigned integer of up to four bytes. */
export function readUpTo4(view: DataView, p: number, size: number, le: boolean): number {
  switch (size) {
    case 1:
      return view.getUint8(p);
    case 2:
      return view.getUint16(p, le);
    case 3:
      return le
        ? view.getUint16(p, true) | (view.getUint8(p + 2) << 16)
        : (view.getUint8(p) << 16) | view.getUint16(p + 1, false);
    default:
      return view.getUint32(p, le);
  }
}

/** More than 32 bits; `Float64Array` columns take up to 53, those of bigints up to 64. */
export function conversionOfWideBits(slice: BitSlice, as: 'number' | 'bigint'): Conversion {
  const { width, signed, shift } = slice;
  const min = signed ? -(2n ** BigInt(width - 1)) : 0n;
  const max = signed ? 2n ** BigInt(width - 1) - 1n : 2n ** BigInt(width) - 1n;
  const below = BigInt(shift);
  const mask = 2n ** BigInt(width) - 1n;
  type Values = { [index: number]: number | bigint };
  return erased<Values>({
    open: (column) => column as Values, // numbers or bigints, as the plan says with `as`
    read: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        const raw = readWhole(source, p, slice) >> below;
        const value = signed ? BigInt.asIntN(width, raw) : BigInt.asUintN(width, raw);
        if (as === 'number' && !Number.isSafeInteger(Number(value))) return i;
        target[q] = as === 'number' ? Number(value) : value;
      }
      return count;
    },
    write: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        const value = (BigInt(source[p] ?? 0) & mask) << below;
        writeWhole(target, q, slice, readWhole(target, q, slice) | value);
      }
    },
    misfit: (column, start, end) => {
      for (let i = start; i < end; i++) {
        const value = column[i] ?? 0;
        if (typeof value === 'number' && !Number.isSafeInteger(value)) return i;
        if (value < min || value > max) return i;
      }
      return -1;
    },
  });
}

/** All bytes of the integer that the bits are part of. */
export function readWhole(view: DataView, p: number, { size, le }: BitSlice): bigint {
  let whole = 0n;
  for (let i = 0; i < size; i++) whole = (whole << 8n) | BigInt(view.getUint8(p + (le ? size - 1 - i : i)));
  return whole;
}

/** Writes all bytes of that integer. */
export function writeWhole(view: DataView, p: number, { size, le }: BitSlice, whole: bigint): void {
  let rest = whole;
  for (let i = 0; i < size; i++, rest >>= 8n) view.setUint8(p + (le ? i : size - 1 - i), Number(rest & 0xffn));
}
