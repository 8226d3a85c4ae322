import { outOfMemory } from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/**
 * Zeroed memory of its own for one record.
 *
 * @throws StructwireError `out-of-memory` where the engine has no such large array or no memory for it.
 */
export function allocate(size: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw failure(outOfMemory, { size }, {}, { cause });
  }
}
