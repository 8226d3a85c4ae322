import type { TextEncoding } from '../layout/layout.ts';

/** How many characters are turned into a string at once: a call takes only so many arguments. */
const CHUNK = 4096;
const REPLACEMENT = '\ufffd';

/** The text of the bytes from `start` to `end`; `null` when they are none, unless what is wrong is replaced by U+FFFD. */
export function decodeText(
  bytes: Uint8Array,
  start: number,
  end: number,
  encoding: TextEncoding,
  replaces: boolean,
): string | null {
  switch (encoding) {
    case 'utf8':
      return decodeUtf8(bytes.subarray(start, end), replaces);
    case 'latin1':
      return singleBytes(bytes, start, end);
    case 'ascii': {
      const text = singleBytes(bytes, start, end);
      if (!NOT_ASCII.test(text)) return text;
      return replaces ? text.replace(ALL_NOT_ASCII, REPLACEMENT) : null;
    }
    case 'utf16le':
    case 'utf16be':
      return decodeUtf16(bytes, start, end, encoding === 'utf16le', replaces);
  }
}

/** The bytes of a text that {@link unencodable} has no objection to. */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array<ArrayBuffer> {
  if (encoding === 'utf8') return new TextEncoder().encode(text);
  const isWide = encoding === 'utf16le' || encoding === 'utf16be';
  const bytes = new Uint8Array(isWide ? 2 * text.length : text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isWide) bytes[i] = code;
    else {
      bytes[2 * i + (encoding === 'utf16le' ? 0 : 1)] = code & 0xff;
      bytes[2 * i + (encoding === 'utf16le' ? 1 : 0)] = code >>> 8;
    }
  }
  return bytes;
}

/** Index of the first character that an encoding cannot hold (half a surrogate pair, a NUL where it ends the text), or -1. */
export function unencodable(text: string, encoding: TextEncoding, endsAtNul: boolean): number {
  const highest = encoding === 'ascii' ? 0x7f : encoding === 'latin1' ? 0xff : 0x10ffff;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) ?? 0;
    if (code > highest || (code >= 0xd800 && code <= 0xdfff) || (code === 0 && endsAtNul)) return i;
    if (code > 0xffff) i++;
  }
  return -1;
}

/** Bytes of the smallest piece of a text. */
export function unitOf(encoding: TextEncoding): number {
  return encoding === 'utf16le' || encoding === 'utf16be' ? 2 : 1;
}

/** Index of the first unit of zeros from `start`, or -1. */
export function findNul(bytes: Uint8Array, start: number, end: number, unit: number): number {
  for (let at = start; at + unit <= end; at += unit) {
    if (bytes[at] === 0 && (unit === 1 || bytes[at + 1] === 0)) return at;
  }
  return -1;
}

/** Where a text ends that a filler of one unit makes longer. */
export function trimmedEnd(bytes: Uint8Array, start: number, end: number, filler: Uint8Array): number {
  const unit = filler.length;
  let at = end - ((end - start) % unit);
  while (at > start && filler.every((byte, i) => bytes[at - unit + i] === byte)) at -= unit;
  return at;
}

const NOT_ASCII = /[\u0080-\u00ff]/;
const ALL_NOT_ASCII = /[\u0080-\u00ff]/g;
/** Half a surrogate pair, alone. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function decodeUtf8(bytes: Uint8Array, replaces: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: !replaces, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function singleBytes(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + CHUNK, end)));
  }
  return text;
}

function decodeUtf16(
  bytes: Uint8Array,
  start: number,
  end: number,
  littleEndian: boolean,
  replaces: boolean,
): string | null {
  const codes = new Uint16Array((end - start) >>> 1);
  for (let i = 0; i < codes.length; i++) {
    const first = bytes[start + 2 * i]!; // in range
    const second = bytes[start + 2 * i + 1]!; // in range
    codes[i] = littleEndian ? first | (second << 8) : (first << 8) | second;
  }
  let text = '';
  for (let at = 0; at < codes.length; at += CHUNK) text += String.fromCharCode(...codes.subarray(at, at + CHUNK));
  const mended = text.replace(LONE_SURROGATE, REPLACEMENT) + ((end - start) % 2 === 0 ? '' : REPLACEMENT);
  return replaces || mended === text ? mended : null;
}
