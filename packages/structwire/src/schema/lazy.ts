import { definitionsKind, recordKind, refKind } from '../codec/kinds.ts';
import type { RefLayout } from '../layout/layout.ts';
import { closeLazies } from './close-lazies.ts';
import { type AnyType, defineType, type Type } from './type.ts';

/**
 * A type that is made later, by name: a type can contain itself through it. The checker needs the types of its values.
 *
 * It is the same wherever it stands: its byte order is its own, and names of fields in it do not reach out of it. How deep
 * values may be nested is the limit `maxDepth`.
 *
 * @throws StructwireError `too-deep`; `invalid-layout` for two types of one name.
 * @example
 * ```ts
 * import { array, lazy, record, type Type, u8 } from 'structwire';
 *
 * interface Tree {
 *   id: number;
 *   children: Tree[];
 * }
 * const TreeType: Type<Tree> = record({ id: u8, children: array(lazy<Tree>('Tree', () => TreeType), u8) });
 * console.log(TreeType.definition.lazies.size); // 1
 * ```
 */
export function lazy<Out, In = Out>(name: string, make: () => AnyType): Type<Out, In> {
  const layout: RefLayout = Object.freeze({ kind: 'ref', size: null, align: 1, name });
  return defineType({
    kinds: [refKind, definitionsKind, recordKind],
    lazies: new Set([{ name, make, close: closeLazies }]),
    layoutIn: () => layout,
  });
}
