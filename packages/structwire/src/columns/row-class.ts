import type { Layout, TupleLayout } from '../layout/layout.ts';
import { compileGroup } from './compile-group.ts';
import { AT, BYTES, emptyRowClass, NESTED, type Row, type RowClass, VIEW } from './row.ts';
import { directAccess, type Reader, readerOf } from './row-readers.ts';

type Getter = (this: Row) => unknown;

/** Makes the getters of a class. */
type GettersFactory = (view: typeof VIEW, at: typeof AT, readers: readonly Reader[]) => readonly Getter[];

/**
 * The class of the rows of a layout: a getter for each field, defined on the prototype, so that engines compile them into
 * the caller's loop. Values of a tuple are called `$0`, `$1`, ...: properties called by numbers are many times slower.
 *
 * `hasOwnCode`: its getters are text of their own, which says what they read; needs an engine that compiles text.
 */
export function rowClass(layout: Layout, hasOwnCode: boolean): RowClass {
  return classAt(layout, 0, { hasOwnCode, nested: 0 });
}

/** What the classes of one layout have in common while they are made. */
interface Making {
  readonly hasOwnCode: boolean;
  /** How many classes of nested rows there are. */
  nested: number;
}

function classAt(layout: Layout, base: number, making: Making): RowClass {
  const RowOfLayout = emptyRowClass();
  const { prototype } = RowOfLayout;
  const fields = fieldsOf(layout).map((field) => ({ ...field, offset: base + field.offset }));
  const getters = gettersOf(fields, making);
  fields.forEach(({ name }, i) => {
    // one getter for each field
    Object.defineProperty(prototype, name, { get: getters[i]!, configurable: true });
  });
  if (layout.kind === 'tuple') Object.defineProperty(prototype, Symbol.iterator, { value: iterator(layout.length) });
  return RowOfLayout;
}

interface Field {
  readonly name: string;
  readonly offset: number;
  readonly layout: Layout;
}

function fieldsOf(layout: Layout): readonly Field[] {
  switch (layout.kind) {
    case 'record':
      return layout.fields.flatMap((field) => (field.name === null ? [] : [{ ...field, name: field.name }]));
    case 'overlay':
      return layout.members.map((member) => ({ ...member, offset: 0 }));
    case 'tuple':
      return positions(layout);
    default:
      return [{ name: 'value', offset: 0, layout }];
  }
}

function positions({ items }: TupleLayout): Field[] {
  const offsets = items.flatMap(({ offset, repeat, layout }) =>
    layout.kind === 'padding'
      ? []
      : Array.from({ length: repeat }, (_, i) => ({ offset: offset + i * layout.size, layout })),
  );
  return offsets.map((field, index) => ({ name: `$${index}`, ...field }));
}

function iterator(length: number): (this: Readonly<Record<string, unknown>>) => Generator<unknown, void> {
  return function* values() {
    for (let i = 0; i < length; i++) yield this[`$${i}`];
  };
}

function gettersOf(fields: readonly Field[], making: Making): readonly Getter[] {
  const readers = fields.map(({ layout, offset }) =>
    layout.kind === 'record' || layout.kind === 'overlay'
      ? nestedReader(layout, offset, making)
      : readerOf(layout, offset),
  );
  const own = making.hasOwnCode ? compileGroup<GettersFactory>(gettersSource(fields), 'row') : undefined;
  return own?.(VIEW, AT, readers) ?? readers.map(sharedGetter);
}

function sharedGetter(read: Reader): Getter {
  return function getField(this: Row) {
    return read(this);
  };
}

/**
 * The getters once more, as text: one that reads a number says so, and none learns from the rows of other layouts. No name
 * of a field gets here: only numbers of the plan do.
 *
 * ```js
 * function () { return this[VIEW].getUint32(this[AT][0] + 4, true); }
 * ```
 */
function gettersSource(fields: readonly Field[]): string {
  const getters = fields.map(({ layout, offset }, i) => {
    const direct = directAccess(layout);
    if (direct === null) return `  (read => function () { return read(this); })(readers[${i}]),`;
    const { accessor, le } = direct;
    return `  function () { return this[VIEW].get${accessor}(this[AT][0] + ${offset}, ${le}); },`;
  });
  // Constants, which engines know the values of, unlike parameters.
  const constants = '  const [VIEW, AT] = [view, at];';
  return [`'use strict';`, 'return (view, at, readers) => {', constants, '  return [', ...getters, '  ];', '};'].join(
    '\n',
  );
}

/** One row for each row around it, made when it is first asked for. */
function nestedReader(layout: Layout, offset: number, making: Making): Reader {
  const Nested = classAt(layout, offset, making);
  const index = making.nested++;
  return (row) => {
    const known = row[NESTED][index];
    if (known !== undefined) return known;
    const inside = new Nested(row[VIEW], row[BYTES], row[AT]);
    row[NESTED][index] = inside;
    return inside;
  };
}
