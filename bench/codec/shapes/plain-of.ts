import type { Fields } from './peers/shaped-peer.ts';
import { fieldsOf, type Shape, type UnionShape } from './shape.ts';

/** A union's value as its tag and the value of the case. */
export type UnionOf = (value: Fields, union: UnionShape) => { tag: number; value: unknown };

/** The plain value of a shape, out of objects that have more properties or classes of their own. */
export function plainOf(shape: Shape, value: unknown, unionOf: UnionOf): unknown {
  if (typeof shape === 'string' || shape.kind === 'text') return value;
  if (shape.kind === 'list') return Array.from(value as unknown[], (each) => plainOf(shape.element, each, unionOf));
  const object = value as Fields; // of a record or a union
  if (shape.kind === 'record') {
    return Object.fromEntries(fieldsOf(shape).map(([name, field]) => [name, plainOf(field, object[name], unionOf)]));
  }
  const { tag, value: inner } = unionOf(object, shape);
  return { tag, value: plainOf(shape.cases[tag - 1]!, inner, unionOf) }; // tags count from 1
}

/** For those that show a union as the workloads do. */
export const asItIs: UnionOf = (value) => value as { tag: number; value: unknown };

/** For those whose tag stands among the fields of the case. */
export function besideTag(name: string, first = 1): UnionOf {
  return (value) => ({ tag: Number(value[name]) - first + 1, value });
}

/** For those that have a property for each case. */
export const byProperty: UnionOf = (value, { cases }) => {
  const tag = 1 + cases.findIndex((_, i) => value[`case${i + 1}`] !== undefined && value[`case${i + 1}`] !== null);
  return { tag, value: value[`case${tag}`] };
};
