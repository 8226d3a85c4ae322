import type { Column } from './column.ts';
import { type ColumnArray, type Unit, type UnitArray, unitsOf } from './column-array.ts';
import { type ColumnCodegen, compileGroup } from './compile-group.ts';
import { firstOther } from './constant-row.ts';
import { decoderSource, type Group, grouped, operandsOf } from './emit.ts';
import { moveOf } from './kernels/moves.ts';
import { type ConvertStrip, type MoveStrip, type Strips, stripsOf } from './strips.ts';
import { type Block, blockLength, RECORDS_TO_EARN } from './tuning.ts';

type DecodeGroup = (view: DataView, p: number, i: number, end: number, ...columns: UnitArray[]) => void;

/** How moves are done at one distance between records. */
interface Moving {
  readonly compiled: readonly { readonly run: DecodeGroup; readonly group: Group }[];
  readonly loops: readonly MoveStrip[];
}

/** Distances between records that get generated code of their own. */
const MOST_STRIDES = 4;

/** The arrays that one pass decodes into, and how it sees them. */
export class DecodeTargets {
  readonly arrays: readonly ColumnArray[];
  readonly #units: Map<number, UnitArray> = new Map();
  readonly #opened: Map<number, ColumnArray> = new Map();
  readonly #operands: Map<Group, readonly UnitArray[]> = new Map();

  constructor(arrays: readonly ColumnArray[]) {
    this.arrays = arrays;
  }

  units(column: number, unit: Unit): UnitArray {
    const key = 8 * column + unit;
    const known = this.#units.get(key);
    if (known !== undefined) return known;
    const units = unitsOf(this.arrays[column]!, unit); // strips count the columns of their own pass
    this.#units.set(key, units);
    return units;
  }

  opened({ column, element }: ConvertStrip): ColumnArray {
    const known = this.#opened.get(column);
    if (known !== undefined) return known;
    const opened = element.conversion.open(this.arrays[column]!); // as above
    this.#opened.set(column, opened);
    return opened;
  }

  operands(group: Group): readonly UnitArray[] {
    const known = this.#operands.get(group);
    if (known !== undefined) return known;
    const operands = operandsOf(group).map(({ column, unit }) => this.units(column, unit));
    this.#operands.set(group, operands);
    return operands;
  }
}

/** The pass from records to some columns. */
export class DecodePass {
  readonly columns: readonly Column[];
  readonly #strips: Strips;
  readonly #codegen: ColumnCodegen;
  readonly #movings: Map<number, Moving> = new Map();
  readonly #looping: Moving;
  /** Indexes of the columns that must hold the same in each row. */
  readonly #constants: readonly number[];
  #missing: number;

  constructor(columns: readonly Column[], isWidened: boolean, codegen: ColumnCodegen) {
    this.columns = columns;
    this.#strips = stripsOf(columns, isWidened);
    this.#codegen = codegen;
    this.#constants = columns.flatMap(({ constant }, index) => (constant === null ? [] : [index]));
    this.#looping = { compiled: [], loops: this.#strips.moves };
    this.#missing = codegen === 'eager' ? 0 : RECORDS_TO_EARN;
  }

  /**
   * Decodes records into elements from row `block.first` on. Gives the first row that has a value its column cannot hold,
   * or -1.
   */
  run(view: DataView, block: Block, stride: number, targets: DecodeTargets): number {
    const { first, end } = block;
    const moving = this.#moving(stride, end - first);
    const { converts } = this.#strips;
    const step = blockLength(stride, moving.compiled.length + moving.loops.length + converts.length);
    for (let i = first, p = block.at; i < end; i += step, p += step * stride) {
      const part = { at: p, first: i, end: Math.min(i + step, end) };
      for (const { run, group } of moving.compiled) run(view, p, i, part.end, ...targets.operands(group));
      for (const strip of moving.loops) moveStrip(view, part, stride, strip, targets);
      let bad = -1;
      for (const strip of converts) {
        const row = convertStrip(view, part, stride, strip, targets);
        if (row >= 0 && (bad < 0 || row < bad)) bad = row;
      }
      for (const index of this.#constants) {
        const row = firstOther(this.columns[index]!, targets.arrays[index]!, i, part.end); // indexes of our own columns
        if (row >= 0 && (bad < 0 || row < bad)) bad = row;
      }
      if (bad >= 0) return bad;
    }
    return -1;
  }

  #moving(stride: number, records: number): Moving {
    this.#missing -= records;
    if (this.#codegen === 'never' || this.#missing > 0) return this.#looping;
    const known = this.#movings.get(stride);
    if (known !== undefined) return known;
    if (this.#movings.size >= MOST_STRIDES) return this.#looping;
    const moving = this.#compiled(stride) ?? this.#looping;
    this.#movings.set(stride, moving);
    return moving;
  }

  #compiled(stride: number): Moving | undefined {
    const { groups, loops } = grouped(this.#strips.moves, () => true);
    const compiled: { run: DecodeGroup; group: Group }[] = [];
    for (const group of groups) {
      const run = compileGroup<DecodeGroup>(decoderSource(group, stride), 'decode');
      if (run === undefined) return undefined;
      compiled.push({ run, group });
    }
    return { compiled, loops };
  }
}

/** Runs a loop along the records or along the elements of each, whichever is longer. */
function moveStrip(view: DataView, block: Block, stride: number, strip: MoveStrip, targets: DecodeTargets): void {
  const { unit, le, at, step, index, indexStep, count, row } = strip;
  const move = moveOf(unit, le);
  const target = targets.units(strip.column, unit);
  const records = block.end - block.first;
  const from = block.at + at;
  const to = block.first * row + index;
  if (count > records) {
    for (let r = 0; r < records; r++) move(view, from + r * stride, step, target, to + r * row, indexStep, count);
  } else {
    for (let k = 0; k < count; k++) move(view, from + k * step, stride, target, to + k * indexStep, row, records);
  }
}

/** As {@link moveStrip}; gives the first row with a value that does not fit, or -1. */
function convertStrip(
  view: DataView,
  block: Block,
  stride: number,
  strip: ConvertStrip,
  targets: DecodeTargets,
): number {
  const { element, at, step, index, indexStep, count, row } = strip;
  const { read } = element.conversion;
  const target = targets.opened(strip);
  const records = block.end - block.first;
  const from = block.at + at;
  const to = block.first * row + index;
  if (count > records) {
    for (let r = 0; r < records; r++) {
      if (read(view, from + r * stride, step, target, to + r * row, indexStep, count) < count) return block.first + r;
    }
    return -1;
  }
  let good = records;
  for (let k = 0; k < count; k++) {
    good = Math.min(good, read(view, from + k * step, stride, target, to + k * indexStep, row, records));
  }
  return good < records ? block.first + good : -1;
}
