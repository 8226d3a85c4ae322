import { Cursor, type PathStep } from '../codec/interpret/cursor.ts';
import { interpret } from '../codec/interpret/interpret.ts';
import { describeValue } from '../errors/describe-value.ts';
import { failure, isStructwireError, type StructwireError } from '../errors/structwire-error.ts';
import { unsafeInteger } from '../errors/value-errors.ts';
import type { Column } from './column.ts';
import { COLUMN_ARRAYS, type ColumnArray } from './column-array.ts';
import { NODES } from './nodes.ts';

// Loops only notice that something does not fit. What is wrong is what the interpreter says about that very value.

/** What errors call a record: its number, and the offset of its first byte. */
export interface RecordPlace {
  readonly record: number;
  readonly offset: number;
}

/** What is wrong with the record at byte `at`, in the first of these columns that cannot hold it. */
export function readingError(
  columns: readonly Column[],
  view: DataView,
  at: number,
  place: RecordPlace,
): StructwireError {
  for (const column of columns) {
    if (column.element.how === 'moved' && column.constant === null) continue;
    for (let index = 0; index < column.width; index += leafWidth(column)) {
      const error = elementError(column, index, view, at, place);
      if (error !== undefined) return error;
    }
  }
  throw new RangeError('a record that a column cannot hold, and nothing wrong with it');
}

function elementError(
  column: Column,
  index: number,
  view: DataView,
  at: number,
  { record, offset }: RecordPlace,
): StructwireError | undefined {
  const { element } = column;
  const own = column.offset - element.skipped + offsetOf(column, index);
  const cursor = new Cursor(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), at + own, offset - at);
  setPath(cursor, column, record, index);
  let value: unknown;
  try {
    value = interpret(column.checked.layout, NODES).decode(cursor);
  } catch (error) {
    if (isStructwireError(error)) return error;
    throw error;
  }
  if (element.how === 'moved') return undefined;
  const probe = element.conversion.open(new COLUMN_ARRAYS[element.type](1));
  if (element.conversion.read(view, at + own + element.skipped, 0, probe, 0, 1, 1) === 1) return undefined;
  cursor.at = at + own;
  return failure(unsafeInteger, { type: labelOf(column), actual: describeValue(value) }, cursor.locate());
}

/** What is wrong with a value of a column: element `index` of row `record`, which would be written from byte `base` on. */
export function writingError(
  column: Column,
  array: ColumnArray,
  { record, index }: { readonly record: number; readonly index: number },
  base: number,
): StructwireError {
  const { layout } = column.checked;
  const start = index - (index % leafWidth(column));
  const at = column.offset - column.element.skipped + offsetOf(column, start);
  const cursor = new Cursor(new Uint8Array(layout.size ?? 0), 0, base + at);
  setPath(cursor, column, record, start);
  const from = record * column.width + start;
  const one = array[from] ?? 0;
  const value = leafWidth(column) > 1 ? array.slice(from, from + leafWidth(column)) : one;
  try {
    interpret(layout, NODES).encode(layout.kind === 'flags' ? { [layout.others ?? '']: value } : value, cursor);
  } catch (error) {
    if (isStructwireError(error)) return error;
    throw error;
  }
  return failure(unsafeInteger, { type: labelOf(column), actual: describeValue(one) }, cursor.locate());
}

/** Kinds whose value is a run of bytes; a constant may be. */
const RUNS: readonly string[] = ['bytes', 'pascal', 'text', 'constant'];

/** Elements of a row that are one value: the bytes of a run. */
function leafWidth({ layout, element }: Column): number {
  const isRun = element.how === 'moved' && element.size === 1 && RUNS.includes(layout.kind);
  return isRun ? Math.max(layout.size ?? 1, 1) : 1;
}

function setPath(cursor: Cursor, column: Column, record: number, index: number): void {
  const { checked, dimensions, width } = column;
  const steps: PathStep[] = [record, ...checked.steps];
  if (dimensions.length > 0 && width !== leafWidth(column)) steps.push(index / leafWidth(column));
  cursor.path.push(...steps);
  cursor.depth = steps.length;
}

function labelOf({ checked: { layout } }: Column): string {
  if (layout.kind === 'scalar') return layout.label ?? layout.scalar;
  return layout.kind === 'bits' ? (layout.label ?? `${layout.signed ? 'i' : 'u'}${layout.width}`) : layout.kind;
}

/** Bytes from the first value of a row to the one with this index. */
function offsetOf({ dimensions }: Column, index: number): number {
  let rest = index;
  let offset = 0;
  for (const { count, step } of [...dimensions].reverse()) {
    offset += (rest % count) * step;
    rest = Math.floor(rest / count);
  }
  return offset;
}
