import type { Place } from '../place.ts';

/** Something to be filled in later, at places that may move until then. */
export interface PendingFill {
  places: Place[];
  /** The block of source that its places are known in. */
  readonly block: number;
}
