import { allocate } from '../../allocate.ts';

/** Room that there always is. */
export const FIRST_ROOM = 256;
const LARGEST_KEPT = 65_536; // a codec keeps no more than this for good

/** Memory that grows: a record is built in it before its bytes go anywhere else, whole or not at all. */
export class Scratch {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView<ArrayBuffer>;

  constructor() {
    this.bytes = allocate(FIRST_ROOM);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Room for so many bytes in all, and what is there already. */
  grow(byteLength: number): this {
    const grown = allocate(Math.max(2 * this.bytes.length, byteLength));
    grown.set(this.bytes);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
    return this;
  }
}

/**
 * The scratch memory of an operation. It is taken and given back, so that a getter of the value that encodes another record
 * meanwhile gets memory of its own.
 */
export class ScratchStore {
  #kept: Scratch | null = null;

  /** Memory that holds what was last built in it. */
  take(): Scratch {
    const scratch = this.#kept ?? new Scratch();
    this.#kept = null;
    return scratch;
  }

  give(scratch: Scratch): void {
    if (scratch.bytes.length <= LARGEST_KEPT) this.#kept = scratch;
  }
}
