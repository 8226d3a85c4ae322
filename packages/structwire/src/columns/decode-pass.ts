import { commonMemory, Lanes } from './arena/lanes.ts';
import type { WasmMemory } from './arena/web-assembly.ts';
import type { Column } from './column.ts';
import { type ColumnArray, HOST_IS_LE, type Unit, type UnitArray, unitsOf } from './column-array.ts';
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

/** Lanes, the moves they do, and those that they leave. */
interface LanesAndRest {
  readonly lanes: Lanes;
  readonly moves: readonly MoveStrip[];
  readonly rest: Moving;
}

/** Distances between records that get generated code of their own. */
const MOST_STRIDES = 4;

/** The arrays that one pass decodes into, and how it sees them. */
export class DecodeTargets {
  readonly arrays: readonly ColumnArray[];
  readonly #units: Map<number, UnitArray> = new Map();
  readonly #opened: Map<number, ColumnArray> = new Map();
  readonly #operands: Map<Group, readonly UnitArray[]> = new Map();

  /** The memory of the arena that all of them lie in. */
  readonly memory: WasmMemory | undefined;

  constructor(arrays: readonly ColumnArray[]) {
    this.arrays = arrays;
    this.memory = commonMemory(arrays);
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
  readonly #lanes: Map<number, LanesAndRest | null> = new Map();
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
    this.#missing -= end - first;
    const lanes = this.#lanesFor(view, stride, targets);
    const moving = lanes?.rest ?? this.#movingFor(stride);
    const { converts } = this.#strips;
    const passes = moving.compiled.length + moving.loops.length + converts.length + (lanes === null ? 0 : 1);
    const step = lanes !== null && passes === 1 ? end - first : blockLength(stride, passes);
    for (let i = first, p = block.at; i < end; i += step, p += step * stride) {
      const part = { at: p, first: i, end: Math.min(i + step, end) };
      if (lanes !== null) runLanes(view, part, stride, lanes, targets);
      for (const { run, group } of moving.compiled) run(view, p, i, part.end, ...targets.operands(group));
      for (const strip of moving.loops) moveStrip(view, part, stride, strip, targets);
      const bad = this.#firstMisfit(view, part, stride, targets);
      if (bad >= 0) return bad;
    }
    return -1;
  }

  /** Converts what is converted, and compares what must be the same. */
  #firstMisfit(view: DataView, part: Block, stride: number, targets: DecodeTargets): number {
    let bad = -1;
    for (const strip of this.#strips.converts) {
      const row = convertStrip(view, part, stride, strip, targets);
      if (row >= 0 && (bad < 0 || row < bad)) bad = row;
    }
    for (const index of this.#constants) {
      const row = firstOther(this.columns[index]!, targets.arrays[index]!, part.first, part.end); // indexes of our columns
      if (row >= 0 && (bad < 0 || row < bad)) bad = row;
    }
    return bad;
  }

  #lanesFor(view: DataView, stride: number, { memory }: DecodeTargets): LanesAndRest | null {
    if (memory === undefined || memory.buffer !== view.buffer || !HOST_IS_LE || !this.#isEarned) return null;
    const known = this.#lanes.get(stride);
    if (known !== undefined) return known;
    const lanes = this.#lanes.size >= MOST_STRIDES ? null : Lanes.of(this.columns, stride);
    const made = lanes === null ? null : this.#withRest(lanes);
    this.#lanes.set(stride, made);
    return made;
  }

  #withRest(lanes: Lanes): LanesAndRest {
    const { moves } = this.#strips;
    const loops = moves.filter(({ column }) => !lanes.columns.has(column));
    return { lanes, moves: moves.filter(({ column }) => lanes.columns.has(column)), rest: { compiled: [], loops } };
  }

  /** Whether so many records have been decoded that generating code is worth it. */
  get #isEarned(): boolean {
    return this.#codegen !== 'never' && this.#missing <= 0;
  }

  #movingFor(stride: number): Moving {
    if (!this.#isEarned) return this.#looping;
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

/** Runs four records at a time, and those that are left one by one. */
function runLanes(
  view: DataView,
  part: Block,
  stride: number,
  { lanes, moves }: LanesAndRest,
  targets: DecodeTargets,
): void {
  const { memory, arrays } = targets;
  const done = memory === undefined ? 0 : lanes.run(view, part, arrays, memory);
  const left = { at: part.at + done * stride, first: part.first + done, end: part.end };
  if (left.first < left.end) for (const strip of moves) moveStrip(view, left, stride, strip, targets);
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
