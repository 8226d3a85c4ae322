import { unknownField } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { DerivedFrom, DerivedLayout } from '../../layout/layout.ts';
import type { Binder, BindNode, RecordPlace } from './binder.ts';
import type { Cursor, Scope } from './cursor.ts';
import { adjusted, checkSubject, derivedValue, fieldRange, rangeLength, textTag } from './derivation.ts';
import { walk } from './fields.ts';
import { disagrees, rawInteger } from './reference.ts';
import { enclosingRecord, resolveHere } from './resolve.ts';
import { patchHere, scopeAt } from './scope.ts';

/** What a derived field is worked out from: a value in a record around, or the bytes of some of its fields. */
interface Source {
  /** How many records outward. */
  readonly up: number;
  /** What the field says, once the record is complete. */
  readonly measure: (scope: Scope) => unknown;
  /** What it says before, for what only depends on the value that is encoded. */
  readonly early: ((scope: Scope) => unknown) | null;
}

/** A field that encoding fills in, and decoding compares when the record it is about is complete. */
export const derivedNode: BindNode<DerivedLayout> = (layout, binder) => {
  const base = binder.bind(layout.base);
  const text = layout.from.field.join('.');
  const source = bindSource(layout, binder);
  const compare = (stated: unknown, scope: Scope, cursor: Cursor): void => {
    const actual = source.measure(scope);
    const raw = rawInteger(stated, layout);
    // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint of the same value are the same
    if (actual !== undefined && actual !== stated && rawInteger(actual, layout) != raw) {
      throw disagrees(text, stated, actual, cursor);
    }
  };
  const { measure } = base;
  return {
    decode: (cursor) => {
      const start = patchHere(cursor, () => undefined);
      const stated = base.decode(cursor);
      const scope = scopeAt(cursor, source.up);
      scope.later.push({ ...start, run: (_patch, later) => compare(stated, scope, later) });
      return stated;
    },
    encode: (_value, cursor) => {
      const scope = scopeAt(cursor, source.up);
      if (source.early !== null) {
        const value = source.early(scope);
        if (value !== undefined) base.encode(value, cursor); // else the value it is about is no such value: the error comes there
        return;
      }
      const fill = patchHere(cursor, (_patch, later) => base.encode(source.measure(scope), later));
      cursor.patches.push(fill);
      scope.later.push(fill);
    },
    ...(measure === undefined ? {} : { measure }),
  };
};

function bindSource({ from, base }: DerivedLayout, binder: Binder): Source {
  if (from.field.length === 0) {
    const place = enclosingRecord(binder, 'length');
    return lengthSource(from, 0, null, place);
  }
  const resolved = resolveHere(binder, from.field, 'any');
  checkSubject(from, resolved);
  if (from.of === 'length') {
    if (resolved.fields.length === 1) return lengthSource(from, resolved.up, resolved.index, resolved.place);
    throw failure(unknownField, { field: from.field.join('.'), problem: 'is not in a record around the length' });
  }
  const names = resolved.fields.map(({ name }) => name ?? '');
  const value = (scope: Scope): unknown => asBase(derivedValue(from, walk(scope.values, names)), base);
  return { up: resolved.up, measure: value, early: value };
}

function lengthSource(from: DerivedFrom, up: number, index: number | null, place: RecordPlace): Source {
  place.needsMarks = true;
  const range = fieldRange(index, from.of === 'length' ? from.through : undefined, place);
  const measure = (scope: Scope): number =>
    adjusted(rangeLength(scope, range), from as { times?: number; plus?: number });
  return { up, measure, early: null };
}

function asBase(value: unknown, base: DerivedLayout['base']): unknown {
  return base.kind === 'text' ? textTag(value) : value;
}
