import { notABuffer } from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/** Memory that records are read from or written to; offsets count from the start of the view, not of its buffer. */
export type BytesLike = ArrayBufferView | ArrayBuffer | SharedArrayBuffer;

/**
 * A `Uint8Array` over the same memory, to read from or (`use`) to write to.
 *
 * @throws StructwireError `not-a-buffer` for everything else.
 */
export function asBytes(value: BytesLike, use: 'source' | 'target' = 'source'): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (isBuffer(value)) return new Uint8Array(value);
  throw failure(notABuffer, { type: value === null ? 'null' : typeof value, isTarget: use === 'target' });
}

function isBuffer(value: unknown): value is ArrayBuffer | SharedArrayBuffer {
  if (value instanceof ArrayBuffer) return true;
  return typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer;
}
