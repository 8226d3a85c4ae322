import { badColumnOption } from '../../errors/column-errors.ts';
import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { makeMemory, PAGE_BYTES, type WasmMemory } from './web-assembly.ts';

/** Every piece starts at a multiple of this: a line of the processor's cache. */
const ALIGNMENT = 64;
/** Bytes behind the last piece that are never given out, because a pass may read some bytes too many. */
const TAIL = 64;
const MOST_BYTES = 2 ** 32 - PAGE_BYTES;

const memories = new WeakMap<ArrayBufferLike, WasmMemory>();

/** The memory of the arena that this buffer belongs to. */
export function arenaMemory(buffer: ArrayBufferLike): WasmMemory | undefined {
  return memories.get(buffer);
}

/**
 * Memory for records and their columns together. Where both lie in one arena, decoding goes through 128-bit lanes of
 * WebAssembly instead of straight-line JavaScript and takes about half as long; without WebAssembly it is memory like any other.
 *
 * Pieces are given out one behind the other and come back all at once. An arena never grows.
 *
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { ColumnArena, columns } from 'structwire/columns';
 *
 * const codec = columns(new Struct('<I f'));
 * const arena = new ColumnArena(1_000_000);
 * const bytes = arena.allocate(1000 * codec.size); // to receive or read into
 * const into = codec.allocate(1000, { arena });
 * codec.decode(bytes, { into });
 * ```
 */
export class ColumnArena {
  readonly #buffer: ArrayBuffer;
  #used = 0;

  /**
   * @param byteLength room for all pieces together, below 4 GiB; it is rounded up, and each piece to a multiple of 64 bytes.
   * @throws StructwireError `bad-column-option`.
   */
  constructor(byteLength: number) {
    if (!Number.isSafeInteger(byteLength) || byteLength < 0 || byteLength > MOST_BYTES) {
      const expected = `a whole number from 0 to ${MOST_BYTES}`;
      throw failure(badColumnOption, { option: 'byteLength', expected, actual: describeValue(byteLength) });
    }
    const pages = Math.ceil((byteLength + TAIL) / PAGE_BYTES);
    const memory = makeMemory(pages);
    this.#buffer = memory?.buffer ?? new ArrayBuffer(pages * PAGE_BYTES);
    if (memory !== undefined) memories.set(this.#buffer, memory);
  }

  /** Bytes that can still be given out. */
  get available(): number {
    return Math.max(this.#buffer.byteLength - TAIL - this.#used, 0);
  }

  /**
   * The next piece. It holds what was there before: zeros in a new arena.
   *
   * @throws StructwireError `bad-column-option` when there is no room for it.
   */
  allocate(byteLength: number): Uint8Array<ArrayBuffer> {
    if (!Number.isSafeInteger(byteLength) || byteLength < 0 || byteLength > this.available) {
      const expected = `a whole number of bytes that the arena has left (${this.available})`;
      throw failure(badColumnOption, { option: 'byteLength', expected, actual: describeValue(byteLength) });
    }
    const start = this.#used;
    this.#used = Math.ceil((start + byteLength) / ALIGNMENT) * ALIGNMENT;
    return new Uint8Array(this.#buffer, start, byteLength);
  }

  /** Takes all pieces back. Arrays over them must not be used any more: the next pieces lie in the same places. */
  reset(): void {
    this.#used = 0;
  }
}
