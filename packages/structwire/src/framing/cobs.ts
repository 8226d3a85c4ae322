import { DelimitedDecoder, type Unstuff } from './delimited-decoder.ts';
import { DEFAULT_MAX_FRAME, type FrameEncoder, type Framing } from './framing.ts';

const RUN = 254;

/**
 * Consistent Overhead Byte Stuffing (Cheshire and Baker 1999): payloads of any bytes, each frame ended by a zero, one
 * byte more for every 254.
 *
 * ```
 * payload        11 22 00 33
 * frame    03    11 22 02 33 00        each code says how far the next zero is; a zero ends the frame
 * ```
 *
 * After a damaged frame the decoder goes on behind the next zero.
 *
 * @example
 * ```ts
 * import { cobs, encodeFrame } from 'structwire/framing';
 *
 * encodeFrame(cobs(), Uint8Array.of(0x11, 0x22, 0, 0x33)); // 03 11 22 02 33 00
 * ```
 */
export function cobs(options: { readonly maxFrame?: number } = {}): Framing {
  return {
    name: 'cobs',
    canResynchronise: true,
    holdsMany: false,
    encoder,
    decoder: (maxFrame = options.maxFrame ?? DEFAULT_MAX_FRAME) =>
      new DelimitedDecoder({
        name: 'cobs',
        delimiter: Uint8Array.of(0),
        maxFrame,
        maxStuffed: stuffedBytes(maxFrame),
        skipsEmpty: true,
        unstuff,
      }),
  };
}

const encoder: FrameEncoder = {
  prefixBytes: undefined,
  frameBytes: (payloadBytes) => stuffedBytes(payloadBytes) + 1,
  seal: () => {
    throw new TypeError('COBS changes the payload'); // prefixBytes says so
  },
  encodeInto: (payload, target, start) => {
    let code = start; // where the distance to the next zero will stand
    let at = start + 1;
    for (let i = 0; i < payload.length; i++) {
      const byte = payload[i]!; // in range
      if (byte !== 0) target[at++] = byte;
      // A full run stands for no zero; behind the last byte there is nothing to begin another one for.
      if (byte === 0 || (at - code > RUN && i + 1 < payload.length)) {
        target[code] = at - code;
        code = at++;
      }
    }
    target[code] = at - code;
    target[at] = 0;
    return at + 1;
  },
};

const unstuff: Unstuff = (bytes, start, end, target) => {
  let at = start;
  let length = 0;
  while (at < end) {
    const code = bytes[at]!; // in range
    const next = at + code;
    if (next > end) return `a code says ${code - 1} more bytes, the frame ends after ${end - at - 1}`;
    for (let i = at + 1; i < next; i++) target[length++] = bytes[i]!;
    if (code <= RUN && next < end) target[length++] = 0;
    at = next;
  }
  return length;
};

function stuffedBytes(payloadBytes: number): number {
  return payloadBytes + Math.floor(payloadBytes / RUN) + 1;
}
