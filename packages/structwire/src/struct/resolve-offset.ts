import {
  noSpaceAtOffset,
  notEnoughDataAtOffset,
  offsetNotInteger,
  offsetOutOfRange,
  offsetTooLarge,
} from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';

const BEYOND_SSIZE = 2 ** 63; // CPython's PY_SSIZE_T_MAX + 1

/**
 * The start of a record that a caller's `offset` names; a negative one counts from the end of the buffer.
 *
 * Checks in CPython's order: a negative offset too near to the end first, then one before the start.
 */
export function resolveOffset(verb: 'pack' | 'unpack', size: number, bufferSize: number, offset: number): number {
  if (!Number.isInteger(offset)) throw failure(offsetNotInteger, { type: typeName(offset) });
  if (offset >= BEYOND_SSIZE || offset < -BEYOND_SSIZE) {
    throw failure(offsetTooLarge, { operation: verb === 'pack' ? 'pack_into' : 'unpack_from', offset });
  }
  if (offset >= 0) return offset + 0; // -0 becomes 0
  if (offset + size > 0) {
    throw failure(verb === 'pack' ? noSpaceAtOffset : notEnoughDataAtOffset, { size, offset });
  }
  if (offset + bufferSize < 0) throw failure(offsetOutOfRange, { offset, bufferSize });
  return offset + bufferSize;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'number' ? 'float' : typeof value;
}
