import { endianOf } from '../../describe/make-row.ts';
import { typeText } from '../../describe/type-text.ts';
import { fnv1a128 } from '../../layout/fingerprint.ts';
import type { Layout, RecordLayout, TupleLayout } from '../../layout/layout.ts';
import type { Place } from '../../layout/resolve-field.ts';
import { type Run, runsOf, variableForm, type WireForm } from '../../layout/wire-form.ts';

/** A stretch of equal elements of a field: offset, how many, what one is on the wire, its size (0 when it depends). */
export type FieldRun = readonly [offset: number, repeat: number, form: string, size: number];

/** One field as the other side is told of it. */
export interface WireField {
  /** Where the value is: `header.id`. Empty for the values of a format, and for a record that is one value. */
  readonly path: string;
  /** For a row of values: the index of the first one. */
  readonly first: number | null;
  /** What it is, in words: `u32 le`. */
  readonly type: string;
  readonly runs: readonly FieldRun[];
}

/** Longer forms are told from each other by their hash. */
const LONGEST_FORM = 48;

/** The fields of a layout in the order of their bytes, with what the wire form says of each. */
export function* wireFields(layout: Layout): Iterable<WireField> {
  yield* fieldsOf(layout, '', 0, null);
}

function* fieldsOf(layout: Layout, path: string, offset: number, place: Place | null): Iterable<WireField> {
  if (layout.kind === 'record') {
    yield* recordFields(layout, path, offset, place);
  } else if (layout.kind === 'tuple') {
    yield* tupleFields(layout, path, offset);
  } else if (layout.kind === 'definitions' || layout.kind === 'transform') {
    yield* fieldsOf(layout.layout, path, offset, place);
  } else {
    const runs = runsFor(layout, offset, place);
    const isList = layout.kind === 'array' && layout.count.by === 'fixed' && layout.count.value === runs[0]?.[1];
    yield { path, first: isList ? 0 : null, type: wordsFor(layout), runs };
  }
}

function* recordFields(record: RecordLayout, path: string, offset: number, outer: Place | null): Iterable<WireField> {
  for (const [index, { name, layout, offset: at }] of record.fields.entries()) {
    if (name === null) continue;
    yield* fieldsOf(layout, path === '' ? name : `${path}.${name}`, offset + at, { record, index, outer });
  }
}

function* tupleFields({ items }: TupleLayout, path: string, offset: number): Iterable<WireField> {
  let first = 0;
  for (const { layout, offset: at, repeat } of items) {
    if (layout.kind === 'padding' || repeat === 0) continue;
    const [run] = runsFor(layout, offset + at, null);
    // The values of a run follow each other, and so do the bytes of a value that is made of bytes.
    const runs = run === undefined ? [] : [[run[0], run[1] * repeat, run[2], run[3]] as const];
    yield repeat === 1
      ? { path: `${path}[${first}]`, first: null, type: wordsFor(layout), runs }
      : { path, first, type: wordsFor(layout), runs };
    first += repeat;
  }
}

function wordsFor(layout: Layout): string {
  const endian = endianOf(layout);
  return typeText(layout) + (endian === null ? '' : ` ${endian}`);
}

function runsFor(layout: Layout, offset: number, place: Place | null): FieldRun[] {
  if (layout.size === null) return [[offset, 1, formText(variableForm(layout, place)), 0]];
  return runsOf(layout, offset, place).map(([at, repeat, form, size]: Run) => [at, repeat, formText(form), size]);
}

function formText(form: WireForm): string {
  const text = typeof form === 'string' ? form : JSON.stringify(form);
  return text.length <= LONGEST_FORM ? text : `#${fnv1a128(text)}`;
}
