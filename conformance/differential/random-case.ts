import { calcsize } from 'structwire';
import { toHex } from '../../packages/structwire/test/hex.ts';
import type { Random } from '../../packages/structwire/test/random.ts';
import type { Question } from '../python/struct-peer.ts';
import { type HeldBuffer, holdBuffer } from './random-buffer.ts';
import { brokenFormat, type RandomFormat, randomFormat, randomSizeFormat } from './random-format.ts';
import { badValue, goodValue, type ValuePair } from './random-value.ts';

export type Operation = 'calcsize' | 'pack' | 'pack_into' | 'unpack' | 'unpack_from' | 'iter_unpack';

/** One call of one function, for both sides. */
export interface Case {
  readonly operation: Operation;
  readonly format: RandomFormat;
  readonly values: readonly ValuePair[];
  /** A buffer, made anew for each run because `packInto` writes to it, or what came instead of one. */
  readonly buffer: ValuePair & { readonly hold: (() => HeldBuffer) | null };
  readonly offset: ValuePair;
}

const CALLS_PER_FORMAT = 20;
const LARGEST_BUFFER = 10_000;
const OPERATIONS: readonly Operation[] = [
  ...Array<Operation>(6).fill('pack'),
  ...Array<Operation>(4).fill('unpack'),
  ...Array<Operation>(4).fill('pack_into'),
  ...Array<Operation>(4).fill('unpack_from'),
  'iter_unpack',
  'calcsize',
];

/** The same question for Python. */
export function questionOf({ operation, format, values, buffer, offset }: Case): Question {
  const args = {
    calcsize: [],
    pack: values.map((value) => value.python),
    pack_into: [buffer.python, offset.python, ...values.map((value) => value.python)],
    unpack: [buffer.python],
    unpack_from: [buffer.python, offset.python],
    iter_unpack: [buffer.python],
  }[operation];
  return [operation, format.text, ...args];
}

/** A reproducible series of cases. Several calls share a format, so that compiling it does not take most of the time. */
export class CaseSeries {
  readonly #random: Random;
  #format: RandomFormat = { text: '', slots: [] };
  #left = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  next(): Case {
    const random = this.#random;
    const operation = random.one(OPERATIONS);
    if (operation === 'calcsize' && random.chance(0.3)) return caseOf(random, operation, randomSizeFormat(random));
    if (random.chance(0.08)) return caseOf(random, operation, brokenFormat(random));
    if (this.#left-- === 0) {
      this.#format = randomFormat(random);
      this.#left = CALLS_PER_FORMAT;
    }
    return caseOf(random, operation, this.#format);
  }
}

function caseOf(random: Random, operation: Operation, format: RandomFormat): Case {
  const size = sizeOf(format) ?? random.below(8);
  const length = bufferLength(random, operation, size);
  return {
    operation,
    format,
    values: valuesFor(random, operation, format),
    buffer: bufferFor(random, operation, length),
    offset: offsetFor(random, size, length),
  };
}

function sizeOf({ text }: RandomFormat): number | null {
  try {
    const size = Number(calcsize(text));
    return size <= LARGEST_BUFFER ? size : null;
  } catch {
    return null; // broken
  }
}

function valuesFor(random: Random, operation: Operation, { slots }: RandomFormat): ValuePair[] {
  if (!operation.startsWith('pack')) return [];
  const values = slots.map((slot) => goodValue(random, slot));
  if (random.chance(0.2) && slots.length > 0) {
    for (let bad = random.below(2); bad >= 0; bad--) {
      const at = random.below(slots.length);
      values[at] = badValue(random, slots[at]!); // at is inside
    }
  }
  if (random.chance(0.04)) values.pop();
  if (random.chance(0.04)) values.push({ ours: 1, python: 'i1' });
  return values;
}

function bufferLength(random: Random, operation: Operation, size: number): number {
  if (operation === 'unpack') return random.chance(0.9) ? size : Math.max(0, size + random.one([-1, 1, 8]));
  if (operation === 'iter_unpack') return random.below(4) * size + (random.chance(0.15) ? random.below(4) : 0);
  return random.chance(0.7) ? size + random.below(12) : random.below(size + 12);
}

const NO_BUFFERS: readonly ValuePair[] = [
  { ours: 'abcd', python: 'sabcd' },
  { ours: 7, python: 'i7' },
  { ours: null, python: 'N' },
];

function bufferFor(random: Random, operation: Operation, length: number): Case['buffer'] {
  if (random.chance(0.02)) return { ...random.one(NO_BUFFERS), hold: null };
  const content = randomContent(random, length);
  const hold = (): HeldBuffer => holdBuffer(random, content);
  return { ours: null, python: `${operation === 'pack_into' ? 'B' : 'b'}${toHex(content)}`, hold };
}

/** Random bytes, and now and then patterns that are infinities, NaN, zeros, extremes. */
function randomContent(random: Random, length: number): Uint8Array {
  const content = random.bytes(length);
  if (random.chance(0.15)) content.fill(random.one([0, 0xff, 0x7f, 0x80]));
  if (random.chance(0.15) && length > 1) {
    const at = random.below(length - 1);
    content.set(
      random.one([
        [0x7c, 0],
        [0x7f, 0x80],
        [0xff, 0xf0],
        [0x80, 0],
        [0, 0x7c],
      ]),
      at,
    );
  }
  return content;
}

function offsetFor(random: Random, size: number, length: number): ValuePair {
  const kind = random.below(100);
  if (kind < 40) return offsetPair(random.below(Math.max(length - size, 0) + 2));
  if (kind < 65) return offsetPair(-size - random.below(Math.max(length - size, 0) + 2));
  if (kind < 95) return offsetPair(random.below(2 * length + 8) - length - 4);
  if (kind < 97)
    return offsetPair(random.one([2 ** 53 - 1, 1 - 2 ** 53, 2 ** 62, -(2 ** 62), -(2 ** 63), 2 ** 63, 1e300, -1e300]));
  return random.one([
    { ours: 1.5, python: 'f3ff8000000000000' },
    { ours: Number.NaN, python: 'f7ff8000000000000' },
    { ours: '1', python: 's1' },
    { ours: null, python: 'N' },
  ]);
}

function offsetPair(offset: number): ValuePair {
  return { ours: offset, python: `i${BigInt(offset)}` };
}
