import { allocate } from '../allocate.ts';

/** Bytes, their buffer and its view: reading `bytes.buffer` is slow enough to keep it. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView<ArrayBuffer>;
}

/**
 * New memory of this many bytes, all zero.
 *
 * @throws StructwireError `out-of-memory`
 */
export function memoryOf(byteLength: number): Memory {
  const bytes = allocate(byteLength);
  const { buffer } = bytes;
  return { buffer, bytes, view: new DataView(buffer) };
}

/** The longest result that is cut from a slab; longer ones get memory of their own. */
export const LARGEST_PIECE = 1024;

/** What one kept result holds in memory at most. Larger slabs are no faster. */
const SLAB_SIZE = 8192;

/**
 * Memory that results are cut from: for more than 64 bytes several times faster than a new `Uint8Array` each.
 *
 * Every byte is handed out once, so results never change. They share a buffer, as those of Node's `Buffer.from` do.
 */
export class Slab {
  /** Where the piece that was taken last begins. */
  start = 0;
  #memory: Memory = memoryOf(0);
  #end = 0;

  /** Zeroed memory; `byteLength` bytes of it, at `start`, are for the caller alone. */
  take(byteLength: number): Memory {
    // A buffer that somebody transferred to another thread has length 0.
    if (this.#end + byteLength > this.#memory.bytes.length) {
      this.#memory = memoryOf(SLAB_SIZE);
      this.#end = 0;
    }
    this.start = this.#end;
    this.#end += (byteLength + 7) & ~7;
    return this.#memory;
  }
}

/**
 * Memory that records of one size are built in before they go to a caller's buffer, whole or not at all.
 *
 * It is taken and given back, so that a getter of the value that encodes another record meanwhile gets memory of its own.
 */
export class Stage {
  readonly #byteLength: number;
  #memory: Memory | null = null;

  constructor(byteLength: number) {
    this.#byteLength = byteLength;
  }

  /** Memory that holds what was last built in it. */
  take(): Memory {
    const memory = this.#memory ?? memoryOf(this.#byteLength);
    this.#memory = null;
    return memory;
  }

  give(memory: Memory): void {
    if (this.#byteLength <= LARGEST_KEPT) this.#memory = memory;
  }
}

const LARGEST_KEPT = 65_536; // a codec keeps no more than this for good
