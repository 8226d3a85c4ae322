import type { Column } from './column.ts';
import type { ColumnArray } from './column-array.ts';
import { type ColumnCodegen, compileGroup } from './compile-group.ts';
import { encoderSource, grouped, operandsOf } from './emit.ts';
import { moveOf, putOf } from './kernels/moves.ts';
import { type ConvertStrip, type MoveStrip, type Strips, stripsOf } from './strips.ts';
import { type Block, blockLength, RECORDS_TO_EARN } from './tuning.ts';

/** Memory that records are written to. Its start is aligned to 4 bytes, and so is the first record. */
export class EncodeTarget {
  readonly b1: Uint8Array;
  readonly b2: Uint16Array;
  readonly b4: Uint32Array;
  readonly view: DataView;

  constructor(bytes: Uint8Array) {
    const { buffer, byteOffset, length } = bytes;
    this.b1 = bytes;
    this.b2 = new Uint16Array(buffer, byteOffset, length >> 1);
    this.b4 = new Uint32Array(buffer, byteOffset, length >> 2);
    this.view = new DataView(buffer, byteOffset, length);
  }
}

/** The columns that one pass encodes, and how it sees them. */
export class EncodeSources {
  readonly arrays: readonly ColumnArray[];
  readonly views: readonly DataView[];
  readonly #opened: Map<number, ColumnArray> = new Map();

  constructor(arrays: readonly ColumnArray[]) {
    this.arrays = arrays;
    this.views = arrays.map(({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength));
  }

  opened({ column, element }: ConvertStrip): ColumnArray {
    const known = this.#opened.get(column);
    if (known !== undefined) return known;
    const opened = element.conversion.open(this.arrays[column]!); // strips count the columns of their own pass
    this.#opened.set(column, opened);
    return opened;
  }
}

type EncodeGroup = (
  b1: Uint8Array,
  b2: Uint16Array,
  b4: Uint32Array,
  p: number,
  i: number,
  end: number,
  ...columns: DataView[]
) => void;

interface Moving {
  readonly compiled: readonly { readonly run: EncodeGroup; readonly columns: readonly number[] }[];
  readonly loops: readonly MoveStrip[];
}

/** The pass from some columns to whole records. */
export class EncodePass {
  readonly columns: readonly Column[];
  /** Byte length of one record. */
  readonly size: number;
  readonly #strips: Strips;
  readonly #codegen: ColumnCodegen;
  readonly #looping: Moving;
  #moving: Moving | undefined;
  #missing: number;
  /** Some bytes of a record are written by no column, or bit by bit. */
  readonly #needsZeros: boolean;

  constructor(columns: readonly Column[], size: number, codegen: ColumnCodegen) {
    this.columns = columns;
    this.size = size;
    this.#strips = stripsOf(columns, true);
    this.#codegen = codegen;
    this.#looping = { compiled: [], loops: this.#strips.moves };
    this.#missing = codegen === 'eager' ? 0 : RECORDS_TO_EARN;
    this.#needsZeros = !isCovered(this.#strips, size);
  }

  /** Encodes rows into records; `isZeroed` when the memory holds zeros. Every value is known to fit. */
  run(sources: EncodeSources, block: Block, target: EncodeTarget, isZeroed: boolean): void {
    const { first, end } = block;
    const size = this.size;
    const moving = this.#movingFor(end - first);
    const { converts } = this.#strips;
    const zeroes = this.#needsZeros && !isZeroed;
    const passes = moving.compiled.length + moving.loops.length + converts.length + (zeroes ? 1 : 0);
    const step = blockLength(size, passes);
    for (let i = first, p = block.at; i < end; i += step, p += step * size) {
      const part = { at: p, first: i, end: Math.min(i + step, end) };
      if (zeroes) target.b1.fill(0, p, p + (part.end - i) * size);
      for (const { run, columns } of moving.compiled) {
        run(target.b1, target.b2, target.b4, p, i, part.end, ...columns.map((column) => sources.views[column]!)); // as above
      }
      for (const strip of moving.loops) moveStrip(sources, part, size, strip, target);
      for (const strip of converts) convertStrip(sources, part, size, strip, target);
    }
  }

