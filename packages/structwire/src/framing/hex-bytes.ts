import { badFraming } from '../errors/framing-errors.ts';
import { bytesOfHex } from '../errors/hex.ts';
import { failure } from '../errors/structwire-error.ts';

/** @throws StructwireError `bad-framing` for a text that is not made of pairs of hex digits. */
export function hexBytes(text: string, option: string): Uint8Array<ArrayBuffer> {
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(text)) {
    throw failure(badFraming, { option, reason: `expected pairs of hex digits, got '${text}'` });
  }
  return bytesOfHex(text);
}
