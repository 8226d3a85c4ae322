import type { ColumnArray } from '../column-array.ts';

/**
 * Reads `count` elements at byte `from` and then every `fromStep` bytes, and stores them at index `to` and then every
 * `toStep` elements. Gives how many it could read: fewer than `count` when the next one has no place in the column.
 */
export type Read<A> = (
  source: DataView,
  from: number,
  fromStep: number,
  target: A,
  to: number,
  toStep: number,
  count: number,
) => number;

/** The way back: elements of a column, which are known to fit, into a record whose bytes are zero. */
export type Write<A> = (
  source: A,
  from: number,
  fromStep: number,
  target: DataView,
  to: number,
  toStep: number,
  count: number,
) => void;

/** How elements that are no plain copies of their bits get into a column and back. */
export interface Conversion<A = ColumnArray> {
  /** The column as the loops take it; they are called with what this gives. */
  readonly open: (column: ColumnArray) => A;
  readonly read: Read<A>;
  readonly write: Write<A>;
  /** The index of the first element from `start` to before `end` that does not fit, or -1. */
  readonly misfit: (column: A, start: number, end: number) => number;
}

/** Every element fits. */
export const noMisfit = (): number => -1;

/** A conversion as the plan keeps it, whatever its loops take. */
export function erased<A>(conversion: Conversion<A>): Conversion {
  return conversion as unknown as Conversion; // `open` makes what its own loops take, and nothing else calls them
}