  #movingFor(records: number): Moving {
    this.#missing -= records;
    if (this.#codegen === 'never' || this.#missing > 0) return this.#looping;
    this.#moving ??= this.#compiled() ?? this.#looping;
    return this.#moving;
  }

  #compiled(): Moving | undefined {
    const size = this.size;
    const { groups, loops } = grouped(this.#strips.moves, (move) => isAligned(move, size));
    const compiled: { run: EncodeGroup; columns: readonly number[] }[] = [];
    for (const group of groups) {
      const run = compileGroup<EncodeGroup>(encoderSource(group, size), 'encode');
      if (run === undefined) return undefined;
      compiled.push({ run, columns: operandsOf(group).map(({ column }) => column) });
    }
    return { compiled, loops };
  }
}

/** Whether all elements of the strip stand at multiples of their unit in every record. */
function isAligned({ unit, at, step, count }: MoveStrip, size: number): boolean {
  return at % unit === 0 && size % unit === 0 && (count === 1 || step % unit === 0);
}

/** Whether the strips write every bit of a record. */
function isCovered({ moves, converts }: Strips, size: number): boolean {
  const wholes = converts
    .filter(({ element }) => !element.isPartial)
    .map((strip) => ({ ...strip, bytes: strip.element.size }));
  const parts = [...moves.map((strip) => ({ ...strip, bytes: strip.unit })), ...wholes];
  const written = parts.reduce((total, { count, bytes }) => total + count * bytes, 0);
  return written === size && wholes.length === converts.length; // of one member of each union only, so nothing counts twice
}

function moveStrip(sources: EncodeSources, block: Block, size: number, strip: MoveStrip, target: EncodeTarget): void {
  const { column, unit, le, at, step, index, indexStep, count, row } = strip;
  const source = sources.views[column]!; // strips count the columns of their own pass
  const records = block.end - block.first;
  const isPlain = isAligned(strip, size);
  const scale = isPlain ? unit : 1; // positions in units, or in bytes
  const from = (block.first * row + index) * unit;
  const to = (block.at + at) / scale;
  const store = (start: number, fromStep: number, end: number, toStep: number, times: number): void => {
    if (!isPlain && unit !== 1) putOf(unit, le)(source, start, fromStep, target.view, end, toStep, times);
    else moveOf(unit, le)(source, start, fromStep, unitTarget(target, unit), end, toStep, times);
  };
  if (count > records) {
    for (let r = 0; r < records; r++) {
      store(from + r * row * unit, indexStep * unit, to + (r * size) / scale, step / scale, count);
    }
  } else {
    for (let k = 0; k < count; k++) {
      store(from + k * indexStep * unit, row * unit, to + (k * step) / scale, size / scale, records);
    }
  }
}

function unitTarget({ b1, b2, b4 }: EncodeTarget, unit: MoveStrip['unit']): Uint8Array | Uint16Array | Uint32Array {
  return unit === 1 ? b1 : unit === 2 ? b2 : b4;
}

function convertStrip(
  sources: EncodeSources,
  block: Block,
  size: number,
  strip: ConvertStrip,
  { view }: EncodeTarget,
): void {
  const { element, at, step, index, indexStep, count, row } = strip;
  const { write } = element.conversion;
  const source = sources.opened(strip);
  const records = block.end - block.first;
  const from = block.first * row + index;
  const to = block.at + at;
  if (count > records) {
    for (let r = 0; r < records; r++) write(source, from + r * row, indexStep, view, to + r * size, step, count);
  } else {
    for (let k = 0; k < count; k++) write(source, from + k * indexStep, row, view, to + k * step, size, records);
  }
}
