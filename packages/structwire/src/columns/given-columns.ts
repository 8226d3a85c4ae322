import { missingColumn } from '../errors/column-errors.ts';
import { describeValue } from '../errors/describe-value.ts';
import { failure } from '../errors/structwire-error.ts';
import { notARecord, notOneMember } from '../errors/value-errors.ts';
import { checkArray, rowsOf } from './check-arrays.ts';
import type { Column } from './column.ts';
import type { ColumnArray } from './column-array.ts';
import { repeatedRow } from './constant-row.ts';
import { isResizable } from './memory.ts';

/** The columns that a caller gave to be encoded. */
export interface GivenColumns {
  readonly columns: readonly Column[];
  readonly arrays: readonly ColumnArray[];
  readonly count: number;
}

/**
 * Picks the columns to encode: all of them, and of each union those of the one member that is given. Constants need not
 * be given.
 *
 * @throws StructwireError `not-a-record`, `missing-column`, `not-one-member`, `wrong-column-type`, `wrong-column-length`.
 */
export function givenColumns(columns: readonly Column[], given: Readonly<Record<string, unknown>>): GivenColumns {
  if (typeof given !== 'object' || given === null) throw failure(notARecord, { actual: describeValue(given) });
  const isGiven = ({ name }: Column): boolean => Object.hasOwn(given, name) && given[name] !== undefined;
  const needed = columns.some(({ choices }) => choices.length > 0) ? chosen(columns, isGiven) : columns;
  const absent = needed.find((column) => !isGiven(column) && column.constant === null);
  if (absent !== undefined) throw failure(missingColumn, { column: absent.name }, { path: absent.name });
  const first = needed.find((column) => column.width > 0 && isGiven(column));
  const count = first === undefined ? 0 : rowsOf(first, given[first.name]);
  const arrays = needed.map((column) =>
    column.constant !== null && !isGiven(column)
      ? repeatedRow(column, column.constant, count)
      : fixed(checkArray(column, given[column.name], count, 'encoded')),
  );
  return { columns: needed, arrays, count };
}

/** The columns outside of unions, and those of the members that are given. */
function chosen(columns: readonly Column[], isGiven: (column: Column) => boolean): readonly Column[] {
  let left = columns;
  for (let level = 0; left.some(({ choices }) => choices.length > level); level++) {
    const overlays = new Set(left.flatMap(({ choices }) => choices[level]?.overlay ?? []));
    for (const overlay of overlays) left = withOneMember(left, level, overlay, isGiven);
  }
  return left;
}

function withOneMember(
  columns: readonly Column[],
  level: number,
  overlay: string,
  isGiven: (column: Column) => boolean,
): readonly Column[] {
  const inside = columns.filter(({ choices }) => choices[level]?.overlay === overlay);
  const memberOf = ({ choices }: Column): string => choices[level]?.member ?? '';
  const given = new Set(inside.filter(isGiven).map(memberOf));
  if (given.size !== 1) {
    throw failure(notOneMember, { given: [...given], known: [...new Set(inside.map(memberOf))] }, { path: overlay });
  }
  return columns.filter((column) => !inside.includes(column) || given.has(memberOf(column)));
}

/** Engines read resizable memory slowly, and it may shrink: such a column is copied. */
function fixed(array: ColumnArray): ColumnArray {
  return isResizable(array.buffer) ? array.slice() : array;
}
