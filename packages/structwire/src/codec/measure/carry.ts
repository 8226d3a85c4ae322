const SMALLEST = 256;

/** The beginning of a record that is not complete. Grows with what has come, never with what was announced. */
export class Carry {
  #memory = new Uint8Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What is kept; valid until the next call. */
  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#length);
  }

  /** Keeps a copy of the bytes from `start` to `end` behind what there is. */
  append(bytes: Uint8Array, start: number, end: number): void {
    const length = this.#length + end - start;
    if (length > this.#memory.length) {
      const grown = new Uint8Array(Math.max(2 * this.#memory.length, length, SMALLEST));
      grown.set(this.bytes);
      this.#memory = grown;
    }
    this.#memory.set(bytes.subarray(start, end), this.#length);
    this.#length = length;
  }

  clear(): void {
    this.#length = 0;
  }
}
