import { asBytes, type BytesLike } from '../codec/bytes-like.ts';
import { detachedMemory } from '../errors/column-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/**
 * The bytes of a caller's memory, to read from or to write to.
 *
 * @throws StructwireError `not-a-buffer`, `detached-memory`.
 */
export function bytesOf(value: BytesLike, use: 'source' | 'target'): Uint8Array {
  const buffer = ArrayBuffer.isView(value) ? value.buffer : value;
  if (buffer instanceof ArrayBuffer && isDetached(buffer)) {
    throw failure(detachedMemory, { what: use === 'source' ? 'the input' : 'the output' }, { offset: 0 });
  }
  return asBytes(value, use);
}

/** Whether the buffer's memory now belongs to somebody else. */
export function isDetached(buffer: ArrayBufferLike): boolean {
  if (buffer.byteLength > 0) return false;
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

/** Whether the buffer may change its length, which makes engines access it another, slower way. */
export function isResizable(buffer: ArrayBufferLike): boolean {
  const { resizable, growable } = buffer as { resizable?: boolean; growable?: boolean }; // of ES2024, where there
  return resizable === true || growable === true;
}

/** Whether two pieces of memory have a byte in common. */
export function overlap(a: ArrayBufferView, b: ArrayBufferView): boolean {
  if (a.buffer !== b.buffer) return false;
  return a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}
