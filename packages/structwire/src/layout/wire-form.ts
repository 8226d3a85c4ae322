import type { DerivedFrom, FieldPath, Layout, Presence, RecordLayout, UnionTag } from './layout.ts';
import { type Place, resolveField } from './resolve-field.ts';

/**
 * What of a layout can be seen in the bytes: JSON without names, words for people and ways to show values.
 *
 * Two layouts with equal forms read and write the same bytes. Fields that follow each other are runs, whether they came
 * from a record, an array or a format: `4H`, an array of four `u16` and four such fields are the same.
 */
export type WireForm = readonly WireForm[] | string | number | boolean | null;

/** The wire form of a layout. */
export function wireForm(layout: Layout): WireForm {
  return formOf(layout, null);
}

/** Equal elements one after the other from an offset: offset, how many, the form of one, its size. */
export type Run = [offset: number, repeat: number, form: WireForm, size: number];

function formOf(layout: Layout, place: Place | null): WireForm {
  if (layout.size !== null) return [layout.size, ...mergedRuns(runsOf(layout, 0, place))];
  return variableForm(layout, place);
}

/** The runs of a layout of fixed size, with nothing in between where bytes carry nothing. */
export function runsOf(layout: Layout, offset: number, place: Place | null): Run[] {
  const { size } = layout;
  switch (layout.kind) {
    case 'record':
      return layout.fields.flatMap((field, index) =>
        runsOf(field.layout, offset + field.offset, { record: layout, index, outer: place }),
      );
    case 'tuple':
      return layout.items.flatMap((item) => repeatedRuns(item.layout, item.repeat, offset + item.offset, place));
    case 'array':
      return repeatedRuns(layout.element, layout.count.by === 'fixed' ? layout.count.value : 0, offset, place);
    case 'bytes':
    case 'text': // what text it is, is in the eye of the reader
      return [[offset, layout.size ?? 0, 'u8', 1]];
    case 'transform':
    case 'definitions':
      return runsOf(layout.layout, offset, place);
    default: {
      const form = leafForm(layout, place);
      return form === null ? [] : [[offset, 1, form, size ?? 0]];
    }
  }
}

function repeatedRuns(element: Layout, count: number, offset: number, place: Place | null): Run[] {
  const size = element.size ?? 0;
  const runs = mergedRuns(runsOf(element, 0, place));
  const [only] = runs;
  if (runs.length === 1 && only !== undefined && only[0] === 0 && only[1] * only[3] === size) {
    return [[offset, count * only[1], only[2], only[3]]];
  }
  return runs.length === 0 ? [] : [[offset, count, [size, ...runs], size]];
}

/** Runs of equal elements without a gap are one. */
function mergedRuns(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    const [offset, repeat, form, size] = run;
    const goesOn = last !== undefined && last[3] === size && last[0] + last[1] * size === offset;
    if (goesOn && JSON.stringify(last[2]) === JSON.stringify(form)) last[1] += repeat;
    else if (repeat > 0) merged.push([offset, repeat, form, size]);
  }
  return merged;
}

/** A layout of fixed size that is no row of others; `null` for bytes that carry nothing. */
function leafForm(layout: Layout, place: Place | null): WireForm {
  switch (layout.kind) {
    case 'padding':
      return null;
    case 'scalar':
      return scalarForm(layout.scalar, layout.size === 1 ? '' : layout.endian);
    case 'pascal':
      return ['pascal', layout.size];
    case 'bits':
      return ['bits', layout.order, layout.bit, layout.width, layout.signed];
    case 'overlay':
      return ['overlay', ...layout.members.map((member) => formOf(member.layout, place))];
    case 'enum':
    case 'flags':
    case 'scaled':
    case 'timestamp':
      return baseForm(layout.base, place);
    case 'constant':
      return ['constant', baseForm(layout.base, place), String(layout.value)];
    case 'derived':
      return ['derived', baseForm(layout.base, place), derivedForm(layout.from, place)];
    case 'checksum': {
      const { base, algorithm, from, through, extra } = layout;
      const range = [fieldIndex(from, place), fieldIndex(through, place)];
      const more =
        extra === undefined
          ? []
          : [fieldIndex(extra.field, place), ...extra.bytes.map(({ value, hex }) => [value, hex])];
      return ['checksum', baseForm(base, place), algorithm, ...range, ...more];
    }
    case 'sized':
      return ['sized', layout.size, formOf(layout.layout, place), layout.leftover];
    default:
      return formOf(layout, place);
  }
}

function baseForm(base: Layout, place: Place | null): WireForm {
  return base.kind === 'scalar' ? leafForm(base, place) : formOf(base, place);
}

