import type { Cursor } from './cursor.ts';
import type { BoundNode } from './node.ts';

/** The outermost node of a layout with fields that are filled in when all of it is written. */
export function encodingWhole(root: BoundNode): BoundNode {
  return { ...root, encode: (value, cursor) => encodeWhole(root, value, cursor) };
}

/** Checksums are filled in last. */
function encodeWhole(root: BoundNode, value: unknown, cursor: Cursor): void {
  root.encode(value, cursor);
  const { at, afterwards, patches } = cursor;
  for (const { patch } of afterwards) {
    cursor.at = patch.at;
    patch.run(patch, cursor);
  }
  cursor.at = at;
  afterwards.length = 0; // the cursor may have another record to write
  patches.length = 0;
}
