import type { BitsLayout, EnumName, ScalarLayout } from './layout.ts';

/**
 * An integer as a key: equal integers have equal keys, whether they come as a `number` or a `bigint`, and no two others
 * have, also beyond 2**53.
 */
export function integerKey<T>(value: T): T | number {
  return typeof value === 'bigint' && value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER
    ? Number(value)
    : value;
}

/** The first name of each integer, by its key. */
export function namesByKey(names: readonly EnumName[]): Map<unknown, string> {
  const first = new Map<unknown, string>();
  for (const { name, value } of names) {
    const key = integerKey(value);
    if (!first.has(key)) first.set(key, name);
  }
  return first;
}

/** Whether decoding gives the integer as a `bigint`. */
export function isShownAsBigint(base: ScalarLayout | BitsLayout): boolean {
  return base.kind === 'bits' ? base.width > 53 : base.size > 6 && base.as !== 'number';
}
