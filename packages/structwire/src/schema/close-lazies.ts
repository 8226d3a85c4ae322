import type { Definition, Layout } from '../layout/layout.ts';
import {
  ALONE,
  type AnyType,
  type ClosedType,
  defineParts,
  definitionOf,
  type LazyType,
  mistake,
  type TypeDefinition,
} from './type.ts';

/** Lazy types are made now; those that they name, too. */
export function closeLazies(root: TypeDefinition): ClosedType {
  const definitions = new Map<string, Definition>();
  const types = new Map<string, AnyType>();
  const waiting = lastIsNext(root.lazies);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, make } = next;
    const type = make();
    if (types.has(name) && types.get(name) === type) continue;
    const layout = definitionOf(type, name).layoutIn(ALONE);
    const known = definitions.get(name);
    if (known === undefined) {
      types.set(name, type);
      definitions.set(name, Object.freeze({ name, layout }));
      waiting.push(...lastIsNext(type.definition.lazies));
    } else if (!isSame(known.layout, layout)) throw mistake(`two lazy types are called '${name}'`);
  }
  const { kinds, transforms } = defineParts({
    layoutIn: root.layoutIn,
    kinds: [...root.kinds],
    transforms: root.transforms,
    children: [...types.values()],
  });
  return { layout: withDefinitions(root.layoutIn(ALONE), [...definitions.values()]), kinds, transforms };
}

/** The first of each name behind the others of that name, which come when it is known. */
function lastIsNext(lazies: ReadonlySet<LazyType>): LazyType[] {
  const first = new Map<string, LazyType>();
  for (const each of lazies) if (!first.has(each.name)) first.set(each.name, each);
  return [...[...lazies].filter((each) => first.get(each.name) !== each), ...first.values()];
}

/** Types may be made anew each time: the same fields are the same type, whatever its transformations are numbered. */
function isSame(known: Layout, made: Layout): boolean {
  return textOf(known) === textOf(made);
}

function textOf(layout: Layout): string {
  return JSON.stringify(layout, (key, value: unknown) => {
    if (key === 'id') return String(value).replace(/#\d+$/, '');
    return typeof value === 'bigint' ? `${value}n` : value;
  });
}

function withDefinitions(layout: Layout, definitions: readonly Definition[]): Layout {
  const { size, align } = layout;
  return Object.freeze({ kind: 'definitions', size, align, layout, definitions: Object.freeze(definitions) });
}
