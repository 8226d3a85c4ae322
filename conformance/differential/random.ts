/** A reproducible source of random choices (sfc32), the same for the same seed on every machine. */
export class Random {
  #a: number;
  #b = 0x9e3779b9;
  #c = 0x243f6a88;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    for (let i = 0; i < 16; i++) this.bits32();
  }

  /** 32 random bits, as a signed integer. */
  bits32(): number {
    const result = (this.#a + this.#b + this.#counter++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result;
  }

  /** An integer from 0 to `limit - 1`. */
  below(limit: number): number {
    return (this.bits32() >>> 0) % limit;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(choices: ArrayLike<T>): T {
    return choices[this.below(choices.length)]!; // below() stays inside
  }

  /** A non-negative integer of this many random bits. */
  bigint(bits: number): bigint {
    let value = 0n;
    for (let i = 0; i < bits; i += 32) value = (value << 32n) | BigInt(this.bits32() >>> 0);
    return BigInt.asUintN(bits, value);
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    const words = Int32Array.from({ length: Math.ceil(length / 4) }, () => this.bits32());
    return new Uint8Array(words.buffer, 0, length).slice();
  }
}
