/** Size of the buffers that records are gathered in: half of it costs a twentieth more for each record, twice of it no less. */
export const SLAB_BYTES: number = 128 * 1024;

const MOST_FREE = 4;

/** A buffer that is filled from front to back, once. */
export interface Slab {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Everything before this index has been handed out and is never written again. */
  used: number;
}

/**
 * Slabs with room left, for whoever has something to send in this turn.
 *
 * A connection holds one only between its first record of a turn and the flush at its end, so idle connections hold
 * none and a server full of small messages fills one slab after the other. What was handed to a transport is never
 * written again, unless the transport has said that it is done with it.
 */
export class SlabPool {
  readonly #free: Slab[] = [];

  /** A slab with at least one byte left. */
  take(): Slab {
    return this.#free.pop() ?? newSlab();
  }

  giveBack(slab: Slab): void {
    if (slab.used < slab.bytes.length && this.#free.length < MOST_FREE) this.#free.push(slab);
  }
}

function newSlab(): Slab {
  const bytes = new Uint8Array(SLAB_BYTES);
  return { bytes, view: new DataView(bytes.buffer), used: 0 };
}
