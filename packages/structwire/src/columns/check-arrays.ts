import {
  columnsOverlap,
  detachedMemory,
  resizableMemory,
  wrongColumnLength,
  wrongColumnType,
} from '../errors/column-errors.ts';
import { describeValue } from '../errors/describe-value.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Column } from './column.ts';
import { COLUMN_ARRAYS, type ColumnArray } from './column-array.ts';
import { isDetached, isResizable, overlap } from './memory.ts';

/** Rows of different lengths in one set of columns, and arrays that are written to. */
export type ArrayUse = 'decoded into' | 'encoded';

/**
 * Makes sure that an array is one for this column and has `count` rows; with `decoded into` it may have more.
 *
 * @throws StructwireError `wrong-column-type`, `wrong-column-length`, `detached-memory`, `resizable-memory`.
 */
export function checkArray(column: Column, value: unknown, count: number, use: ArrayUse): ColumnArray {
  const array = checkType(column, value);
  const location = { path: column.name };
  if (isDetached(array.buffer)) throw failure(detachedMemory, { what: `the column '${column.name}'` }, location);
  if (use === 'decoded into' && isResizable(array.buffer)) {
    throw failure(resizableMemory, { what: `the column '${column.name}'` }, location);
  }
  const expected = count * column.width;
  if (use === 'decoded into' ? array.length < expected : array.length !== expected) {
    const context = { column: column.name, expected, actual: array.length, width: column.width };
    throw failure(wrongColumnLength, context, location);
  }
  return array;
}

/** How many rows an array of this column has. */
export function rowsOf(column: Column, value: unknown): number {
  const array = checkType(column, value);
  if (column.width === 0) return 0;
  if (array.length % column.width === 0) return array.length / column.width;
  const expected = Math.ceil(array.length / column.width) * column.width;
  const context = { column: column.name, expected, actual: array.length, width: column.width };
  throw failure(wrongColumnLength, context, { path: column.name });
}

function checkType(column: Column, value: unknown): ColumnArray {
  if (value instanceof COLUMN_ARRAYS[column.type]) return value;
  const context = { column: column.name, expected: column.type, actual: nameOf(value) };
  throw failure(wrongColumnType, context, { path: column.name });
}

function nameOf(value: unknown): string {
  return ArrayBuffer.isView(value) ? value.constructor.name : describeValue(value);
}

/**
 * Makes sure that nothing is written over what is still to be read, or twice.
 *
 * @throws StructwireError `columns-overlap`.
 */
export function checkApart(
  columns: readonly Column[],
  arrays: readonly ColumnArray[],
  bytes: Uint8Array,
  what: string,
): void {
  arrays.forEach((array, i) => {
    const column = columns[i]?.name ?? '';
    if (overlap(array, bytes)) throw failure(columnsOverlap, { column, other: what }, { path: column });
  });
}

/** As {@link checkApart}, for arrays among each other. */
export function checkDistinct(columns: readonly Column[], arrays: readonly ColumnArray[]): void {
  const byBuffer = new Map<ArrayBufferLike, number[]>();
  arrays.forEach(({ buffer, length }, i) => {
    if (length === 0) return;
    const known = byBuffer.get(buffer);
    if (known === undefined) byBuffer.set(buffer, [i]);
    else known.push(i);
  });
  for (const indexes of byBuffer.values()) {
    if (indexes.length < 2) continue;
    indexes.sort((a, b) => arrays[a]!.byteOffset - arrays[b]!.byteOffset); // indexes of this very list
    for (let k = 1; k < indexes.length; k++) {
      const [before, here] = [indexes[k - 1]!, indexes[k]!]; // both below the length
      if (!overlap(arrays[before]!, arrays[here]!)) continue;
      const column = columns[here]?.name ?? '';
      throw failure(columnsOverlap, { column, other: `the column '${columns[before]?.name}'` }, { path: column });
    }
  }
}
