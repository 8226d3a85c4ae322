import { optionalKind, recordKind } from '../codec/kinds.ts';
import type { OptionalLayout, PrefixLayout, Presence } from '../layout/layout.ts';
import { pathOf, prefixIn, type Rest } from './length.ts';
import {
  type AnyType,
  defineType,
  type Infer,
  type InferInput,
  type IntegerType,
  notesInside,
  type RefsOf,
  type Surroundings,
  type Type,
  wholeBytes,
  wholeFrom,
} from './type.ts';

/** A condition on a field, made by {@link when}. */
export interface FieldCondition<Field extends string = string> {
  readonly field: Field;
  readonly mask?: number;
  readonly equals?: readonly (number | string)[];
}

/**
 * When an optional value is there: the name of a field or flag before it (there when it is neither zero nor false), a
 * condition on one ({@link when}), an integer or `bool` in front, or `rest`: when bytes are left.
 */
export type Condition = string | FieldCondition | IntegerType | Type<boolean, never, string> | Rest;

type RefsOfCondition<C> = C extends string ? C : C extends FieldCondition<infer Field> ? Field : never;

/**
 * A condition on a field: one of these bits is set in it, or it has one of these values (names of an enumeration too; true is 1, false 0).
 *
 * @throws StructwireError `invalid-layout` for a mask without bits; at the first use for values that the field never has.
 */
export function when<const Field extends string>(
  field: Field,
  condition: { readonly mask: number } | { readonly equals: number | string | readonly (number | string)[] },
): FieldCondition<Field> {
  if ('mask' in condition) return Object.freeze({ field, mask: wholeFrom(1, condition.mask, 'a mask of bits') });
  const { equals } = condition;
  return Object.freeze({ field, equals: Object.freeze(typeof equals === 'object' ? [...equals] : [equals]) });
}

/**
 * A value that may be missing: `undefined` then.
 *
 * @throws StructwireError `presence-disagrees` while encoding, when the value and its flag say different things.
 * @example
 * ```ts
 * import { flags, optional, record, u16, u8 } from 'structwire';
 *
 * const Sample = record({ has: flags(u8, { speed: 1 }), speed: optional(u16, 'has.speed') });
 * console.log(Sample.decode(Uint8Array.of(1, 9, 0)).speed); // 9
 * console.log(Sample.decode(Uint8Array.of(0)).speed); // undefined
 * ```
 */
export function optional<T extends AnyType, const C extends Condition>(
  type: T,
  condition: C,
): Type<Infer<T> | undefined, InferInput<T> | undefined, RefsOf<T> | RefsOfCondition<C>> {
  const { present, children } = presenceOf(condition);
  return defineType({
    kinds: [optionalKind, recordKind],
    children: [type, ...children],
    notes: notesInside(type),
    layoutIn: (surroundings): OptionalLayout => {
      const layout = wholeBytes(type).layoutIn({ ...surroundings, alignOf: null });
      return Object.freeze({ kind: 'optional', size: null, align: 1, layout, present: present(surroundings) });
    },
  });
}

function presenceOf(condition: Condition): { present: (surroundings: Surroundings) => Presence; children: AnyType[] } {
  if (typeof condition === 'string') return onField({ field: condition });
  if ('field' in condition) return onField(condition);
  if ('isRest' in condition) return { present: () => Object.freeze({ by: 'rest' }), children: [] };
  const present = (surroundings: Surroundings): Presence =>
    Object.freeze({ by: 'prefix', prefix: flagIn(condition, surroundings) });
  return { present, children: [condition] };
}

/** The layout of what stands in front and says whether something follows. */
function flagIn(type: AnyType, surroundings: Surroundings): PrefixLayout {
  const layout = type.definition.layoutIn(surroundings);
  return layout.kind === 'scalar' && layout.scalar === 'bool' ? layout : prefixIn(type, surroundings);
}

function onField({ field, ...condition }: FieldCondition): ReturnType<typeof presenceOf> {
  const present: Presence = Object.freeze({ by: 'field', field: pathOf(field), ...condition });
  return { present: () => present, children: [] };
}
