import { unknownField } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { DerivedFrom, Layout } from '../../layout/layout.ts';
import { innermostPlace, type Place, type ResolvedField, resolveField } from '../../layout/resolve-field.ts';
import type { Cursor, Scope } from './cursor.ts';
import { ownField, walk } from './fields.ts';
import { patchHere, scopeAt } from './scope.ts';

/** What is known, while encoding, of a field that encoding derives. */
export interface Derivation {
  readonly value: (cursor: Cursor) => unknown;
  readonly whenKnown: (cursor: Cursor, check: (stated: number, cursor: Cursor) => void) => void;
}

/** What a derived field will say, worked out from where a field that looks at it stands. */
export function derivation(from: DerivedFrom, at: ResolvedField): Derivation {
  const nested = at.fields.length - 1;
  const target = from.field.length === 0 ? null : resolveField(innermostPlace(at), from.field, 'any');
  const up = at.up + (target?.up ?? 0) - nested;
  if (up < at.up) return { value: () => undefined, whenKnown: () => undefined }; // in a record that is closed by then
  const names = target === null ? [] : target.fields.map(({ name }) => name ?? '');
  return {
    value: (cursor) => (from.of === 'length' ? undefined : derivedValue(from, walk(scopeAt(cursor, up).values, names))),
    whenKnown: (cursor, check) => {
      if (from.of !== 'length') return;
      const scope = scopeAt(cursor, up);
      const range = fieldRange(
        from.field.length === 0 ? null : (target?.index ?? 0),
        from.through,
        (target ?? at).place,
      );
      const patch = patchHere(cursor, (_patch, later) => {
        check(adjusted(rangeLength(scope, range), from), later);
      });
      scope.later.push(patch);
      cursor.patches.push(patch);
    },
  };
}

/** First and last field of a range by index; `null` is the whole record. */
export type FieldRange = { readonly first: number; readonly last: number } | null;

/** @throws StructwireError `unknown-field` when `through` is no field of the record behind the first. */
export function fieldRange(first: number | null, through: string | undefined, { record }: Place): FieldRange {
  if (first === null) return null;
  if (through === undefined) return { first, last: first };
  const last = record.fields.findIndex(({ name }) => name === through);
  if (last >= first) return { first, last };
  throw failure(unknownField, {
    field: through,
    problem: 'is no field of the same record behind the first of the range',
  });
}

/** How many bytes a range takes, when its record is complete. */
export function rangeLength(scope: Scope, range: FieldRange): number {
  if (range === null) return scope.end - scope.start;
  return (scope.marks[2 * range.last + 1] ?? 0) - (scope.marks[2 * range.first] ?? 0);
}

/** `(measured - plus) / times`, the integer that stands for a number of bytes or elements. */
export function adjusted(measured: number, { times = 1, plus = 0 }: { times?: number; plus?: number }): number {
  return (measured - plus) / times;
}

/** What a derived field says about a value; `undefined` when the value is not one. */
export function derivedValue(from: Exclude<DerivedFrom, { of: 'length' }>, value: unknown): unknown {
  switch (from.of) {
    case 'count': {
      const length = value === undefined ? 0 : (value as { length?: unknown } | null)?.length; // null has none
      return typeof length === 'number' ? adjusted(length, from) : undefined;
    }
    case 'tag':
      return tagOfValue(value);
    case 'presence':
      return value === undefined ? 0 : 1;
  }
}

/** The tag that a union's value carries. */
export function tagOfValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return ownField(value, 'tag') ?? ownField(value, 'actual');
}

/** A tag where tags are texts: integers are their digits. */
export function textTag(tag: unknown): unknown {
  return typeof tag === 'number' || typeof tag === 'bigint' ? String(tag) : tag;
}

/** The kinds that a derived field can be about, and what others are not. */
const SUBJECTS: Readonly<Record<'count' | 'tag' | 'presence', { kinds: readonly Layout['kind'][]; problem: string }>> =
  {
    count: { kinds: ['array', 'bytes', 'blob', 'tuple'], problem: 'has no elements to count' },
    tag: { kinds: ['union'], problem: 'is no union, which has a tag' },
    presence: { kinds: ['optional'], problem: 'is not optional: it is always there' },
  };

/**
 * Makes sure that a field has what is derived from it.
 *
 * @throws StructwireError `unknown-field`
 */
export function checkSubject({ of, field }: DerivedFrom, { layout }: ResolvedField): void {
  if (of === 'length') return;
  const { kinds, problem } = SUBJECTS[of];
  let subject = layout;
  while (subject.kind === 'sized' || (subject.kind === 'optional' && of !== 'presence')) subject = subject.layout;
  const isAny = subject.kind === 'transform' || subject.kind === 'ref'; // what it gives is not known here
  if (!isAny && !kinds.includes(subject.kind)) throw failure(unknownField, { field: field.join('.'), problem });
}
