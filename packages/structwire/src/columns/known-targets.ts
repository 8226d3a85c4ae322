import type { Column } from './column.ts';
import type { ColumnArray } from './column-array.ts';
import type { Selection } from './selection.ts';

/**
 * Arrays that have been checked, to be recognised when they come again: checking takes longer than decoding some hundred
 * records.
 */
export class KnownTargets {
  readonly selection: Selection;
  readonly arrays: readonly ColumnArray[];
  readonly #names: readonly string[];
  readonly #buffers: ReadonlySet<ArrayBufferLike>;

  constructor(selection: Selection, arrays: readonly ColumnArray[]) {
    this.selection = selection;
    this.arrays = arrays;
    this.#names = selection.columns.map(({ name }) => name);
    this.#buffers = new Set(arrays.map(({ buffer }) => buffer));
  }

  /** Whether these arrays are meant, have room for `count` rows and are apart from `source`. */
  fit(into: object, fields: readonly string[] | undefined, source: Uint8Array, count: number): boolean {
    const names = this.#names;
    const given = into as Readonly<Record<string, unknown>>; // any name may be asked of any object
    if ((fields ?? Object.keys(into)).length !== names.length) return false;
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!; // below the length, and so are the others
      const array = this.arrays[i]!;
      if (given[name] !== array || (fields !== undefined && fields[i] !== name)) return false;
      if (array.length < count * this.selection.columns[i]!.width || array.length === 0) return false; // or detached
    }
    return !this.#buffers.has(source.buffer);
  }
}

/** Whether the arrays have exactly `count` rows. */
export function isExact(columns: readonly Column[], arrays: readonly ColumnArray[], count: number): boolean {
  return arrays.every((array, i) => array.length === count * (columns[i]?.width ?? 1));
}
