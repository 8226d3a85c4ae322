import { badFraming, frameSizeMismatch } from '../errors/framing-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Framing } from './framing.ts';
import { inPlaceEncoder } from './in-place-encoder.ts';
import { SizedDecoder } from './sized-decoder.ts';

/**
 * Frames of one size with nothing between them: what a connection does by itself for records of a fixed size.
 *
 * ```
 * | payload: size bytes | payload: size bytes | ...
 * ```
 */
export function fixed(size: number): Framing {
  if (!Number.isSafeInteger(size) || size < 1) {
    throw failure(badFraming, { option: 'size', reason: `expected an integer of at least 1, got ${size}` });
  }
  const shape = { headBytes: 1, payloadStart: () => 0, measure: () => size };
  return {
    name: `fixed:${size}`,
    canResynchronise: false,
    holdsMany: false,
    encoder: inPlaceEncoder({
      prefixBytes: 0,
      suffixBytes: 0,
      seal: (_target, start, payloadEnd) => {
        if (payloadEnd - start === size) return payloadEnd;
        throw failure(frameSizeMismatch, { expected: size, actual: payloadEnd - start });
      },
    }),
    decoder: () => new SizedDecoder(shape),
  };
}
