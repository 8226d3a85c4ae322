import { type Conversion, erased } from './convert.ts';

/** How an integer stands for a number: `integer * multiply / divide + add`. */
export interface Scale {
  readonly multiply: number;
  readonly divide: number;
  readonly add: number;
}

/** How the integer is read and written, and which ones there are. */
export interface IntegerAccess {
  /** Safe integers come out exactly; others as any number that is not safe. */
  readonly read: (view: DataView, offset: number) => number;
  readonly write: (view: DataView, offset: number, value: number) => void;
  readonly min: number;
  readonly max: number;
}

/** Numbers kept as integers to a `Float64Array` of the numbers. Encoding rounds to nearest, halves away from zero. */
export function conversionOfScaled(integer: IntegerAccess, { multiply, divide, add }: Scale): Conversion {
  const stored = (value: number): number => roundHalfAway(((value - add) * divide) / multiply);
  return erased<Float64Array>({
    open: (column) => column as Float64Array, // the plan pairs this conversion with that column
    read: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        const raw = integer.read(source, p);
        if (!Number.isSafeInteger(raw)) return i;
        target[q] = (raw * multiply) / divide + add;
      }
      return count;
    },
    write: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        integer.write(target, q, stored(source[p] ?? 0));
      }
    },
    misfit: (column, start, end) => {
      for (let i = start; i < end; i++) {
        const raw = stored(column[i] ?? 0);
        if (!(raw >= integer.min && raw <= integer.max && Number.isSafeInteger(raw))) return i;
      }
      return -1;
    },
  });
}

function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value)) + 0; // no negative zero
}
