import { hexByte } from '../errors/hex.ts';
import { DelimitedDecoder, type Unstuff } from './delimited-decoder.ts';
import { DEFAULT_MAX_FRAME, type FrameEncoder, type Framing } from './framing.ts';

const END = 0xc0;
const ESCAPE = 0xdb;
const ESCAPED_END = 0xdc;
const ESCAPED_ESCAPE = 0xdd;

/**
 * SLIP (RFC 1055): payloads of any bytes, each frame ended by `c0`; `c0` and `db` inside become `db dc` and `db dd`.
 *
 * ```
 * payload  01 c0 02 db
 * frame    01 db dc 02 db dd c0
 * ```
 *
 * Nothing between two `c0` is no frame, so peers that begin a frame with one as well are understood. After a damaged
 * frame the decoder goes on behind the next `c0`.
 *
 * @example
 * ```ts
 * import { encodeFrame, slip } from 'structwire/framing';
 *
 * encodeFrame(slip(), Uint8Array.of(1, 0xc0, 2)); // 01 db dc 02 c0
 * ```
 */
export function slip(options: { readonly maxFrame?: number } = {}): Framing {
  return {
    name: 'slip',
    canResynchronise: true,
    holdsMany: false,
    encoder,
    decoder: (maxFrame = options.maxFrame ?? DEFAULT_MAX_FRAME) =>
      new DelimitedDecoder({
        name: 'slip',
        delimiter: Uint8Array.of(END),
        maxFrame,
        maxStuffed: maxFrame * 2,
        skipsEmpty: true,
        unstuff,
      }),
  };
}

const encoder: FrameEncoder = {
  prefixBytes: undefined,
  frameBytes: (payloadBytes) => payloadBytes * 2 + 1,
  seal: () => {
    throw new TypeError('SLIP changes the payload'); // prefixBytes says so
  },
  encodeInto: (payload, target, start) => {
    let at = start;
    for (const byte of payload) {
      if (byte === END || byte === ESCAPE) {
        target[at++] = ESCAPE;
        target[at++] = byte === END ? ESCAPED_END : ESCAPED_ESCAPE;
      } else {
        target[at++] = byte;
      }
    }
    target[at] = END;
    return at + 1;
  },
};

const unstuff: Unstuff = (bytes, start, end, target) => {
  let length = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!; // in range
    if (byte !== ESCAPE) {
      target[length++] = byte;
      continue;
    }
    const escaped = ++at < end ? bytes[at]! : -1;
    if (escaped !== ESCAPED_END && escaped !== ESCAPED_ESCAPE) {
      return `db is followed by ${escaped < 0 ? 'the end' : hexByte(escaped)}, not by dc or dd`;
    }
    target[length++] = escaped === ESCAPED_END ? END : ESCAPE;
  }
  return length;
};