/** A pointer is an integer and a character a byte. */
function scalarForm(scalar: string, endian: string): string {
  const name = scalar.startsWith('ptr') ? scalar.replace('ptr', 'u') : scalar === 'char' ? 'u8' : scalar;
  return name + endian;
}

export function variableForm(layout: Layout, place: Place | null): WireForm {
  switch (layout.kind) {
    case 'record':
      return recordForm(layout, place);
    case 'varint':
      return ['varint', layout.bits, layout.zigzag];
    case 'array':
      return ['array', extentForm(layout.count, place), formOf(layout.element, place)];
    case 'blob':
      return ['blob', extentForm(layout.length, place)];
    case 'text':
      return ['text', layout.encoding, extentForm(layout.length, place)];
    case 'sized':
      return ['sized', extentForm(layout.length, place), formOf(layout.layout, place), layout.leftover];
    case 'align':
      return ['align', layout.to];
    case 'optional':
      return ['optional', presenceForm(layout.present, place), formOf(layout.layout, place)];
    case 'union': {
      const cases = layout.cases.map((each) => [each.tag, formOf(each.layout, place)]);
      return ['union', tagForm(layout.tag, place), layout.unknown, ...cases];
    }
    case 'scaled':
      return baseForm(layout.base, place);
    case 'constant':
    case 'derived':
      return leafForm(layout, place);
    case 'transform':
      return formOf(layout.layout, place);
    case 'definitions':
      return [
        'definitions',
        formOf(layout.layout, null),
        ...layout.definitions.map((each) => [each.name, formOf(each.layout, null)]),
      ];
    case 'ref':
      return ['ref', layout.name];
    default:
      return layout.kind;
  }
}

function recordForm(layout: RecordLayout, place: Place | null): WireForm {
  const parts: WireForm[] = [];
  for (const [stretch, size] of layout.stretches.entries()) {
    const runs: Run[] = [];
    const behind: WireForm[] = [];
    for (const [index, field] of layout.fields.entries()) {
      if (field.stretch !== stretch) continue;
      const inside = { record: layout, index, outer: place };
      if (field.layout.size === null) behind.push(variableForm(field.layout, inside));
      else runs.push(...runsOf(field.layout, field.offset, inside));
    }
    parts.push([size, ...mergedRuns(runs)], ...behind);
  }
  return ['record', ...parts];
}

/** A field, as how many records outward it stands and which one it is in each on the way to it. */
function pathForm(path: FieldPath, place: Place | null, which: 'before' | 'any'): WireForm {
  const { up, index, fields, flag } = resolveField(place, path, which);
  const inner = fields.slice(1).map((field, i) => indexIn(fields[i]?.layout, field.name));
  return [up, index, ...inner, ...(flag === null ? [] : [String(flag.mask)])];
}

function indexIn(layout: Layout | undefined, name: string | null): number {
  if (layout?.kind === 'sized') return indexIn(layout.layout, name);
  return layout?.kind === 'record' ? layout.fields.findIndex((field) => field.name === name) : -1;
}

function fieldIndex(name: string | null, place: Place | null): number | null {
  return name === null || place === null ? null : place.record.fields.findIndex((field) => field.name === name);
}

type AnyExtent = {
  readonly by: string;
  readonly field?: FieldPath;
  readonly prefix?: Layout;
  readonly times?: number;
  readonly plus?: number;
  readonly value?: number;
  readonly max?: number;
};

function extentForm({ by, field, prefix, times = 1, plus = 0, value, max }: AnyExtent, place: Place | null): WireForm {
  if (field !== undefined) return [by, pathForm(field, place, 'before'), times, plus];
  if (prefix !== undefined) return [by, baseForm(prefix, place), times, plus];
  return [by, value ?? max ?? null];
}

function presenceForm(present: Presence, place: Place | null): WireForm {
  if (present.by === 'prefix') return ['prefix', baseForm(present.prefix, place)];
  if (present.by === 'rest') return ['rest'];
  return ['field', pathForm(present.field, place, 'before'), present.mask ?? null, present.equals ?? null];
}

function tagForm(tag: UnionTag, place: Place | null): WireForm {
  if (tag.by === 'prefix') return ['prefix', baseForm(tag.prefix, place)];
  return tag.by === 'size' ? ['size'] : ['field', pathForm(tag.field, place, 'before')];
}

function derivedForm(from: DerivedFrom, place: Place | null): WireForm {
  const field = from.field.length === 0 ? null : pathForm(from.field, place, 'any');
  if (from.of !== 'length' && from.of !== 'count') return [from.of, field];
  const through = from.of === 'length' ? (from.through ?? null) : null;
  const around = through === null ? null : resolveField(place, from.field, 'any').place;
  return [from.of, field, fieldIndex(through, around), from.times ?? 1, from.plus ?? 0];
}
