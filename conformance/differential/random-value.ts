import { toHex } from '../../packages/structwire/test/hex.ts';
import type { Random } from '../../packages/structwire/test/random.ts';
import { randomFloat } from './random-float.ts';
import type { Slot } from './random-format.ts';

/** The same value for structwire and, as text, for Python. */
export interface ValuePair {
  readonly ours: unknown;
  readonly python: string;
}

const STANDARD_BITS: Readonly<Record<string, number>> = {
  b: 8,
  B: 8,
  h: 16,
  H: 16,
  i: 32,
  I: 32,
  l: 32,
  L: 32,
  q: 64,
  Q: 64,
  n: 64,
  N: 64,
  P: 64,
};

/** How many bits an integer code has; 0 for other codes. Native sizes are those of x86-64 Linux. */
export function integerBits({ code, isNative }: Slot): number {
  return isNative && (code === 'l' || code === 'L') ? 64 : (STANDARD_BITS[code] ?? 0);
}

/** A value that fits the slot. */
export function goodValue(random: Random, slot: Slot): ValuePair {
  if (integerBits(slot) > 0) return goodInteger(random, slot);
  switch (slot.code) {
    case '?':
      return random.one(TRUTHS)();
    case 'c':
      return bytesPair(random, 1);
    case 's':
    case 'p':
      return random.chance(0.15)
        ? textPair(random, slot)
        : bytesPair(random, random.below(slot.length + 4), random.one(['b', 'B']));
    default:
      return random.chance(0.1) ? integralFloat(random) : floatPair(randomFloat(random, slot.code));
  }
}

/** A value that nearly always does not fit the slot. */
export function badValue(random: Random, slot: Slot): ValuePair {
  if (random.chance(0.4)) return random.one(NO_NUMBERS)();
  const bits = integerBits(slot);
  if (bits > 0) return badInteger(random, slot, bits);
  if (slot.code === 'c') return bytesPair(random, random.one([0, 2, 3]));
  if (slot.code === '?' || slot.code === 's' || slot.code === 'p') return integerPair(BigInt(random.below(300)), true);
  return random.one(BAD_FLOATS)();
}

function goodInteger(random: Random, slot: Slot): ValuePair {
  if (random.chance(0.05)) return random.chance(0.5) ? { ours: true, python: 'T' } : { ours: false, python: 'F' };
  const bits = integerBits(slot);
  const { min, max } = limits(slot, bits);
  const span = max - min + 1n;
  const value = random.chance(0.4)
    ? random.one([min, max, min + 1n, max - 1n, 0n, 1n])
    : min + (random.bits(random.chance(0.5) ? bits : 1 + random.below(bits)) % span);
  return integerPair(value, random.chance(0.7));
}

function badInteger(random: Random, slot: Slot, bits: number): ValuePair {
  const { min, max } = limits(slot, bits);
  const beyond = [min - 1n, max + 1n, 2n ** 31n, 2n ** 63n, 2n ** 64n, -(2n ** 63n) - 1n, -(2n ** 70n), BigInt(1e300)];
  if (random.chance(0.7)) return integerPair(random.one(beyond.filter((n) => n < min || n > max)), random.chance(0.5));
  return floatPair(random.one([0.5, -1.5, Number.NaN, Infinity, 1e-300, 2 ** 31 + 0.5]));
}

function limits({ code }: Slot, bits: number): { min: bigint; max: bigint } {
  const half = 2n ** BigInt(bits - 1);
  if (code === 'P') return { min: -half, max: 2n * half - 1n };
  return 'bhilqn'.includes(code) ? { min: -half, max: half - 1n } : { min: 0n, max: 2n * half - 1n };
}

/** An integer: a number where one holds it exactly and that is wanted, otherwise a bigint. */
function integerPair(value: bigint, preferNumber: boolean): ValuePair {
  const isExact = value <= 2n ** 53n - 1n && value >= -(2n ** 53n) + 1n;
  const isBeyondEverything = (value > 2n ** 64n - 1n || value < -(2n ** 63n)) && BigInt(Number(value)) === value;
  const ours = preferNumber && (isExact || isBeyondEverything) ? Number(value) : value;
  return { ours, python: `i${value}` };
}

/** A number for a float field: for Python a float, also where it is integral. */
function floatPair(value: number): ValuePair {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  return { ours: value, python: `f${toHex(new Uint8Array(bytes.buffer))}` };
}

function integralFloat(random: Random): ValuePair {
  if (random.chance(0.2))
    return random.one([
      { ours: true, python: 'T' },
      { ours: false, python: 'F' },
    ]);
  if (random.chance(0.4)) return floatPair(random.bits32() >> random.below(32));
  const value = random.bits(1 + random.below(15)) * (random.chance(0.5) ? 1n : -1n);
  return { ours: value, python: `i${value}` };
}

/** Bytes; `B` is Python's bytearray, which `s` and `p` take and `c` does not. */
function bytesPair(random: Random, length: number, pythonType: 'b' | 'B' = 'b'): ValuePair {
  const bytes = random.chance(0.5) ? random.bytes(length) : Buffer.from(random.bytes(length));
  return { ours: bytes, python: `${pythonType}${toHex(bytes)}` };
}

/** Text that fits as UTF-8, which structwire takes and Python has as bytes. */
function textPair(random: Random, { code, length }: Slot): ValuePair {
  const room = code === 'p' ? Math.max(length - 1, 0) : length;
  let text = '';
  for (;;) {
    const longer = text + random.one(['a', 'Z', '\0', 'é', '€', '😀']);
    if (Buffer.byteLength(longer) > room || random.chance(0.15)) break;
    text = longer;
  }
  return { ours: text, python: `b${toHex(Buffer.from(text))}` };
}

const NO_NUMBERS: readonly (() => ValuePair)[] = [
  () => ({ ours: null, python: 'N' }),
  () => ({ ours: undefined, python: 'N' }),
  () => ({ ours: [], python: 'l' }),
  () => ({ ours: [1, 2], python: 'l..' }),
  () => ({ ours: {}, python: 'o' }),
  () => ({ ours: Uint16Array.of(1), python: 'a0100' }),
];

const BAD_FLOATS: readonly (() => ValuePair)[] = [
  () => ({ ours: 'x', python: 'sx' }),
  () => ({ ours: '1.5', python: 's1.5' }),
  () => ({ ours: Uint8Array.of(1), python: 'b01' }),
  () => ({ ours: 10n ** 400n, python: `i${10n ** 400n}` }),
  () => ({ ours: 2n ** 128n, python: `i${2n ** 128n}` }),
  () => ({ ours: -(2n ** 1024n - 2n ** 970n), python: `i${-(2n ** 1024n - 2n ** 970n)}` }),
  () => ({ ours: 65520n, python: 'i65520' }),
  () => floatPair(65520),
  () => floatPair(-1e39),
  () => floatPair(Number.MAX_VALUE),
];

const TRUTHS: readonly (() => ValuePair)[] = [
  ...NO_NUMBERS,
  ...BAD_FLOATS,
  () => ({ ours: true, python: 'T' }),
  () => ({ ours: false, python: 'F' }),
  () => ({ ours: '', python: 's' }),
  () => ({ ours: '0', python: 's0' }),
  () => ({ ours: 0n, python: 'i0' }),
  () => ({ ours: new Uint8Array(0), python: 'b' }),
  () => ({ ours: new Uint16Array(0), python: 'a' }),
  () => floatPair(-0),
  () => floatPair(Number.NaN),
  () => floatPair(5e-324),
];

/** Bytes as lower-case hex. */
