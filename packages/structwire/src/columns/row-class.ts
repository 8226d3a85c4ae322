import { Cursor } from '../codec/interpret/cursor.ts';
import { interpret } from '../codec/interpret/interpret.ts';
import { inputTooShort } from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { BitsLayout, EnumLayout, Layout, ScalarLayout, TupleLayout } from '../layout/layout.ts';
import { SCALARS } from '../scalar/scalars.ts';
import { COLUMN_ARRAYS } from './column-array.ts';
import { compileGroup } from './compile-group.ts';
import { bitsElement } from './element.ts';
import { NODES } from './nodes.ts';

/** The memory a row looks at, and the byte where its record starts. Moving it moves the row and all rows inside. */
export interface RowState {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  at: number;
  /** The rows inside, by the number of their class. */
  readonly nested: Row[];
}

const STATE: unique symbol = Symbol('state'); // no name that a field could have

/** A row: getters of its class, by field name, and where it looks. */
export interface Row {
  readonly [STATE]: RowState;
}

/** Makes rows that look at a state. */
export type RowClass = new (state: RowState) => Row;

/** How a field's value is read where a row stands. */
type Reader = (state: RowState) => unknown;

/** Makes the getter of a field. */
type GetterFactory = (state: typeof STATE, read: Reader) => (this: Row) => unknown;

const sharedGetter: GetterFactory = (state, read) =>
  function getField(this: Row) {
    return read(this[state]);
  };

/** The same once more, as text: engines keep what they learn of a function's callers by the text it comes from. */
const OWN_GETTER = `'use strict';
return (state, read) => function getField() { return read(this[state]); };`;

/**
 * The class of the rows of a layout: a getter for each field, defined on the prototype, so that engines compile them into
 * the caller's loop. Values of a tuple are called `$0`, `$1`, ...: properties called by numbers are many times slower.
 *
 * `hasOwnCode`: its getters are no longer slowed down by those of other layouts; needs an engine that compiles text.
 */
export function rowClass(layout: Layout, hasOwnCode: boolean): RowClass {
  const own = hasOwnCode ? compileGroup<GetterFactory>(OWN_GETTER, 'row') : undefined;
  return classAt(layout, 0, { getter: own ?? sharedGetter, nested: 0 });
}

/** What the classes of one layout have in common while they are made. */
interface Making {
  readonly getter: GetterFactory;
  /** How many classes of nested rows there are. */
  nested: number;
}

function classAt(layout: Layout, base: number, making: Making): RowClass {
  class RowOfLayout implements Row {
    readonly [STATE]: RowState;

    constructor(state: RowState) {
      this[STATE] = state;
    }
  }
  const { prototype } = RowOfLayout;
  for (const { name, offset, layout: field } of fieldsOf(layout)) {
    const read = reader(field, base + offset, making);
    Object.defineProperty(prototype, name, { get: making.getter(STATE, read), configurable: true });
  }
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

function reader(layout: Layout, offset: number, making: Making): Reader {
  switch (layout.kind) {
    case 'scalar':
      return scalarReader(layout, offset);
    case 'bits':
      return bitsReader(layout, offset);
    case 'enum':
      return enumReader(layout, offset, making);
    case 'record':
    case 'overlay':
      return nestedReader(layout, offset, making);
    default:
      return interpretedReader(layout, offset);
  }
}

function scalarReader(layout: ScalarLayout, offset: number): Reader {
  const { read, family } = SCALARS[layout.scalar];
  if (family === 'bigint' && layout.as === 'number') return interpretedReader(layout, offset); // may refuse
  const littleEndian = layout.endian === 'le';
  return ({ view, at }) => read(view, at + offset, littleEndian);
}

function bitsReader(layout: BitsLayout, offset: number): Reader {
  const { type, skipped, conversion } = bitsElement(layout, { int64: 'bigint' });
  const value = new COLUMN_ARRAYS[type](1);
  const opened = conversion.open(value);
  const start = offset + skipped;
  const isBool = layout.as === 'bool';
  return ({ view, at }) => {
    conversion.read(view, at + start, 0, opened, 0, 1, 1);
    return isBool ? value[0] !== 0 : value[0];
  };
}

function enumReader({ base, names, as }: EnumLayout, offset: number, making: Making): Reader {
  const read = reader(base, offset, making);
  if (as === 'number') return read;
  const nameByValue = new Map<number, string>();
  for (const { name, value } of names) if (!nameByValue.has(Number(value))) nameByValue.set(Number(value), name);
  return (state) => {
    const value = read(state);
    return nameByValue.get(Number(value)) ?? value;
  };
}

/** One row for each state, made when it is first asked for. */
function nestedReader(layout: Layout, offset: number, making: Making): Reader {
  const Nested = classAt(layout, offset, making);
  const index = making.nested++;
  return (state) => {
    const known = state.nested[index];
    if (known !== undefined) return known;
    const row = new Nested(state);
    state.nested[index] = row;
    return row;
  };
}

/** Arrays, bytes and whatever else makes something new: as the codec gives it. */
function interpretedReader(layout: Layout, offset: number): Reader {
  const node = interpret(layout, NODES);
  const needed = layout.size ?? 0;
  return ({ bytes, at }) => {
    const cursor = new Cursor(bytes, at + offset);
    if (at < 0) throw failure(inputTooShort, { needed, available: 0 }, { offset: 0 }); // before the first record
    return node.decode(cursor);
  };
}
