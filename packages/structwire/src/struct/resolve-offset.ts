import { noSpaceAtOffset, notEnoughDataAtOffset, offsetNotInteger, offsetOutOfRange } from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/**
 * The start of a record that a caller's `offset` names; a negative one counts from the end of the buffer.
 *
 * Checks in CPython's order: a negative offset too near to the end first, then one before the start.
 */
export function resolveOffset(verb: 'pack' | 'unpack', size: number, bufferSize: number, offset: number): number {
  if (!Number.isInteger(offset)) {
    throw failure(offsetNotInteger, { type: typeof offset === 'number' ? 'float' : typeof offset });
  }
  if (offset >= 0) return offset;
  if (offset + size > 0) {
    throw failure(verb === 'pack' ? noSpaceAtOffset : notEnoughDataAtOffset, { size, offset });
  }
  if (offset + bufferSize < 0) throw failure(offsetOutOfRange, { offset, bufferSize });
  return offset + bufferSize;
}
