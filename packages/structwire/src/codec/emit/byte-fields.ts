import { LONGEST_LOOP } from '../copy-bytes.ts';

const utf8 = new TextEncoder();

/** Memory of {@link shortText}, by its length. */
const texts: Uint8Array[] = [];

/**
 * The bytes of an ASCII text of at most `most` bytes, in memory that the next call writes to; `undefined` for everything
 * else.
 *
 * A function of its own, because most fields are given bytes, and the code around is the faster the shorter it is.
 */
export function shortText(text: unknown, most: number): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length > most) return undefined;
  const bytes = texts[text.length] ?? new Uint8Array(text.length);
  texts[text.length] = bytes;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return undefined;
    bytes[i] = code;
  }
  return bytes;
}

/** Stores a bytes field, with zeros behind what is shorter and without what is too long; `false` if it is not allowed. */
export function putBytes(bytes: Uint8Array, at: number, size: number, value: unknown, isExact: boolean): boolean {
  const stored =
    typeof value === 'string' ? putText(bytes, at, size, value) : putGiven(bytes, at, size, value, isExact);
  if (stored < 0 || (isExact && stored !== size)) return false;
  if (stored < size) bytes.fill(0, at + stored, at + size);
  return true;
}

/** Stores Python's `p`; `false` if the value is not allowed. */
export function putPascal(bytes: Uint8Array, at: number, size: number, value: unknown): boolean {
  const room = Math.max(size - 1, 0);
  if (!putBytes(bytes, at + Math.min(size, 1), room, value, false)) return false;
  if (size === 0) return true;
  const length = value instanceof Uint8Array ? value.length : utf8Length(value as string); // what `putBytes` takes
  bytes[at] = Math.min(length, room, 255);
  return true;
}

function putGiven(bytes: Uint8Array, at: number, size: number, value: unknown, isExact: boolean): number {
  if (!(value instanceof Uint8Array) || (isExact && value.length !== size)) return -1;
  const stored = Math.min(value.length, size);
  if (stored > LONGEST_LOOP) bytes.set(value.length > size ? value.subarray(0, size) : value, at);
  else for (let i = 0; i < stored; i++) bytes[at + i] = value[i] ?? 0;
  return stored;
}

/** Stores text as UTF-8 and gives its byte length, or -1 if it does not fit. */
function putText(bytes: Uint8Array, at: number, size: number, text: string): number {
  if (text.length > size) return -1;
  let i = 0;
  if (text.length <= LONGEST_LOOP) {
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) break;
      bytes[at + i] = code;
    }
  }
  if (i === text.length) return i;
  const { read, written } = utf8.encodeInto(i === 0 ? text : text.slice(i), bytes.subarray(at + i, at + size));
  return i + read === text.length ? i + written : -1;
}

function utf8Length(text: string): number {
  return utf8.encode(text).length;
}
