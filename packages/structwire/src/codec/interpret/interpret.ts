import type { Layout } from '../../layout/layout.ts';
import { Binder, type KindTable, type TransformFunctions } from './binder.ts';
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
  const binder = new Binder(kinds, transforms);
  const root = binder.bind(layout);
  return binder.finish?.(root) ?? root;
}
