import { unitsOf } from '../column-array.ts';
import { type Conversion, erased } from './convert.ts';

/**
 * Binary16 to a `Float32Array`, bit by bit, so that even a NaN keeps its payload. The way back rounds to nearest, ties to
 * even (IEEE 754); finite numbers from 65520 on do not fit.
 */
export function conversionOfFloat16(le: boolean): Conversion {
  return erased<Uint32Array>({
    open: (column) => unitsOf(column, 4) as Uint32Array, // a unit of 4
    read: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        target[q] = widened(source.getUint16(p, le));
      }
      return count;
    },
    write: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        target.setUint16(q, narrowed(source[p] ?? 0), le);
      }
    },
    misfit: (column, start, end) => {
      for (let i = start; i < end; i++) {
        const magnitude = (column[i] ?? 0) & 0x7fffffff;
        if (magnitude >= LEAST_TOO_LARGE && magnitude < FLOAT32_INFINITY) return i;
      }
      return -1;
    },
  });
}

/** 65520 as binary32. */
const LEAST_TOO_LARGE = 0x477ff000;
const FLOAT32_INFINITY = 0x7f800000;

/** The bits of a binary32 with the value of a binary16. */
export function widened(bits: number): number {
  const sign = (bits & 0x8000) << 16;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return sign | FLOAT32_INFINITY | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  const shift = Math.clz32(fraction) - 21; // puts the leading one just above the fraction
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}

/** The bits of the binary16 nearest to a binary32. */
export function narrowed(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 255) return sign | 0x7c00 | (fraction === 0 ? 0 : fraction >>> 13 || 0x200);
  if (exponent >= 113) return sign | Math.min(rounded(((exponent - 112) << 23) | fraction, 13), 0x7c00);
  if (exponent < 102) return sign; // less than half of the smallest
  return sign | rounded(fraction | 0x800000, 126 - exponent);
}

/** A shift to the right that rounds to nearest, ties to even. */
function rounded(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
