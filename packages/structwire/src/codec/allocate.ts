import { outOfMemory } from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/**
 * Zeroed memory of its own for one record.
 *
 * @throws StructwireError `out-of-memory` where the engine has no such large array or no memory for it.
 */
export function allocate(size: number): Uint8Array<ArrayBuffer> {
  try {
    // A worker thread of Node 26 that asks for what it cannot have is ended. No machine has so much for one array.
    return new Uint8Array(size > 2 ** 40 ? -1 : size);
  } catch (cause) {
    throw failure(outOfMemory, { size }, {}, { cause });
  }
}
