import { Cursor } from '../codec/interpret/cursor.ts';
import { interpret } from '../codec/interpret/interpret.ts';
import type { ConstantLayout } from '../layout/layout.ts';
import type { Column } from './column.ts';
import { COLUMN_ARRAYS, type ColumnArray, HOST_IS_LE } from './column-array.ts';
import type { Element } from './element.ts';
import { NODES } from './nodes.ts';

/** A row of a column that is always the same: the constant, as many times as the row has elements for it. */
export function constantRow(layout: ConstantLayout, element: Element, width: number): ColumnArray {
  const bytes = new Uint8Array(layout.size ?? 0);
  interpret(layout, NODES).encode(undefined, new Cursor(bytes, 0));
  const one = element.how === 'moved' ? moved(bytes, element) : converted(bytes, element);
  const row = new COLUMN_ARRAYS[element.type](width);
  for (let i = 0; i < width; i++) (row as (number | bigint)[] & ColumnArray)[i] = one[i % one.length] ?? 0; // of one type
  return row;
}

function moved(bytes: Uint8Array, { type, size, le }: Extract<Element, { how: 'moved' }>): ColumnArray {
  const own = le === HOST_IS_LE || size === 1 ? bytes : bytes.toReversed(); // a scalar of one element, or bytes
  return new COLUMN_ARRAYS[type](own.buffer, 0, own.length / size);
}

function converted(
  bytes: Uint8Array,
  { type, skipped, conversion }: Extract<Element, { how: 'converted' }>,
): ColumnArray {
  const one = new COLUMN_ARRAYS[type](1);
  conversion.read(new DataView(bytes.buffer), skipped, 0, conversion.open(one), 0, 1, 1);
  return one;
}

/** Rows of a constant column. */
export function repeatedRow({ type, width }: Column, row: ColumnArray, count: number): ColumnArray {
  const array = new COLUMN_ARRAYS[type](count * width);
  for (let i = 0; i < count; i++) (array as Uint8Array).set(row as Uint8Array, i * width); // both are of that type
  return array;
}

/** The first row from `start` to before `end` that is not the constant, or -1. */
export function firstOther({ constant, width }: Column, array: ColumnArray, start: number, end: number): number {
  if (constant === null) return -1;
  for (let i = start; i < end; i++) {
    for (let k = 0; k < width; k++) {
      const value = array[i * width + k];
      if (value !== constant[k] && !Object.is(value, constant[k])) return i; // NaN, too, is the same as itself
    }
  }
  return -1;
}
