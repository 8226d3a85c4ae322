import type { ColumnArena } from './arena/column-arena.ts';
import type { Column } from './column.ts';
import { COLUMN_ARRAYS, type ColumnArray } from './column-array.ts';

/** New arrays with room for `count` records, each with a buffer of its own or all in an arena. */
export function allocateColumns(columns: readonly Column[], count: number, arena?: ColumnArena): ColumnArray[] {
  return columns.map(({ type, width }) => {
    const ArrayOfType = COLUMN_ARRAYS[type];
    if (arena === undefined) return new ArrayOfType(count * width);
    const { buffer, byteOffset } = arena.allocate(count * width * ArrayOfType.BYTES_PER_ELEMENT);
    return new ArrayOfType(buffer, byteOffset, count * width);
  });
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
