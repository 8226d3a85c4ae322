import { notABuffer } from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/** Memory that records are read from or written to; offsets count from the start of the view, not of its buffer. */
export type BytesLike = ArrayBufferView | ArrayBuffer | SharedArrayBuffer;

/**
 * A `Uint8Array` over the same memory, to read from or (`use`) to write to. Memory that was transferred away has no bytes.
 *
 * @throws StructwireError `not-a-buffer` for everything else.
 */
export function asBytes(value: BytesLike, use: 'source' | 'target' = 'source'): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const bytes = overMemory(value);
  if (bytes !== undefined) return bytes;
  throw failure(notABuffer, { type: value === null ? 'null' : typeof value, isTarget: use === 'target' });
}

function overMemory(value: unknown): Uint8Array | undefined {
  try {
    // The constructor accepts buffers of any realm, and nothing else.
    const view = ArrayBuffer.isView(value) ? value : new DataView(value as ArrayBuffer);
    return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  } catch {
    const isDetached = ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
    return isDetached ? new Uint8Array(0) : undefined;
  }
}
