import { derivedKind, recordKind } from '../codec/kinds.ts';
import { kindNameOf } from '../layout/kind-name.ts';
import type { DerivedFrom, DerivedLayout, Layout } from '../layout/layout.ts';
import { pathOf } from './length.ts';
import {
  type AnyType,
  defineType,
  type Infer,
  type InferInput,
  type IntegerType,
  mistake,
  type RefsOf,
  type Type,
} from './type.ts';

/** A field that encoding works out: it may be left out, and what is given for it does not count. */
type Derived<Base extends AnyType, Refs extends string> = Type<
  Infer<Base>,
  InferInput<Base> | undefined,
  Refs | RefsOf<Base>
>;

/** How what is measured becomes the integer: `measured = integer * times + plus`, as for `by`. */
export interface DerivedArithmetic {
  readonly times?: number;
  readonly plus?: number;
}

/**
 * The byte length of a field, of a range of fields (`{ from, through }`), or of the whole record (`null`), worked out on
 * encoding and compared on decoding. The fields may stand in a record around this one.
 *
 * @throws StructwireError `length-disagrees` while decoding, `integer-out-of-range` while encoding.
 * @example
 * ```ts
 * import { lengthOf, record, text, u16 } from 'structwire';
 *
 * const Message = record({ size: lengthOf(null, u16), length: lengthOf('name', u16), name: text('length') });
 * console.log(Message.encode({ name: 'Ada' }).join(' ')); // 7 0 3 0 65 100 97
 * ```
 */
export function lengthOf<const Field extends string, Base extends IntegerType>(
  field: Field | { readonly from: Field; readonly through: string } | null,
  base: Base,
  arithmetic: DerivedArithmetic = {},
): Derived<Base, Field> {
  const range = typeof field === 'object' ? field : { from: field };
  const path = range === null ? [] : pathOf(range.from);
  const through = range !== null && 'through' in range ? { through: range.through } : {};
  return derived(base, { of: 'length', field: path, ...through, ...arithmetic }, FIXED_INTEGERS);
}

/**
 * The number of elements of an array, worked out on encoding and compared on decoding. The array may stand in a record
 * around this one.
 *
 * @throws StructwireError `length-disagrees` while decoding, `integer-out-of-range` while encoding.
 * @example
 * ```ts
 * import { array, countOf, record, u16, u8 } from 'structwire';
 *
 * const Samples = record({ count: countOf('samples', u8), samples: array(u16, 'count') });
 * console.log(Samples.encode({ samples: [1, 2] }).join(' ')); // 2 1 0 2 0
 * ```
 */
export function countOf<const Field extends string, Base extends IntegerType>(
  field: Field,
  base: Base,
  arithmetic: DerivedArithmetic = {},
): Derived<Base, Field> {
  return derived(base, { of: 'count', field: pathOf(field), ...arithmetic }, INTEGERS);
}

/** The tag of a union's value, worked out on encoding. See {@link union}. */
export function tagOf<const Field extends string, Base extends AnyType>(
  field: Field,
  base: Base,
): Derived<Base, Field> {
  return derived(base, { of: 'tag', field: pathOf(field) }, TAGS);
}

/** Whether an optional field is there, as 1 or 0, worked out on encoding. See {@link optional}. */
export function presenceOf<const Field extends string, Base extends Type<number, never> | Type<boolean>>(
  field: Field,
  base: Base,
): Derived<Base, Field> {
  return derived(base, { of: 'presence', field: pathOf(field) }, INTEGERS);
}

type BaseKind = DerivedLayout['base']['kind'];

const FIXED_INTEGERS: readonly BaseKind[] = ['scalar', 'bits'];
const INTEGERS: readonly BaseKind[] = ['scalar', 'bits', 'varint'];
const TAGS: readonly BaseKind[] = ['scalar', 'bits', 'varint', 'enum', 'text'];

function derived<Base extends AnyType, Refs extends string>(
  base: Base,
  from: DerivedFrom,
  accepted: readonly BaseKind[],
): Derived<Base, Refs> {
  return defineType({
    kinds: [derivedKind, recordKind],
    shows: base,
    layoutIn: (surroundings): DerivedLayout => {
      const layout = base.definition.layoutIn(surroundings);
      if (!isOneOf(layout, accepted) || isFloat(layout))
        throw mistake(`a ${from.of} cannot stand in ${kindNameOf(layout)}`);
      const { size, align } = layout;
      return Object.freeze({ kind: 'derived', size, align, base: layout, from: Object.freeze(from) });
    },
  });
}

function isFloat(layout: Layout): boolean {
  return layout.kind === 'scalar' && layout.scalar.startsWith('f');
}

function isOneOf(layout: Layout, kinds: readonly string[]): layout is DerivedLayout['base'] {
  return kinds.includes(layout.kind);
}
