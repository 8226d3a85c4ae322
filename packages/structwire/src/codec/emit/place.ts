/** An address in generated code: a variable (or none: the start of the memory) and a distance that is known. */
export class Place {
  readonly base: string;
  readonly offset: number;

  constructor(base: string, offset = 0) {
    this.base = base;
    this.offset = offset;
  }

  /** The address so many bytes further on. */
  plus(bytes: number): Place {
    return new Place(this.base, this.offset + bytes);
  }

  /** As an expression, `bytes` further on: `12`, `at`, `at + 12`. */
  text(bytes = 0): string {
    const offset = this.offset + bytes;
    if (this.base === '') return String(offset);
    return offset === 0 ? this.base : `${this.base} + ${offset}`;
  }
}
