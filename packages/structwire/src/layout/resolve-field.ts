import { unknownField } from '../errors/schema-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { FieldPath, FlagName, Layout, RecordField, RecordLayout } from './layout.ts';

/** A place in a layout: inside field `index` of `record`, which itself stands at `outer`. */
export interface Place {
  readonly record: RecordLayout;
  /** Which field of the record the place is in. */
  readonly index: number;
  /** The field around this record, or `null` for the outermost one (of the layout or of a definition). */
  readonly outer: Place | null;
}

/** The field that a path means at some place. */
export interface ResolvedField {
  /** How many records outward from the place the first name of the path is: 0 for the innermost. */
  readonly up: number;
  /** The record there, as the place was in it. */
  readonly place: Place;
  /** Index in that record of the field with the first name. */
  readonly index: number;
  /** The fields that the path leads through, outermost first. */
  readonly fields: readonly RecordField[];
  /** Layout of the last field; for a flag that of its flags. */
  readonly layout: Layout;
  /** The flag, where the path ends in one. */
  readonly flag: FlagName | null;
}

/**
 * The field that `path` means at `place`: `before` takes only fields that are decoded before it, `any` all of the records
 * around. The innermost record with such a field counts.
 *
 * @throws StructwireError `unknown-field` when there is none.
 */
export function resolveField(place: Place | null, path: FieldPath, which: 'before' | 'any'): ResolvedField {
  const [first = '', ...steps] = path;
  let up = 0;
  for (let at = place; at !== null; at = at.outer, up++) {
    const index = at.record.fields.findIndex(({ name }) => name === first);
    const field = at.record.fields[index];
    if (field !== undefined && (which === 'any' || index < at.index)) {
      return { up, place: at, index, ...descend(field, steps, path) };
    }
  }
  throw unresolved(path, which === 'any' ? 'is no field of the records around' : 'is no field decoded before this one');
}

function descend(
  field: RecordField,
  steps: readonly string[],
  path: FieldPath,
): Pick<ResolvedField, 'fields' | 'layout' | 'flag'> {
  const fields = [field];
  let layout = transparent(field.layout);
  for (const [index, step] of steps.entries()) {
    const flag = layout.kind === 'flags' ? layout.flags.find(({ name }) => name === step) : undefined;
    if (flag !== undefined && index === steps.length - 1) return { fields, layout, flag };
    const next = layout.kind === 'record' ? layout.fields.find(({ name }) => name === step) : undefined;
    if (next === undefined) throw unresolved(path, `has no field '${step}'`);
    fields.push(next);
    layout = transparent(next.layout);
  }
  return { fields, layout, flag: null };
}

/** The place behind the innermost record on a resolved path, from which that record and all around it are seen. */
export function innermostPlace({ place, index, fields }: ResolvedField): Place {
  let inner: Place = { record: place.record, index, outer: place.outer };
  for (const field of fields.slice(0, -1)) {
    const record = transparent(field.layout);
    if (record.kind === 'record') inner = { record, index: record.fields.length, outer: inner };
  }
  return inner;
}

/** What shows its value unchanged stands for what it holds. */
function transparent(layout: Layout): Layout {
  return layout.kind === 'sized' ? transparent(layout.layout) : layout;
}

function unresolved(path: FieldPath, problem: string): StructwireError {
  return failure(unknownField, { field: path.join('.'), problem });
}
