import type { Layout } from './layout.ts';
import type { ScalarName } from './scalar-name.ts';

/** What tells how a node is run: its kind, or for scalars which one it is. */
export type KindName = Exclude<Layout['kind'], 'scalar'> | ScalarName;

/** The name that a node is looked up by in tables of kinds. */
export function kindNameOf(layout: Layout): KindName {
  return layout.kind === 'scalar' ? layout.scalar : layout.kind;
}
