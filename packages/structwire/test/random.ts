/** Random choices from a seed: the same seed makes the same choices (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `min` to `max`. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** 32 bits, as a signed integer. */
  bits32(): number {
    return this.whole(-(2 ** 31), 2 ** 31 - 1);
  }

  /** Numbers at the ends of a range more often than others. */
  edgy(min: number, max: number): number {
    return this.chance(0.3) ? this.one([min, max, Math.min(max, Math.max(min, 0))]) : this.whole(min, max);
  }

  /** `bits` random bits. */
  bits(bits: number): bigint {
    let value = 0n;
    for (let i = 0; i < bits; i += 16) value = (value << 16n) | BigInt(this.whole(0, 0xffff));
    return BigInt.asUintN(bits, value);
  }

  /** Whether something with this probability happens. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list, or a character of a text. */
  one<T>(values: ArrayLike<T>): T {
    if (values.length === 0) throw new Error('nothing to choose from');
    return values[this.below(values.length)]!; // in range
  }

  list<T>(length: number, make: (index: number) => T): T[] {
    return Array.from({ length }, (_, i) => make(i));
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.whole(0, 255));
  }
}

/** The seed of this run: `STRUCTWIRE_SEED`, or a new one each time. Tests print it. */
export function runSeed(): number {
  const given = process.env['STRUCTWIRE_SEED'];
  return given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
}
