import type { ArrayLayout, BitsLayout, EnumLayout, Layout, PaddingLayout, ScalarLayout } from '../layout/layout.ts';
import type { LayoutRow, PaddingReason } from './layout-row.ts';

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
    bits: layout.kind === 'bits' ? bitsOf(layout) : layout.kind === 'enum' ? enumBits(layout) : null,
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
  size: number,
  padding: PaddingReason,
  layout: PaddingLayout | null = null,
): LayoutRow {
  const none = { type: '', code: null, endian: null, bits: null, unit: null };
  return { ...none, kind: 'padding', path, depth, offset, after, size, padding, layout, doc };
}

function typeText(layout: Layout): string {
  switch (layout.kind) {
    case 'scalar':
      return layout.scalar;
    case 'array':
      return arrayText(layout);
    case 'bits':
      return layout.as ?? `${layout.signed ? 'i' : 'u'}${layout.width}`;
    case 'enum':
      return `${layout.name === undefined ? 'enum' : `enum ${layout.name}`}: ${typeText(layout.base)}`;
    case 'record':
      return layout.name ?? 'record';
    case 'overlay':
      return layout.name === undefined ? 'union' : `union ${layout.name}`;
    default:
      return layout.kind;
  }
}

/** Dimensions in the order in which they index: `u8[3][2]` is three arrays of two. */
function arrayText(layout: ArrayLayout): string {
  let element: Layout = layout;
  let dimensions = '';
  while (element.kind === 'array') {
    dimensions += `[${element.count.by === 'fixed' ? element.count.value : ''}]`;
    element = element.element;
  }
  return typeText(element) + dimensions;
}

function endianOf(layout: Layout): ScalarLayout['endian'] | null {
  if (layout.kind === 'array') return endianOf(layout.element);
  if (layout.kind === 'enum') return endianOf(layout.base);
  return layout.kind === 'scalar' && layout.size > 1 ? layout.endian : null;
}

function enumBits({ base }: EnumLayout): LayoutRow['bits'] {
  return base.kind === 'bits' ? bitsOf(base) : null;
}

function bitsOf({ bit, width, order }: BitsLayout): LayoutRow['bits'] {
  return { first: bit, width, order };
}
