import type { Layout, TextLayout } from './layout.ts';

/**
 * The fewest bytes that a value of a layout can take: what must be there before memory for many of them is taken.
 */
export function minSize(layout: Layout): number {
  if (layout.size !== null) return layout.size;
  switch (layout.kind) {
    case 'varint':
      return 1;
    case 'record':
      return layout.fields.reduce(
        (total, field) => total + (field.layout.size === null ? minSize(field.layout) : 0),
        layout.stretches.reduce((total, size) => total + size, 0),
      );
    case 'array':
      return layout.count.by === 'fixed' ? layout.count.value * minSize(layout.element) : minPrefix(layout.count);
    case 'text':
      return textMin(layout);
    case 'blob':
    case 'sized':
      return minPrefix(layout.length);
    case 'scaled':
    case 'constant':
    case 'derived':
      return minSize(layout.base);
    case 'transform':
    case 'definitions':
      return minSize(layout.layout);
    case 'optional':
      return minPrefix(layout.present);
    case 'union':
      return layout.tag.by === 'prefix' ? minSize(layout.tag.prefix) : 0;
    default:
      return 0;
  }
}

function textMin({ length }: TextLayout): number {
  return length.by === 'terminator' ? 1 : minPrefix(length);
}

function minPrefix(extent: { readonly by: string; readonly prefix?: Layout }): number {
  return extent.prefix === undefined ? 0 : minSize(extent.prefix);
}
