import type { BytesLike } from 'structwire';
import type { Random } from '../../packages/structwire/test/random.ts';

/** A buffer as a caller may hold one: of any type, and often a window into larger memory. */
export interface HeldBuffer {
  readonly given: BytesLike;
  /** The bytes of the window. */
  readonly bytes: Uint8Array;
  /** Whether the memory around the window is as it was. */
  readonly isSurroundingIntact: () => boolean;
}

const AROUND = 0xa5;
const MARGIN = 8; // a multiple of every element size, so that any typed array may start there

/** Puts a copy of these bytes into a buffer of a random type. */
export function holdBuffer(random: Random, content: Uint8Array): HeldBuffer {
  const memory = random.chance(0.1)
    ? new SharedArrayBuffer(content.length + 2 * MARGIN)
    : new ArrayBuffer(content.length + 2 * MARGIN);
  const all = new Uint8Array(memory).fill(AROUND);
  const bytes = all.subarray(MARGIN, MARGIN + content.length);
  bytes.set(content);
  const isSurroundingIntact = (): boolean =>
    all.every((byte, i) => byte === AROUND || (i >= MARGIN && i < MARGIN + content.length));
  return windowOf(random, bytes, isSurroundingIntact);
}

function windowOf(random: Random, bytes: Uint8Array, isSurroundingIntact: () => boolean): HeldBuffer {
  const { buffer, byteOffset, length } = bytes;
  switch (random.below(6)) {
    case 0:
      return { given: new DataView(buffer, byteOffset, length), bytes, isSurroundingIntact };
    case 1:
      return { given: Buffer.from(buffer as ArrayBuffer, byteOffset, length), bytes, isSurroundingIntact }; // takes both kinds
    case 2: {
      const whole = bytes.slice();
      return { given: whole.buffer, bytes: whole, isSurroundingIntact };
    }
    case 3:
      return length % 4 === 0
        ? { given: new Float32Array(buffer, byteOffset, length / 4), bytes, isSurroundingIntact }
        : { given: bytes, bytes, isSurroundingIntact };
    default:
      return { given: bytes, bytes, isSurroundingIntact };
  }
}
