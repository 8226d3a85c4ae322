import type { FieldRun, WireField } from './wire-fields.ts';

/** A field as one side knows it. */
export interface NamedField {
  /** As in errors: `header.id`, `[3]`, `temps[2]`. */
  readonly path: string;
  readonly type: string;
  /** From the start of the record, or from the end of the field of variable size before it. */
  readonly offset: number;
}

/** The first field that two sides do not agree about; `null` where a side has none left. */
export interface Difference {
  readonly here: NamedField | null;
  readonly there: NamedField | null;
}

/**
 * Compares fields by what can be seen of them in the bytes, element by element: four values of a format and an array of
 * four are the same. `null` when every field is the same on both sides.
 */
export function firstDifference(here: Iterable<WireField>, there: Iterable<WireField>): Difference | null {
  const [mine, theirs] = [new Elements(here), new Elements(there)];
  for (;;) {
    const [a, b] = [mine.run, theirs.run];
    if (a === undefined && b === undefined) return null;
    if (a === undefined || b === undefined || !isSameElement(a, b)) return { here: mine.field, there: theirs.field };
    const count = Math.min(a[1], b[1]);
    mine.take(count);
    theirs.take(count);
  }
}

function isSameElement([offset, , form, size]: FieldRun, [otherOffset, , otherForm, otherSize]: FieldRun): boolean {
  return offset === otherOffset && form === otherForm && size === otherSize;
}

/** The elements of fields, as many at a time as are equal. */
class Elements {
  readonly #fields: Iterator<WireField>;
  #current: WireField | undefined;
  #index = 0;
  #taken = 0;

  constructor(fields: Iterable<WireField>) {
    this.#fields = fields[Symbol.iterator]();
    this.#settle();
  }

  /** What is left of the current run. */
  get run(): FieldRun | undefined {
    const run = this.#current?.runs[this.#index];
    if (run === undefined) return undefined;
    const [offset, repeat, form, size] = run;
    return [offset + this.#taken * size, repeat - this.#taken, form, size];
  }

  get field(): NamedField | null {
    const { run } = this;
    if (this.#current === undefined || run === undefined) return null;
    const { path, first, type } = this.#current;
    return { path: first === null ? path : `${path}[${first + this.#taken}]`, type, offset: run[0] };
  }

  take(count: number): void {
    this.#taken += count;
    this.#settle();
  }

  /** Goes on to the next run with something in it. */
  #settle(): void {
    for (;;) {
      const run = this.#current?.runs[this.#index];
      if (run !== undefined && this.#taken < run[1]) return;
      this.#taken = 0;
      if (run !== undefined) {
        this.#index++;
        continue;
      }
      const next = this.#fields.next();
      this.#current = next.done === true ? undefined : next.value;
      this.#index = 0;
      if (next.done === true) return;
    }
  }
}
