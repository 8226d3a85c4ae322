import { type Unit, type UnitArray, unitsOf } from '../column-array.ts';
import { type BitSlice, readUpTo4, readWhole, writeWhole } from './bits.ts';
import { type Conversion, erased, noMisfit } from './convert.ts';

/** Some bits of an integer that holds flags. */
export interface MaskedBits {
  /** The whole integer; bits below it and above it belong to others. */
  readonly slice: BitSlice;
  /** The bits that are meant. */
  readonly mask: bigint;
  /** Bits that must be zero. */
  readonly unknown: bigint;
}

/** One flag to a `Uint8Array` of 0 and 1. */
export function conversionOfFlag(bits: MaskedBits): Conversion {
  const { store, misread, get } = accessTo(bits);
  return erased<Uint8Array>({
    open: (column) => column as Uint8Array, // the plan pairs this conversion with that column
    read: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        if (misread(source, p)) return i;
        target[q] = get(source, p) === 0 ? 0 : 1;
      }
      return count;
    },
    write: (source, from, fromStep, target, to, toStep, count) => {
      const set = Number(bits.mask);
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        if (source[p] !== 0) store(target, q, set);
      }
    },
    misfit: noMisfit,
  });
}

/** The bits without a name, as they stand in the integer, to a column of integers of `unit` bytes or to a `Float64Array`. */
export function conversionOfOthers(bits: MaskedBits, unit: Unit | 8): Conversion {
  const { store, get } = accessTo(bits);
  return erased<UnitArray | Float64Array>({
    open: (column) => (unit === 8 ? (column as Float64Array) : unitsOf(column, unit)), // 8 bytes: the plan says so
    read: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) target[q] = get(source, p);
      return count;
    },
    write: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) store(target, q, source[p] ?? 0);
    },
    misfit: (column, start, end) => {
      for (let i = start; i < end; i++) {
        const value = column[i] ?? 0;
        if (!Number.isSafeInteger(value) || value < 0 || (BigInt(value) & ~bits.mask) !== 0n) return i;
      }
      return -1;
    },
  });
}

interface Access {
  /** The bits that are meant, as a number. */
  readonly get: (view: DataView, p: number) => number;
  /** Whether bits are set that must not be. */
  readonly misread: (view: DataView, p: number) => boolean;
  /** Sets bits and leaves the others. */
  readonly store: (view: DataView, p: number, value: number) => void;
}

function accessTo({ slice, mask, unknown }: MaskedBits): Access {
  const { size, shift, le } = slice;
  const below = BigInt(shift);
  const store = (view: DataView, p: number, value: number): void => {
    writeWhole(view, p, slice, readWhole(view, p, slice) | (BigInt(value) << below));
  };
  if (size > 4) {
    const whole = (view: DataView, p: number): bigint => readWhole(view, p, slice) >> below;
    return {
      store,
      get: (view, p) => Number(whole(view, p) & mask),
      misread: (view, p) => (whole(view, p) & unknown) !== 0n,
    };
  }
  const [meant, refused] = [Number(mask), Number(unknown)];
  return {
    store,
    get: (view, p) => ((readUpTo4(view, p, size, le) >>> shift) & meant) >>> 0,
    misread: (view, p) => refused !== 0 && ((readUpTo4(view, p, size, le) >>> shift) & refused) !== 0,
  };
}
