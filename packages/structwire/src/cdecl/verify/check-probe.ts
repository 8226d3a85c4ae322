import type { Abi } from '../../layout/abi.ts';
import { mark, NUMBER_BYTES, type Probe, type ProbeQuestion, RECORD_DISTANCE } from './probe.ts';

/** An answer of a compiler that is not the expected one. */
export interface ProbeDifference {
  readonly question: ProbeQuestion;
  /** What the compiler says: a number, or the bytes with the bits of the bit-field; `null` when it is not in the file. */
  readonly actual: number | Uint8Array | null;
}

/**
 * Compares the answers in an object file with what was expected.
 *
 * The file is searched for the marks of the probe, so its format does not matter; it must not be compressed or hold
 * anything but machine code (no `-flto`).
 */
export function checkProbe(probe: Probe, object: Uint8Array, abi: Abi): ProbeDifference[] {
  const numbers = probe.questions.filter((question) => question.ask !== 'bits');
  const bits = probe.questions.filter((question) => question.ask === 'bits');
  const places = findMarks(object);
  const table = places.get(0);
  const differences: ProbeDifference[] = [];
  for (const [i, question] of numbers.entries()) {
    const actual = table === undefined ? null : readNumber(object, table + mark(0).length + i * NUMBER_BYTES);
    if (actual !== question.expected) differences.push({ question, actual });
  }
  for (const [i, question] of bits.entries()) {
    const place = places.get(i + 1);
    const start = (place ?? 0) + RECORD_DISTANCE;
    const actual = place === undefined ? null : object.slice(start, start + question.expected.length);
    if (actual !== null && abi.endian === 'be') for (const [j, byte] of actual.entries()) actual[j] = mirrored(byte);
    if (actual === null || actual.some((byte, j) => byte !== question.expected[j]))
      differences.push({ question, actual });
  }
  return differences;
}

/** Where the marks of a probe are in an object file, by their numbers. */
export function findMarks(object: Uint8Array): Map<number, number> {
  const places = new Map<number, number>();
  const [first, ...rest] = mark(0).slice(0, -4);
  for (let at = object.indexOf(first ?? 0); at >= 0; at = object.indexOf(first ?? 0, at + 1)) {
    if (!rest.every((byte, i) => object[at + 1 + i] === byte)) continue;
    const index = at + rest.length + 1;
    places.set((object[index] ?? 0) | ((object[index + 1] ?? 0) << 8) | ((object[index + 2] ?? 0) << 16), at);
  }
  return places;
}

function readNumber(object: Uint8Array, at: number): number {
  let value = 0;
  for (let i = NUMBER_BYTES - 1; i >= 0; i--) value = value * 256 + (object[at + i] ?? 0);
  return value;
}

/** A byte with its bits in the other order: position 0 is then the most significant one. */
function mirrored(byte: number): number {
  let result = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) result |= 128 >> bit;
  return result;
}
