import { decodeFloat16, encodeFloat16 } from '../scalar/float16.ts';

interface FloatDigits {
  readonly round: (value: number) => number;
  /** Every decimal with so many digits is told from its neighbours, as long as it is not below `smallestNormal`. */
  readonly sure: number;
  readonly smallestNormal: number;
}

const WIDTHS: Readonly<Record<'f16' | 'f32', FloatDigits>> = {
  f16: { round: (value) => decodeFloat16(encodeFloat16(value)), sure: 3, smallestNormal: 2 ** -14 },
  f32: { round: Math.fround, sure: 6, smallestNormal: 2 ** -126 },
};

/** No float32 needs more digits to be told from its neighbours. */
const MOST_DIGITS = 9;

/**
 * The number with the fewest decimal digits that is stored as the same float: what a person would have written. A
 * value that is no float of this width is rounded to one first.
 *
 * @example
 * ```ts
 * import { shortestFloat } from 'structwire/describe';
 *
 * shortestFloat(2.700000047683716, 'f32'); // 2.7
 * ```
 */
export function shortestFloat(value: number, scalar: 'f16' | 'f32'): number {
  const { round, sure, smallestNormal } = WIDTHS[scalar];
  const stored = round(value);
  if (!Number.isFinite(stored) || stored === 0) return stored;
  const first = Math.abs(stored) < smallestNormal ? 1 : sure; // zeros at the end fall away by themselves
  for (let digits = first; digits < MOST_DIGITS; digits++) {
    const candidate = Number(stored.toPrecision(digits));
    if (round(candidate) === stored) return candidate;
  }
  return Number(stored.toPrecision(MOST_DIGITS));
}
