import type { TextEncoding } from '../../../layout/layout.ts';
import { decodeText, encodeText, findNul, trimmedEnd, unencodable, unitOf } from '../../../text/encodings.ts';

// What the code of texts calls.

export { decodeText, findNul };

/** Up to here characters are put together faster than by a decoder, which takes some 75 ns for any short text. */
const LONGEST_BY_CHARACTER = 24;
/** Up to here codes are stored one by one faster than by an encoder, which takes some 50 ns for any short text. */
const LONGEST_BY_CODE = 36;

/** UTF-8 of so many bytes; `null` for what is none. */
export function readUtf8(bytes: Uint8Array, at: number, length: number): string | null {
  if (length <= LONGEST_BY_CHARACTER) {
    let all = 0;
    for (let i = at; i < at + length; i++) all |= bytes[i]!; // in range
    if (all < 0x80) return readLatin1(bytes, at, length);
  }
  return decodeWhole(bytes.subarray(at, at + length));
}

let decoder: TextDecoder | undefined;

function decodeWhole(bytes: Uint8Array): string | null {
  try {
    decoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes);
  } catch {
    decoder = undefined; // some keep what came before a mistake
    return null;
  }
}

/** Bytes that are characters. */
export function readLatin1(bytes: Uint8Array, start: number, length: number): string {
  if (length > LONGEST_BY_CHARACTER) return decodeText(bytes, start, start + length, 'latin1', true) ?? '';
  if (length < 8) return fewer(bytes, start, length);
  if (length < 16) return eight(bytes, start) + fewer(bytes, start + 8, length - 8);
  const text = sixteen(bytes, start);
  if (length < 24) return text + fewer(bytes, start + 16, length - 16);
  return text + eight(bytes, start + 16);
}

function sixteen(b: Uint8Array, at: number): string {
  return String.fromCharCode(
    b[at]!,
    b[at + 1]!,
    b[at + 2]!,
    b[at + 3]!,
    b[at + 4]!,
    b[at + 5]!,
    b[at + 6]!,
    b[at + 7]!,
    b[at + 8]!,
    b[at + 9]!,
    b[at + 10]!,
    b[at + 11]!,
    b[at + 12]!,
    b[at + 13]!,
    b[at + 14]!,
    b[at + 15]!,
  );
}

function eight(b: Uint8Array, at: number): string {
  return String.fromCharCode(
    b[at]!,
    b[at + 1]!,
    b[at + 2]!,
    b[at + 3]!,
    b[at + 4]!,
    b[at + 5]!,
    b[at + 6]!,
    b[at + 7]!,
  );
}

function fewer(b: Uint8Array, at: number, count: number): string {
  switch (count) {
    case 0:
      return '';
    case 1:
      return String.fromCharCode(b[at]!);
    case 2:
      return String.fromCharCode(b[at]!, b[at + 1]!);
    case 3:
      return String.fromCharCode(b[at]!, b[at + 1]!, b[at + 2]!);
    case 4:
      return String.fromCharCode(b[at]!, b[at + 1]!, b[at + 2]!, b[at + 3]!);
    case 5:
      return String.fromCharCode(b[at]!, b[at + 1]!, b[at + 2]!, b[at + 3]!, b[at + 4]!);
    case 6:
      return String.fromCharCode(b[at]!, b[at + 1]!, b[at + 2]!, b[at + 3]!, b[at + 4]!, b[at + 5]!);
    default:
      return String.fromCharCode(b[at]!, b[at + 1]!, b[at + 2]!, b[at + 3]!, b[at + 4]!, b[at + 5]!, b[at + 6]!);
  }
}

