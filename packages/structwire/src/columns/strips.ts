import type { Column, Dimension } from './column.ts';
import { HOST_IS_LE, type Unit } from './column-array.ts';
import type { ConvertedElement, MovedElement } from './element.ts';

/** Equal steps of the pass over one record: elements of one column at equal distances. */
interface AnyStrip {
  /** Index of the column among the columns of the pass. */
  readonly column: number;
  /** Byte offset of the first one in the record. */
  readonly at: number;
  /** Bytes from one to the next in the record. */
  readonly step: number;
  /** Index of the first one in the column's row. */
  readonly index: number;
  /** Elements from one to the next in the row. */
  readonly indexStep: number;
  readonly count: number;
  /** Elements of a whole row. */
  readonly row: number;
}

/** Bits that are copied, `unit` bytes at a time; `index`, `indexStep` and `row` count units. */
export interface MoveStrip extends AnyStrip {
  readonly unit: Unit;
  /** Read as the least significant byte first, stored in this machine's order. */
  readonly le: boolean;
}

/** Values that are converted. */
export interface ConvertStrip extends AnyStrip {
  readonly element: ConvertedElement;
}

/** All that a pass does to one record, in parts that do not depend on each other. */
export interface Strips {
  readonly moves: readonly MoveStrip[];
  readonly converts: readonly ConvertStrip[];
}

/**
 * The steps of a pass over these columns.
 *
 * `isWidened`: runs of small elements are moved as larger units where the rows allow, which needs columns that are
 * aligned to those.
 */
export function stripsOf(columns: readonly Column[], isWidened: boolean): Strips {
  const moves: MoveStrip[] = [];
  const converts: ConvertStrip[] = [];
  columns.forEach((column, index) => {
    const { element } = column;
    for (const part of partsOf(column)) {
      if (element.how === 'converted') converts.push({ column: index, ...part, row: column.width, element });
      else moves.push(...movesOf(index, column, element, part, isWidened));
    }
  });
  return { moves, converts };
}

type Part = Pick<AnyStrip, 'at' | 'step' | 'index' | 'indexStep' | 'count'>;

/** The elements of a row as strips along its longest dimension. */
function partsOf({ dimensions, offset, width }: Column): Part[] {
  if (width === 0) return [];
  const longest = dimensions.reduce((best, { count }, i) => (count > (dimensions[best]?.count ?? 0) ? i : best), 0);
  let parts: Part[] = [{ at: offset, step: 0, index: 0, indexStep: 1, count: 1 }];
  dimensions.forEach((dimension, level) => {
    const below = elementsOf(dimensions.slice(level + 1));
    parts =
      level === longest
        ? parts.map((part) => ({ ...part, count: dimension.count, step: dimension.step, indexStep: below }))
        : parts.flatMap((part) => spread(part, dimension, below));
  });
  return parts;
}

function spread(part: Part, { count, step }: Dimension, below: number): Part[] {
  return Array.from({ length: count }, (_, i) => ({ ...part, at: part.at + i * step, index: part.index + i * below }));
}

function elementsOf(dimensions: readonly Dimension[]): number {
  return dimensions.reduce((product, { count }) => product * count, 1);
}

function movesOf(index: number, column: Column, element: MovedElement, part: Part, isWidened: boolean): MoveStrip[] {
  const { size, le } = element;
  if (size === 8) return halves(index, column, le, part);
  const strip: MoveStrip = { column: index, ...part, row: column.width, unit: size, le };
  return [isWidened ? widened(strip) : strip];
}

/** Eight bytes as two moves of four: nothing makes a bigint, and no float changes on the way. */
function halves(index: number, { width }: Column, le: boolean, part: Part): MoveStrip[] {
  return [0, 1].map((half) => ({
    ...part,
    column: index,
    row: 2 * width,
    unit: 4,
    le,
    at: part.at + 4 * half,
    index: 2 * part.index + (le === HOST_IS_LE ? half : 1 - half),
    indexStep: 2 * part.indexStep,
  }));
}

/** A run whose bytes stand in the record as in the column, moved in the largest units that divide it. */
function widened(strip: MoveStrip): MoveStrip {
  const { unit, le, step, indexStep, count, row, index } = strip;
  const isSame = unit === 1 || le === HOST_IS_LE;
  if (!isSame || (count > 1 && (step !== unit || indexStep !== 1))) return strip;
  for (const larger of [4, 2] as const) {
    const times = larger / unit;
    if (times <= 1 || [count, row, index].some((elements) => elements % times !== 0)) continue;
    const narrower = { index: index / times, count: count / times, row: row / times };
    return { ...strip, ...narrower, unit: larger, le: HOST_IS_LE, step: larger, indexStep: 1 };
  }
  return strip;
}
