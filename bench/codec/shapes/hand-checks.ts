// The checks of code by hand, in the words of structwire's compiled code.

const FLOAT32_OVERFLOW = 3.4028235677973366e38;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const LONGEST_BY_CHARACTER = 24;

export function refuse(what: string): never {
  throw new RangeError(what);
}

export function isUint8(x: number): boolean {
  return typeof x === 'number' && (x & 0xff) === x;
}

export function isUint16(x: number): boolean {
  return typeof x === 'number' && (x & 0xffff) === x;
}

export function isUint32(x: number): boolean {
  return typeof x === 'number' && x >>> 0 === x;
}

export function isInt16(x: number): boolean {
  return typeof x === 'number' && (x << 16) >> 16 === x;
}

export function isFloat32(x: number): boolean {
  if (typeof x !== 'number') return false;
  return !((x >= FLOAT32_OVERFLOW || x <= -FLOAT32_OVERFLOW) && Number.isFinite(x));
}

/** Short texts of ASCII character by character, others by a decoder that refuses what is no UTF-8. */
export function readText(bytes: Uint8Array, at: number, length: number): string {
  if (length <= LONGEST_BY_CHARACTER) {
    let text = '';
    let i = at;
    for (; i < at + length; i++) {
      const code = bytes[i]!; // in range
      if (code > 0x7f) break;
      text += String.fromCharCode(code);
    }
    if (i === at + length) return text;
  }
  return decoder.decode(bytes.subarray(at, at + length));
}

/** A text that is checked: itself if it is ASCII, else its bytes. */
export function checkedText(text: string, longest: number): string | Uint8Array {
  if (typeof text !== 'string') refuse('text');
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) <= 0x7f) continue;
    if (/\p{Surrogate}/u.test(text)) refuse('half a surrogate pair');
    const bytes = encoder.encode(text);
    return bytes.length > longest ? refuse('too long') : bytes;
  }
  return text.length > longest ? refuse('too long') : text;
}

export function putText(bytes: Uint8Array, at: number, text: string | Uint8Array): void {
  if (typeof text !== 'string') bytes.set(text, at);
  else for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}
