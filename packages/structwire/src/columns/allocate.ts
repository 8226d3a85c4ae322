import type { Column } from './column.ts';
import { COLUMN_ARRAYS, type ColumnArray } from './column-array.ts';

/** New arrays with room for `count` records. */
export function allocateColumns(columns: readonly Column[], count: number): ColumnArray[] {
  return columns.map(({ type, width }) => new COLUMN_ARRAYS[type](count * width));
}

/** The arrays under the names of their columns; also under `__proto__`, which an assignment would take as the prototype. */
export function columnObject(columns: readonly Column[], arrays: readonly ColumnArray[]): Record<string, ColumnArray> {
  const object: Record<string, ColumnArray> = {};
  columns.forEach(({ name }, i) => {
    const value = arrays[i]!; // one array for each column
    if (name !== '__proto__') object[name] = value;
    else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  });
  return object;
}
