import type { Definition, Layout } from '../layout/layout.ts';
import { ALONE, type AnyType, type ClosedType, defineParts, definitionOf, type TypeDefinition } from './type.ts';

/** Lazy types are made now; those that they name, too. */
export function closeLazies(root: TypeDefinition): ClosedType {
  const definitions = new Map<string, Definition>();
  const types: AnyType[] = [];
  const waiting = [...root.lazies];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, { make }] = next;
    if (definitions.has(name)) continue;
    const type = make();
    types.push(type);
    definitions.set(name, Object.freeze({ name, layout: definitionOf(type, name).layoutIn(ALONE) }));
    waiting.push(...type.definition.lazies);
  }
  const { kinds, transforms } = defineParts({
    layoutIn: root.layoutIn,
    kinds: [...root.kinds],
    transforms: root.transforms,
    children: types,
  });
  return { layout: withDefinitions(root.layoutIn(ALONE), [...definitions.values()]), kinds, transforms };
}

function withDefinitions(layout: Layout, definitions: readonly Definition[]): Layout {
  const { size, align } = layout;
  return Object.freeze({ kind: 'definitions', size, align, layout, definitions: Object.freeze(definitions) });
}
