import type { ColumnArena } from './arena/column-arena.ts';
import type { Column } from './column.ts';
import { COLUMN_ARRAYS, type ColumnArray } from './column-array.ts';

/** New arrays with room for `count` records, each with a buffer of its own that it fills. */
export function allocateColumns(columns: readonly Column[], count: number): ColumnArray[] {
  return columns.map(({ type, width }) => new COLUMN_ARRAYS[type](count * width));
}

/** New arrays as pieces of an arena. */
export function allocateIn(arena: ColumnArena, columns: readonly Column[], count: number): ColumnArray[] {
  return columns.map(({ type, width }) => {
    const ArrayOfType = COLUMN_ARRAYS[type];
    const { buffer, byteOffset } = arena.allocate(count * width * ArrayOfType.BYTES_PER_ELEMENT);
    return new ArrayOfType(buffer, byteOffset, count * width);
  });
}

/** Bytes of a page: places at equal distances from the start of one share the same few lines of the first cache. */
const PAGE_BYTES = 4096;
/** A whole number of lines, and no divisor of a page: column after column begins in lines of its own. */
const BYTES_APART = 13 * 64;
/** Smaller arrays stay in the cache whatever they share. */
const LARGE_BYTES = 16 * PAGE_BYTES;

/**
 * New arrays to be decoded into again and again. Systems begin every large buffer at the start of a page; a pass that
 * writes many columns at once is a fifth faster when these begin at different distances from it, so that large ones lie
 * in buffers that are a page longer.
 */
export function allocateApart(columns: readonly Column[], count: number): ColumnArray[] {
  return columns.map(({ type, width }, index) => {
    const ArrayOfType = COLUMN_ARRAYS[type];
    const byteLength = count * width * ArrayOfType.BYTES_PER_ELEMENT;
    if (byteLength < LARGE_BYTES) return new ArrayOfType(count * width);
    const buffer = new ArrayBuffer(byteLength + PAGE_BYTES);
    return new ArrayOfType(buffer, (index * BYTES_APART) % PAGE_BYTES, count * width);
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
