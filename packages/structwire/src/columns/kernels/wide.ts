import { HOST_IS_LE, unitsOf } from '../column-array.ts';
import { type Conversion, erased, noMisfit } from './convert.ts';

// Integers of 3 and of 5 to 8 bytes, read as a high and a low half.

/** Bytes of an integer and how they are to be understood. */
export interface WideInteger {
  readonly size: number;
  readonly signed: boolean;
  readonly le: boolean;
}

const LOW = HOST_IS_LE ? 0 : 1;
const HIGH = 1 - LOW;
const HALF = 2 ** 32;

/** 24 bits to an `Int32Array` or `Uint32Array`. */
export function conversionOf24({ signed, le }: WideInteger): Conversion {
  return erased<Uint32Array>({
    open: (column) => unitsOf(column, 4) as Uint32Array, // a unit of 4
    read: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        const value = le
          ? source.getUint16(p, true) | (source.getUint8(p + 2) << 16)
          : (source.getUint8(p) << 16) | source.getUint16(p + 1, false);
        target[q] = signed ? (value << 8) >> 8 : value;
      }
      return count;
    },
    write: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        const value = source[p] ?? 0;
        target.setUint16(le ? q : q + 1, value & 0xffff, le);
        target.setUint8(le ? q + 2 : q, (value >>> 16) & 0xff);
      }
    },
    misfit: (column, start, end) => {
      for (let i = start; i < end; i++) {
        const value = column[i] ?? 0;
        if (signed ? (value << 8) >> 8 !== (value | 0) : value > 0xffffff) return i;
      }
      return -1;
    },
  });
}

/** Integers that a number holds exactly to a `Float64Array`; those of 8 bytes stop at the first that is not safe. */
export function conversionToFloat64({ size, signed, le }: WideInteger): Conversion {
  const min = signed ? Math.max(-(2 ** (8 * size - 1)), Number.MIN_SAFE_INTEGER) : 0;
  const max = Math.min(2 ** (8 * size - (signed ? 1 : 0)) - 1, Number.MAX_SAFE_INTEGER);
  return erased<Float64Array>({
    open: (column) => column as Float64Array, // the plan pairs this conversion with that column
    read: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        const value = highPart(source, p, size, signed, le) * HALF + source.getUint32(le ? p : p + size - 4, le);
        if (value < min || value > max) return i;
        target[q] = value;
      }
      return count;
    },
    write: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        const value = source[p] ?? 0;
        const high = Math.floor(value / HALF);
        target.setUint32(le ? q : q + size - 4, value - high * HALF, le);
        setHighPart(target, q, size, le, high);
      }
    },
    misfit: (column, start, end) => {
      for (let i = start; i < end; i++) {
        const value = column[i] ?? 0;
        if (!(value >= min && value <= max) || value !== Math.floor(value)) return i;
      }
      return -1;
    },
  });
}

/** Integers of 5 to 7 bytes to a `BigInt64Array` or `BigUint64Array`, without making a bigint. */
export function conversionToBigint({ size, signed, le }: WideInteger): Conversion {
  return erased<Uint32Array>({
    open: (column) => unitsOf(column, 4) as Uint32Array, // a unit of 4
    read: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = 2 * to; i < count; i++, p += fromStep, q += 2 * toStep) {
        target[q + LOW] = source.getUint32(le ? p : p + size - 4, le);
        target[q + HIGH] = highPart(source, p, size, signed, le);
      }
      return count;
    },
    write: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = 2 * from, q = to; i < count; i++, p += 2 * fromStep, q += toStep) {
        target.setUint32(le ? q : q + size - 4, source[p + LOW] ?? 0, le);
        setHighPart(target, q, size, le, source[p + HIGH] ?? 0);
      }
    },
    misfit: size === 8 ? noMisfit : (column, start, end) => firstBeyond(column, start, end, 8 * size - 32, signed),
  });
}

/** The first element whose high half has more than `bits` bits. */
function firstBeyond(halves: Uint32Array, start: number, end: number, bits: number, signed: boolean): number {
  const unused = 32 - bits;
  for (let i = start; i < end; i++) {
    const high = halves[2 * i + HIGH] ?? 0;
    if (signed ? (high << unused) >> unused !== (high | 0) : high >>> bits !== 0) return i;
  }
  return -1;
}

/** All but the low four bytes. */
function highPart(view: DataView, p: number, size: number, signed: boolean, le: boolean): number {
  const at = le ? p + 4 : p;
  switch (size) {
    case 5:
      return signed ? view.getInt8(at) : view.getUint8(at);
    case 6:
      return signed ? view.getInt16(at, le) : view.getUint16(at, le);
    case 7: {
      const top = le ? at + 2 : at;
      return (signed ? view.getInt8(top) : view.getUint8(top)) * 0x10000 + view.getUint16(le ? at : at + 1, le);
    }
    default:
      return signed ? view.getInt32(at, le) : view.getUint32(at, le);
  }
}

function setHighPart(view: DataView, p: number, size: number, le: boolean, high: number): void {
  const at = le ? p + 4 : p;
  if (size === 5) view.setUint8(at, high);
  else if (size === 6) view.setUint16(at, high, le);
  else if (size === 8) view.setUint32(at, high, le);
  else {
    view.setUint16(le ? at : at + 1, high, le);
    view.setUint8(le ? at + 2 : at, high >> 16);
  }
}
