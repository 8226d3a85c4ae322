import { decodeFloat16, encodeFloat16 } from '../scalar/float16.ts';

const ROUND = {
  f16: (value: number): number => decodeFloat16(encodeFloat16(value)),
  f32: Math.fround,
} as const;

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
  const round = ROUND[scalar];
  const stored = round(value);
  if (!Number.isFinite(stored) || stored === 0) return stored;
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const candidate = Number(stored.toPrecision(digits));
    if (round(candidate) === stored) return candidate;
  }
  return Number(stored.toPrecision(MOST_DIGITS));
}
