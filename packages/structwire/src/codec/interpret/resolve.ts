import { unknownField } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { FieldPath } from '../../layout/layout.ts';
import { type ResolvedField, resolveField } from '../../layout/resolve-field.ts';
import type { Binder, RecordPlace } from './binder.ts';

/** The field that a path means where the binder is; the record it is in will keep it readable. */
export function resolveHere(
  binder: Binder,
  path: FieldPath,
  which: 'before' | 'any',
): ResolvedField & { readonly place: RecordPlace } {
  binder.lookups++;
  const resolved = resolveField(binder.place, path, which);
  const place = resolved.place as RecordPlace; // every place of a binder is one
  if (which === 'before') place.referenced.add(resolved.index); // else no size depends on it
  return { ...resolved, place };
}

/** The innermost record, for what only exists in one. */
export function enclosingRecord(binder: Binder, what: string): RecordPlace {
  binder.lookups++;
  if (binder.place !== null) return binder.place;
  throw failure(unknownField, { field: what, problem: 'stands in no record' });
}
