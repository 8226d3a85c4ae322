import type { Layout } from './layout.ts';

/**
 * Whether the bytes of a record say where it ends. A record that goes on to the end of its input (`rest`, a tag that is
 * the size, unknown cases that are kept) does not, unless that part stands in a run of known length.
 */
export function isDelimited(layout: Layout): boolean {
  if (layout.size !== null) return true;
  switch (layout.kind) {
    case 'blob':
    case 'text':
    case 'sized':
      return layout.length.by !== 'rest';
    case 'array':
      return layout.count.by !== 'rest' && isDelimited(layout.element);
    case 'record':
      return layout.fields.every((field) => isDelimited(field.layout));
    case 'optional':
      return layout.present.by !== 'rest' && isDelimited(layout.layout);
    case 'union':
      return (
        layout.tag.by !== 'size' &&
        layout.unknown === 'refuse' &&
        layout.cases.every((each) => isDelimited(each.layout))
      );
    case 'transform':
      return isDelimited(layout.layout);
    case 'definitions':
      return isDelimited(layout.layout) && layout.definitions.every((each) => isDelimited(each.layout));
    default:
      return true;
  }
}
