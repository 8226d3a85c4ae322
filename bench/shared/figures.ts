export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The least value that is not below this part of all of them, from 0 to 1. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(Math.floor(part * sorted.length), sorted.length - 1)] ?? Number.NaN;
}
