import {
  Bool,
  type Data,
  Field,
  FixedSizeBinary,
  FixedSizeList,
  makeData,
  makeVector,
  Table,
  Vector,
} from 'apache-arrow';
import type { Column, ColumnArray, ColumnCodec } from '../columns/index.ts';
import type { Layout } from '../layout/layout.ts';

/**
 * An Apache Arrow table over columns that `codec.decode` gave; those that are missing are left out.
 *
 * Nothing is copied: the table shares the memory of the arrays and changes with them, so decode a batch that is to stay
 * into arrays of its own. Booleans are the exception, which Arrow packs into bits. Fixed arrays become lists of fixed size,
 * runs of bytes binaries of fixed size. Dotted names stay as they are.
 *
 * Needs the package `apache-arrow`, which `structwire` does not install.
 *
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { toArrow } from 'structwire/arrow';
 * import { columns } from 'structwire/columns';
 *
 * const codec = columns(new Struct('<I 4s f'));
 * const table = toArrow(codec, codec.decode(new Uint8Array(24)));
 * table.numRows; // 2
 * ```
 */
export function toArrow<C>(codec: ColumnCodec<C, unknown>, columns: Readonly<Partial<C>>): Table {
  const given = columns as Readonly<Record<string, unknown>>; // any name may be asked of any object
  const vectors: Record<string, Vector> = {};
  for (const column of codec.columns) {
    const array = Object.hasOwn(given, column.name) ? given[column.name] : undefined;
    if (array !== undefined) vectors[column.name] = vectorOf(column, array as ColumnArray); // C's types are the plan's
  }
  return new Table(vectors);
}

function vectorOf({ width, layout, dimensions }: Column, array: ColumnArray): Vector {
  if (dimensions.length === 0) return new Vector([valuesOf(layout, array)]);
  const length = width === 0 ? 0 : array.length / width;
  const isBytes = layout.kind === 'bytes' || layout.kind === 'pascal';
  if (isBytes && width === layout.size && array instanceof Uint8Array) {
    return new Vector([makeData({ type: new FixedSizeBinary(width), length, data: array })]);
  }
  const child = valuesOf(layout, array);
  const type = new FixedSizeList(width, new Field('item', child.type, false));
  return new Vector([makeData({ type, length, child })]);
}

function valuesOf(layout: Layout, array: ColumnArray): Data {
  if (isTruth(layout)) return makeData({ type: new Bool(), length: array.length, data: packed(array) });
  const [data] = makeVector(array).data; // of the array's own type, over its memory
  if (data === undefined) throw new RangeError('a vector without data');
  return data;
}

function isTruth(layout: Layout): boolean {
  return (layout.kind === 'scalar' && layout.scalar === 'bool') || (layout.kind === 'bits' && layout.as === 'bool');
}

/** Eight booleans to a byte, the first in the lowest bit. */
function packed(array: ColumnArray): Uint8Array {
  const bits = new Uint8Array(Math.ceil(array.length / 8));
  for (let i = 0; i < array.length; i++) if (array[i]) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  return bits;
}
