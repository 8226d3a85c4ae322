import type { Layout } from '../../../layout/layout.ts';

/** What stands for a value that is not read. */
export const UNREAD = 'undefined';

/** Whether sizes can depend on a value of this layout: the integers, and what they are fields of. */
export function decides(layout: Layout): boolean {
  switch (layout.kind) {
    case 'scalar':
      return !layout.scalar.startsWith('f') && layout.scalar !== 'char';
    case 'bits':
    case 'enum':
    case 'flags':
    case 'varint':
    case 'record':
      return true;
    case 'constant':
    case 'derived':
      return decides(layout.base);
    case 'sized':
      return decides(layout.layout);
    default:
      return false;
  }
}
