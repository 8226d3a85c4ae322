import { badFraming, delimiterInPayload } from '../errors/framing-errors.ts';
import { hexOf } from '../errors/hex.ts';
import { failure } from '../errors/structwire-error.ts';
import { DelimitedDecoder } from './delimited-decoder.ts';
import { DEFAULT_MAX_FRAME, type Framing } from './framing.ts';
import { inPlaceEncoder } from './in-place-encoder.ts';

const LONGEST = 16;

/**
 * Frames that end with a byte sequence that no payload contains.
 *
 * ```
 * | payload | delimiter | payload | delimiter |
 * ```
 *
 * A payload that contains the delimiter is refused on sending. Where payloads may hold any bytes, use {@link cobs}.
 *
 * @param bytes 1 to 16 bytes.
 * @throws StructwireError `bad-framing`
 * @example
 * ```ts
 * import { delimiter, encodeFrame } from 'structwire/framing';
 *
 * encodeFrame(delimiter(Uint8Array.of(13, 10)), Uint8Array.of(65, 66)); // 41 42 0d 0a
 * ```
 */
export function delimiter(bytes: Uint8Array, options: { readonly maxFrame?: number } = {}): Framing {
  if (bytes.length < 1 || bytes.length > LONGEST) {
    throw failure(badFraming, { option: 'delimiter', reason: `expected 1 to ${LONGEST} bytes, got ${bytes.length}` });
  }
  const mark = new Uint8Array(bytes);
  const name = `delim:${hexOf(mark)}`;
  return {
    name,
    canResynchronise: true,
    holdsMany: false,
    encoder: inPlaceEncoder({
      prefixBytes: 0,
      suffixBytes: mark.length,
      seal: (target, start, payloadEnd) => {
        target.set(mark, payloadEnd);
        // Also where a delimiter would begin in the payload and end in the one behind it.
        if (firstIndexOf(target.subarray(start, payloadEnd + mark.length), mark) === payloadEnd - start) {
          return payloadEnd + mark.length;
        }
        throw failure(delimiterInPayload, { delimiter: hexOf(mark) });
      },
    }),
    decoder: (maxFrame = options.maxFrame ?? DEFAULT_MAX_FRAME) =>
      new DelimitedDecoder({ name, delimiter: mark, maxFrame, maxStuffed: maxFrame, skipsEmpty: false }),
  };
}

function firstIndexOf(bytes: Uint8Array, mark: Uint8Array): number {
  let at = bytes.indexOf(mark[0]!); // a delimiter has a first byte
  while (at >= 0 && !mark.every((byte, i) => bytes[at + i] === byte)) at = bytes.indexOf(mark[0]!, at + 1);
  return at;
}
