import type { Column } from './column.ts';
import type { ColumnArray } from './column-array.ts';
import type { ColumnCodegen } from './compile-group.ts';
import { DecodePass, DecodeTargets } from './decode-pass.ts';
import { decodeRows, type RecordNames } from './decode-rows.ts';
import type { Region } from './region.ts';

/** Some columns of a layout, ready to be decoded again and again. */
export class Selection {
  readonly columns: readonly Column[];
  readonly #codegen: ColumnCodegen;
  readonly #wide: DecodePass;
  #narrow: DecodePass | undefined;
  /** The last arrays decoded into and how their pass sees them. */
  #last: { readonly pass: DecodePass; readonly targets: DecodeTargets } | undefined;

  constructor(columns: readonly Column[], codegen: ColumnCodegen) {
    this.columns = columns;
    this.#codegen = codegen;
    this.#wide = new DecodePass(columns, true, codegen);
  }

  /** Decodes the records of a region into rows of arrays, one for each column, from `row` on. */
  decode(bytes: Uint8Array, region: Region, arrays: readonly ColumnArray[], row: number, names?: RecordNames): void {
    const isSame = this.#last?.targets.arrays.every((array, i) => array === arrays[i]) ?? false;
    if (!isSame || this.#last === undefined) {
      const isAligned = arrays.every(({ byteOffset }) => byteOffset % 4 === 0);
      this.#last = { pass: isAligned ? this.#wide : this.#narrowPass(), targets: new DecodeTargets(arrays) };
    }
    decodeRows(this.#last.pass, bytes, region, { targets: this.#last.targets, row }, names);
  }

  #narrowPass(): DecodePass {
    this.#narrow ??= new DecodePass(this.columns, false, this.#codegen);
    return this.#narrow;
  }
}
