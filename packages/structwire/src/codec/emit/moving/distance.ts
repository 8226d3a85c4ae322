import type { Place } from '../place.ts';

/** How far it is from one address to another, as an expression: a number where both count from the same variable. */
export function distance(from: Place, to: Place): string {
  if (to.base === from.base) return String(to.offset - from.offset);
  return `${to.text()} - (${from.text()})`;
}
