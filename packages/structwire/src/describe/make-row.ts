import type { Endian, Layout } from '../layout/layout.ts';
import type { LayoutRow, PaddingReason } from './layout-row.ts';
import { typeText } from './type-text.ts';

/** Where a row stands. */
export interface RowPlace {
  readonly path: string;
  readonly depth: number;
  readonly offset: number;
  readonly after: string | null;
  readonly doc: string | null;
  readonly unit: string | null;
}

/** The row of a value that stands at `place`. */
export function valueRow(layout: Layout, { path, depth, offset, after, doc, unit }: RowPlace): LayoutRow {
  return {
    kind: 'value',
    path,
    depth,
    offset,
    after,
    size: layout.size,
    type: typeText(layout),
    code: null,
    endian: endianOf(layout),
    bits: bitsOf(layout),
    padding: null,
    layout,
    doc,
    unit,
  };
}

/** The row of bytes that carry nothing. */
export function paddingRow(
  { path, depth, after, doc }: RowPlace,
  offset: number,
  size: number | null,
  padding: PaddingReason,
  layout: Layout | null = null,
): LayoutRow {
  const none = { type: '', code: null, endian: null, bits: null, unit: null };
  return { ...none, kind: 'padding', path, depth, offset, after, size, padding, layout, doc };
}

/** The byte order of a value that has one: its own, or that of the integer or the element it is made of. */
export function endianOf(layout: Layout): Endian | null {
  if (layout.kind === 'scalar') return layout.size > 1 ? layout.endian : null;
  if (layout.kind === 'array') return endianOf(layout.element);
  return 'base' in layout ? endianOf(layout.base) : null;
}

/** The bits of a bit-field, or of what is made of one. */
export function bitsOf(layout: Layout): LayoutRow['bits'] {
  if (layout.kind === 'bits') return { first: layout.bit, width: layout.width, order: layout.order };
  return 'base' in layout ? bitsOf(layout.base) : null;
}
