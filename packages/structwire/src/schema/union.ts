import { recordKind, unionKind } from '../codec/kinds.ts';
import type { EnumLayout, PrefixLayout, TextLayout, UnionCase, UnionLayout, UnionTag } from '../layout/layout.ts';
import { pathOf } from './length.ts';
import {
  type AnyType,
  defineType,
  type Infer,
  type InferInput,
  mistake,
  oneOf,
  type RefsOf,
  type Surroundings,
  type Type,
  wholeBytes,
} from './type.ts';

/** The size as a tag; see {@link union}. */
export interface BySize {
  readonly by: 'size';
}

/** As the tag of a union: the number of bytes to the end, of a datagram for example. */
export const bySize: BySize = /* @__PURE__ */ Object.freeze({ by: 'size' });

/** The cases of a union by tag. */
export type UnionCases = Readonly<Record<string | number, AnyType>>;

/** The values of each case, by tag; `[keyof Cases]` stands where it is used, so that editors show the cases. */
type CaseValues<Cases extends UnionCases> = {
  [Tag in keyof Cases]: { tag: Tag; value: Infer<Cases[Tag]> };
};

type CaseInputs<Cases extends UnionCases> = {
  [Tag in keyof Cases]: { readonly tag: Tag; readonly value: InferInput<Cases[Tag]> };
};

/** A value whose tag has no case: the tag, and the bytes to the end. */
export interface UnknownCase {
  tag: null;
  actual: number | bigint | string;
  value: Uint8Array<ArrayBuffer>;
}

/** What encoding takes for a tag without a case. */
export interface UnknownCaseInput {
  readonly tag: null;
  readonly actual: number | bigint | string;
  readonly value: Uint8Array;
}

type RefsOfUnion<Tag, Cases extends UnionCases> = (Tag extends string ? Tag : never) | RefsOf<Cases[keyof Cases]>;

/**
 * One of several types, by tag: in a field before (its name), right in front (a type: integer, enumeration or text), or
 * the number of bytes to the end ({@link bySize}). Values are `{ tag, value }`.
 *
 * A tag without a case is an error, or, with `unknown: 'keep'`, gives `{ tag: null, actual, value }` with the tag and the
 * raw bytes to the end (of the `sized` part around, or of the input).
 *
 * @throws StructwireError `unknown-tag`; while encoding also `tag-disagrees`, `not-a-tagged-value`.
 * @example
 * ```ts
 * import { record, tagOf, u16, u8, union } from 'structwire';
 *
 * const Ping = record({ sequence: u16 });
 * const Message = record({ type: tagOf('body', u8), body: union('type', { 1: Ping, 2: u8 }) });
 * const { body } = Message.decode(Message.encode({ body: { tag: 1, value: { sequence: 7 } } }));
 * if (body.tag === 1) console.log(body.value.sequence); // 7
 * ```
 */
export function union<const Tag extends string | AnyType | BySize, const Cases extends UnionCases>(
  tag: Tag,
  cases: Cases,
  options?: { readonly unknown?: 'refuse' },
): Type<CaseValues<Cases>[keyof Cases], CaseInputs<Cases>[keyof Cases], RefsOfUnion<Tag, Cases>>;
export function union<const Tag extends string | AnyType | BySize, const Cases extends UnionCases>(
  tag: Tag,
  cases: Cases,
  options: { readonly unknown: 'keep' },
): Type<
  CaseValues<Cases>[keyof Cases] | UnknownCase,
  CaseInputs<Cases>[keyof Cases] | UnknownCaseInput,
  RefsOfUnion<Tag, Cases>
>;
export function union(
  tag: string | AnyType | BySize,
  cases: UnionCases,
  { unknown = 'refuse' }: { readonly unknown?: 'refuse' | 'keep' } = {},
): Type<unknown, never, string> {
  oneOf(['refuse', 'keep'], unknown, 'unknown');
  const types = Object.entries(cases);
  return defineType({
    kinds: [unionKind, recordKind],
    children: [...types.map(([, type]) => type), ...(typeof tag === 'object' && 'definition' in tag ? [tag] : [])],
    layoutIn: (surroundings): UnionLayout => {
      const inside = { ...surroundings, alignOf: null };
      const list = types.map(
        ([name, type]): UnionCase => Object.freeze({ tag: tagFrom(name), layout: wholeBytes(type).layoutIn(inside) }),
      );
      const ready = tagIn(tag, inside);
      if (ready.by === 'prefix' && ready.prefix.kind === 'enum') checkNames(ready.prefix, list);
      return Object.freeze({
        kind: 'union',
        size: null,
        align: 1,
        tag: ready,
        cases: Object.freeze(list),
        unknown,
      });
    },
  });
}

/** Property names are strings: those that are integers stand for them. */
function tagFrom(name: string): number | string {
  const number = Number(name);
  return Number.isSafeInteger(number) && String(number) === name ? number : name;
}

function tagIn(tag: string | AnyType | BySize, surroundings: Surroundings): UnionTag {
  if (typeof tag === 'string') return Object.freeze({ by: 'field', field: pathOf(tag) });
  if ('by' in tag) return Object.freeze({ by: 'size' });
  const prefix = tag.definition.layoutIn(surroundings);
  if (isPrefix(prefix)) return Object.freeze({ by: 'prefix', prefix });
  throw mistake(`a tag is an integer, an enumeration or a text, not a layout of kind '${prefix.kind}'`);
}

function checkNames({ names }: EnumLayout, cases: readonly UnionCase[]): void {
  for (const { tag } of cases) {
    if (typeof tag === 'string' && !names.some(({ name }) => name === tag))
      throw mistake(`the enumeration of the tag has no name '${tag}'`);
  }
}

function isPrefix(layout: { readonly kind: string }): layout is PrefixLayout | EnumLayout | TextLayout {
  return ['scalar', 'varint', 'enum', 'text'].includes(layout.kind);
}
