// What the code of LEB128 integers calls.

/** Where the integer ends that was read last. */
export const varints: { end: number } = { end: 0 };

/** The longest form of 32 and of 64 bits, in bytes. */
const LONGEST = 5;
const LONGEST_WIDE = 10;

/** An integer of up to 32 bits; -1 for what is none, or is not in its shortest form, or goes on beyond `end`. */
export function readVarint(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  let weight = 1;
  for (let i = at; i < end && i < at + LONGEST; i++, weight *= 128) {
    const byte = bytes[i]!; // in range
    value += (byte & 0x7f) * weight;
    if (byte > 0x7f) continue;
    varints.end = i + 1;
    return value > 0xffffffff || (byte === 0 && i > at) ? -1 : value;
  }
  return -1;
}

/** An integer of up to 64 bits; -1 as above. */
export function readWideVarint(bytes: Uint8Array, at: number, end: number): bigint {
  const last = lastByte(bytes, at, end);
  if (last < 0 || (bytes[last] === 0 && last > at)) return -1n;
  varints.end = last + 1;
  const low = readSeven(bytes, at, Math.min(last, at + 6)); // 49 bits
  if (last <= at + 6) return BigInt(low);
  const high = readSeven(bytes, at + 7, last);
  return high > 0x7fff ? -1n : (BigInt(high) << 49n) | BigInt(low);
}

function lastByte(bytes: Uint8Array, at: number, end: number): number {
  for (let i = at; i < end && i < at + LONGEST_WIDE; i++) if (bytes[i]! < 0x80) return i; // in range
  return -1;
}

function readSeven(bytes: Uint8Array, first: number, last: number): number {
  let value = 0;
  for (let i = last; i >= first; i--) value = value * 128 + (bytes[i]! & 0x7f); // in range
  return value;
}

/** Stores an integer from 0 to 2**53 - 1 and gives where it ends. */
export function putVarint(bytes: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  for (; rest > 0x7fffffff; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 0x80;
  for (; rest > 0x7f; rest >>>= 7) bytes[at++] = rest | 0x80;
  bytes[at++] = rest;
  return at;
}

/** Stores an integer of up to 64 bits and gives where it ends. */
export function putWideVarint(bytes: Uint8Array, start: number, value: bigint): number {
  if (value <= Number.MAX_SAFE_INTEGER) return putVarint(bytes, start, Number(value));
  const low = Number(value & 0x1ffffffffffffn);
  for (let i = 0, rest = low; i < 7; i++, rest = Math.floor(rest / 128)) bytes[start + i] = (rest % 128) | 0x80;
  return putVarint(bytes, start + 7, Number(value >> 49n));
}

/** How many bytes an integer from 0 to 2**53 - 1 takes. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) size++;
  return size;
}
