import { frameLengthOverlong, frameTooLong } from '../errors/framing-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { DEFAULT_MAX_FRAME, type FrameEncoder, type Framing } from './framing.ts';
import { SizedDecoder } from './sized-decoder.ts';

const MOST_BYTES = 5;
const MOST = 0xffffffff;

/**
 * Frames that begin with their length as an unsigned LEB128 number: seven bits a byte, least significant first, the top
 * bit set on all but the last (as Protocol Buffers delimits messages).
 *
 * ```
 * | 1xxxxxxx | 0xxxxxxx | payload |
 *   bits 0-6   bits 7-13
 * ```
 *
 * At most five bytes, and the shortest form only: a longer one is refused.
 *
 * @example
 * ```ts
 * import { encodeFrame, varintPrefix } from 'structwire/framing';
 *
 * encodeFrame(varintPrefix(), new Uint8Array(300)).subarray(0, 2); // ac 02
 * ```
 */
export function varintPrefix(options: { readonly maxFrame?: number } = {}): Framing {
  return {
    name: 'varint',
    canResynchronise: false,
    holdsMany: false,
    encoder,
    decoder: (maxFrame = options.maxFrame ?? DEFAULT_MAX_FRAME) =>
      new SizedDecoder({
        headBytes: 1,
        payloadStart: prefixEnd,
        measure: (bytes, start, available, offset) => measure(bytes, start, available, offset, maxFrame),
      }),
  };
}

const encoder: FrameEncoder = {
  prefixBytes: undefined,
  frameBytes: (payloadBytes) => MOST_BYTES + payloadBytes,
  seal: () => {
    throw new TypeError('the length of a varint prefix depends on the payload'); // prefixBytes says so
  },
  encodeInto: (payload, target, start) => {
    const length = payload.length;
    if (length > MOST) throw failure(frameTooLong, { length, limit: MOST, option: 'length: varint' });
    let at = start;
    let rest = length;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) target[at++] = 0x80 | (rest & 0x7f);
    target[at++] = rest;
    target.set(payload, at);
    return at + length;
  },
};

function measure(bytes: Uint8Array, start: number, available: number, offset: number, limit: number): number {
  const last = bytes[start + available - 1]!; // `available` bytes are there
  if (last & 0x80) {
    if (available === MOST_BYTES) throw failure(frameLengthOverlong, { bytes: available }, { offset });
    return 0;
  }
  if (last === 0 && available > 1) throw failure(frameLengthOverlong, { bytes: available }, { offset });
  let length = 0;
  for (let i = available - 1; i >= 0; i--) length = length * 0x80 + (bytes[start + i]! & 0x7f);
  if (length > limit) throw failure(frameTooLong, { length, limit, option: 'maxFrame' }, { offset });
  return available + length;
}

function prefixEnd(bytes: Uint8Array, start: number): number {
  let count = 1;
  while (bytes[start + count - 1]! & 0x80) count++; // measure() has found the last one
  return count;
}
