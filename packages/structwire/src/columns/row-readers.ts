import { Cursor } from '../codec/interpret/cursor.ts';
import { interpret } from '../codec/interpret/interpret.ts';
import { inputTooShort } from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { integerKey, namesByKey } from '../layout/integer-key.ts';
import type { BitsLayout, EnumLayout, Layout, ScalarLayout } from '../layout/layout.ts';
import { SCALARS } from '../scalar/scalars.ts';
import { COLUMN_ARRAYS } from './column-array.ts';
import { bitsElement } from './element.ts';
import { NODES } from './nodes.ts';
import { AT, BYTES, type Row, VIEW } from './row.ts';

// Constants of this module alone: engines know their values, unlike those of what other modules export.
const POSITION: typeof AT = AT;
const MEMORY: typeof VIEW = VIEW;

/** How a field's value is read where a row stands. */
export type Reader = (row: Row) => unknown;

/** The reader of a field that is no row of its own. */
export function readerOf(layout: Layout, offset: number): Reader {
  switch (layout.kind) {
    case 'scalar':
      return scalarReader(layout, offset);
    case 'bits':
      return bitsReader(layout, offset);
    case 'enum':
      return enumReader(layout, offset);
    default:
      return interpretedReader(layout, offset);
  }
}

/** A value that is one call of a `DataView`. */
export interface DirectAccess {
  /** The suffix of the method: `Uint16`. */
  readonly accessor: string;
  readonly le: boolean;
}

/** How the field's value is read by one call; `null` where that is not all. */
export function directAccess(layout: Layout): DirectAccess | null {
  if (layout.kind === 'enum') return layout.as === 'number' ? directAccess(layout.base) : null;
  if (layout.kind !== 'scalar' || mayRefuse(layout)) return null;
  const { accessor } = SCALARS[layout.scalar];
  return accessor === null ? null : { accessor, le: layout.endian === 'le' };
}

function mayRefuse({ scalar, as }: ScalarLayout): boolean {
  return SCALARS[scalar].family === 'bigint' && as === 'number';
}

function scalarReader(layout: ScalarLayout, offset: number): Reader {
  if (mayRefuse(layout)) return interpretedReader(layout, offset);
  const { read } = SCALARS[layout.scalar];
  const littleEndian = layout.endian === 'le';
  return (row) => read(viewOf(row), startOf(row) + offset, littleEndian);
}

function bitsReader(layout: BitsLayout, offset: number): Reader {
  const { type, skipped, conversion } = bitsElement(layout, { int64: 'bigint' });
  const value = new COLUMN_ARRAYS[type](1);
  const opened = conversion.open(value);
  const start = offset + skipped;
  const isBool = layout.as === 'bool';
  return (row) => {
    conversion.read(viewOf(row), startOf(row) + start, 0, opened, 0, 1, 1);
    return isBool ? value[0] !== 0 : value[0];
  };
}

function enumReader({ base, names, as }: EnumLayout, offset: number): Reader {
  const read = readerOf(base, offset);
  if (as === 'number') return read;
  const nameOf = namesByKey(names);
  return (row) => {
    const value = read(row);
    return nameOf.get(integerKey(value)) ?? value;
  };
}

/** Arrays, bytes and whatever else makes something new: as the codec gives it. */
function interpretedReader(layout: Layout, offset: number): Reader {
  const node = interpret(layout, NODES);
  const needed = layout.size ?? 0;
  return (row) => {
    const at = startOf(row);
    if (at < 0) throw failure(inputTooShort, { needed, available: 0 }, { offset: 0 }); // before the first record
    return node.decode(new Cursor(row[BYTES], at + offset));
  };
}

/** The byte where the row's record starts. */
function startOf(row: Row): number {
  return row[POSITION][0]!; // its only element
}

/** The memory that the row looks at. */
function viewOf(row: Row): DataView {
  return row[MEMORY];
}
