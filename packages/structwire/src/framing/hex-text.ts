import { badFraming } from '../errors/framing-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/** `0d0a` for the bytes 13, 10. */
export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @throws StructwireError `bad-framing` for a text that is not made of pairs of hex digits. */
export function hexBytes(text: string, option: string): Uint8Array<ArrayBuffer> {
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(text)) {
    throw failure(badFraming, { option, reason: `expected pairs of hex digits, got '${text}'` });
  }
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
