import { median } from '../shared/figures.ts';

/** The median of the ratios of what was measured in the same rounds. */
export function pairedRatio(values: readonly number[], base: readonly number[]): number {
  return median(values.map((value, round) => value / (base[round] ?? Number.NaN)));
}

/** The best of some rates as a multiple of the best of others. */
export function bestRatio(values: readonly number[], base: readonly number[]): number {
  return Math.max(...values) / Math.max(...base);
}
