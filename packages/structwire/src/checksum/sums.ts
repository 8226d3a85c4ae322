import type { Checksum } from './crc.ts';

/** The longest run of bytes whose two 32-bit sums cannot overflow before the next division. */
const RUN = 3800;

/** Bytes, added up. */
export const sum: Checksum = (bytes, start, end) => {
  let total = 0;
  for (let i = start; i < end; i++) total = (total + bytes[i]!) >>> 0; // in range
  return total;
};

/** Bytes, each exclusive-or the last. */
export const xor: Checksum = (bytes, start, end) => {
  let value = 0;
  for (let i = start; i < end; i++) value ^= bytes[i]!; // in range
  return value;
};

/** Two sums, the second of the values of the first, modulo 256: RFC 1145. */
export const fletcher8: Checksum = (bytes, start, end) => twoSums(bytes, start, end, 0, 256, 8);

/** Two sums modulo 255. */
export const fletcher16: Checksum = (bytes, start, end) => twoSums(bytes, start, end, 0, 255, 8);

/** RFC 1950: two sums modulo 65521, the first from 1. */
export const adler32: Checksum = (bytes, start, end) => twoSums(bytes, start, end, 1, 65521, 16);

/** RFC 1071: the complement of the ones' complement sum of 16-bit big-endian words; an odd last byte is a high one. */
export const internet: Checksum = (bytes, start, end) => {
  let total = 0;
  for (let i = start; i < end; i += 2) total += bytes[i]! * 256 + (i + 1 < end ? bytes[i + 1]! : 0); // in range
  while (total > 0xffff) total = (total % 0x10000) + Math.floor(total / 0x10000);
  return ~total & 0xffff;
};

function twoSums(bytes: Uint8Array, start: number, end: number, from: number, modulus: number, bits: number): number {
  let first = from;
  let second = 0;
  for (let at = start; at < end; ) {
    const runEnd = Math.min(at + RUN, end);
    while (at < runEnd) {
      first += bytes[at++]!; // in range
      second += first;
    }
    first %= modulus;
    second %= modulus;
  }
  return ((second << bits) | first) >>> 0;
}