/** Text of a fixed length without what fills it up; `null` for what is none. */
export function readPadded(
  bytes: Uint8Array,
  start: number,
  size: number,
  encoding: TextEncoding,
  pad: 'nul' | 'space' | 'none',
  replaces: boolean,
): string | null {
  const unit = unitOf(encoding);
  let end = start + size;
  if (pad === 'nul') {
    const nul = findNul(bytes, start, end, unit);
    if (nul >= 0) end = nul;
  } else if (pad === 'space') end = trimmedEnd(bytes, start, end, encodeText(' ', encoding));
  if (encoding === 'utf8' && !replaces) return readUtf8(bytes, start, end - start);
  return decodeText(bytes, start, end, encoding, replaces);
}

/** As {@link putText} for UTF-8 without a NUL behind it. */
export function putUtf8(bytes: Uint8Array, at: number, text: string): number {
  const { length } = text;
  if (length > LONGEST_BY_CODE) {
    const isWhole = (text as { isWellFormed?: () => boolean }).isWellFormed?.(); // not in every engine
    if (isWhole !== undefined) return isWhole ? encodeWhole(bytes, at, text) : -1;
  }
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return putNonAscii(bytes, at, text, false);
    bytes[at + i] = code;
  }
  return length;
}

/** Stores a text, for which there is room, and gives its byte length; -1 for what cannot be written so. */
export function putText(
  bytes: Uint8Array,
  at: number,
  text: string,
  encoding: TextEncoding,
  endsAtNul: boolean,
): number {
  if (encoding === 'utf16le' || encoding === 'utf16be') return putEncoded(bytes, at, text, encoding, endsAtNul);
  const least = endsAtNul ? 1 : 0;
  const most = encoding === 'latin1' ? 0xff : 0x7f;
  const { length } = text;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > most || code < least) return encoding === 'utf8' ? putNonAscii(bytes, at, text, endsAtNul) : -1;
    bytes[at + i] = code;
  }
  return length;
}

let encoder: TextEncoder | undefined;

function putNonAscii(bytes: Uint8Array, at: number, text: string, endsAtNul: boolean): number {
  return unencodable(text, 'utf8', endsAtNul) >= 0 ? -1 : encodeWhole(bytes, at, text);
}

function encodeWhole(bytes: Uint8Array, at: number, text: string): number {
  encoder ??= new TextEncoder();
  return encoder.encodeInto(text, bytes.subarray(at)).written;
}

function putEncoded(bytes: Uint8Array, at: number, text: string, encoding: TextEncoding, endsAtNul: boolean): number {
  if (unencodable(text, encoding, endsAtNul) >= 0) return -1;
  const encoded = encodeText(text, encoding);
  bytes.set(encoded, at);
  return encoded.length;
}

/** Stores a text in a field of fixed length, which it takes exactly if nothing fills it up; `false` if it does not fit. */
export function putPadded(
  bytes: Uint8Array,
  start: number,
  size: number,
  text: unknown,
  encoding: TextEncoding,
  pad: 'nul' | 'space' | 'none',
): boolean {
  if (typeof text !== 'string') return false;
  const byteLength = textLength(text, encoding);
  if (byteLength < 0 || byteLength > size || (pad === 'none' && byteLength !== size)) return false;
  if (putText(bytes, start, text, encoding, pad === 'nul') < 0) return false;
  bytes.fill(0, start + byteLength, start + size);
  if (pad === 'space') {
    const filler = encodeText(' ', encoding);
    const unit = filler.length;
    for (let at = byteLength; at + unit <= size; at += unit) bytes.set(filler, start + at);
  }
  return true;
}

/** Bytes that a text takes; -1 for one with half a surrogate pair in UTF-8. */
export function textLength(text: string, encoding: TextEncoding): number {
  const { length } = text;
  if (encoding !== 'utf8') return length * unitOf(encoding);
  let byteLength = length;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    if (code < 0x800) byteLength++;
    else if (code < 0xd800 || code > 0xdfff) byteLength += 2;
    else {
      const next = text.charCodeAt(++i);
      if (code > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return -1;
      byteLength += 2; // four for the two
    }
  }
  return byteLength;
}
