import type { Layout } from '../../layout/layout.ts';
import { Binder, type KindTable, type TransformFunctions } from './binder.ts';
import type { Cursor } from './cursor.ts';
import type { BoundNode } from './node.ts';

/** The functions of the transformations of a layout, by id. */
export type Transforms = ReadonlyMap<string, TransformFunctions>;

/**
 * The complete interpreter of a layout: the reference for what bytes mean, and the maker of every error.
 *
 * Works without code generation. `kinds` are those that the layout is made of, or more.
 *
 * @throws StructwireError `unknown-field`, `invalid-layout` for layouts that refer to what is not there.
 */
export function interpret(layout: Layout, kinds: KindTable, transforms: Transforms = new Map()): BoundNode {
  const root = new Binder(kinds, transforms).bind(layout);
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
