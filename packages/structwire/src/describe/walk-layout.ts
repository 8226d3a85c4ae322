import { pathText } from '../codec/interpret/cursor.ts';
import type {
  ArrayLayout,
  DefinitionsLayout,
  Layout,
  OverlayLayout,
  RecordField,
  RecordLayout,
  SizedLayout,
  TupleItem,
  TupleLayout,
  UnionLayout,
} from '../layout/layout.ts';
import type { LayoutRow, PaddingReason } from './layout-row.ts';
import { bitsOf, paddingRow, type RowPlace, valueRow } from './make-row.ts';

/** Where a node stands, and how its rows are to be made. */
interface Place extends RowPlace {
  /** Every element of an array and every run of a format gets rows of its own, instead of one row for all. */
  readonly isExpanded: boolean;
}

type Rows = Iterable<LayoutRow>;
type Walker<L extends Layout> = (layout: L, place: Place) => Rows;

/** The kinds of layout that have parts, and the rows of these parts; every other kind is one row. */
const PARTS: { readonly [Kind in Layout['kind']]?: Walker<Extract<Layout, { kind: Kind }>> } = {
  tuple: tupleRows,
  record: recordRows,
  array: elementRows,
  overlay: memberRows,
  sized: sizedRows,
  optional: ({ layout }, place) => partsOf(layout, place),
  union: caseRows,
  definitions: definitionRows,
};

/** The rows of a layout from `place` on, in the order of the bytes; padding that nothing mentions included. */
export function* walkLayout(layout: Layout, place: Place): Rows {
  if (layout.kind === 'padding') {
    yield paddingRow(place, place.offset, layout.size, { by: 'declaration' }, layout);
  } else if (layout.kind === 'align') {
    yield paddingRow(place, place.offset, null, { by: 'alignment', of: 'what follows', align: layout.to }, layout);
  } else if (!hasParts(layout, place)) {
    yield valueRow(layout, place);
  } else {
    const isNested = place.path !== '' && layout.kind !== 'definitions';
    if (isNested && !place.isExpanded) yield { ...valueRow(layout, place), kind: 'group' };
    yield* partsOf(layout, { ...place, depth: place.depth + Number(isNested), doc: null, unit: null });
  }
}

function partsOf(layout: Layout, place: Place): Rows {
  const parts = PARTS[layout.kind] as Walker<Layout> | undefined; // the table pairs each kind with its own walker
  return parts === undefined ? [] : parts(layout, place);
}

/** An array of values without parts is one row, unless every element is to have its own. */
function hasParts(layout: Layout, place: Place): boolean {
  if (layout.kind === 'array') return isUnrolled(layout, place) || hasParts(layout.element, place);
  if (layout.kind === 'sized' || layout.kind === 'optional') return hasParts(layout.layout, place);
  return PARTS[layout.kind] !== undefined;
}

function isUnrolled({ element, count }: ArrayLayout, place: Place): boolean {
  return place.isExpanded && element.size !== null && count.by === 'fixed';
}

/** The start of a record. */
export function startPlace(isExpanded: boolean): Place {
  return { path: '', depth: 0, offset: 0, after: null, doc: null, unit: null, isExpanded };
}

function* tupleRows(layout: TupleLayout, place: Place): Rows {
  let end = 0;
  let index = 0;
  for (const item of layout.items) {
    yield* tupleGap(place, end, item);
    yield* runRows(item, place, index);
    const isPadding = item.layout.kind === 'padding';
    if (!isPadding) index += item.repeat;
    end = item.offset + item.repeat * item.layout.size;
  }
  if (end < layout.size) yield paddingRow(place, place.offset + end, layout.size - end, { by: 'zero-count' });
}

function* tupleGap(place: Place, end: number, item: TupleItem): Rows {
  if (item.offset === end) return;
  const { align } = item.layout;
  const isAligned = roundUp(end, align) === item.offset;
  const reason: PaddingReason = isAligned ? { by: 'alignment', of: item.code, align } : { by: 'zero-count' };
  yield paddingRow(place, place.offset + end, item.offset - end, reason);
}

function* runRows(item: TupleItem, place: Place, index: number): Rows {
  const { layout, repeat } = item;
  const at = { ...place, offset: place.offset + item.offset };
  if (layout.kind === 'padding') {
    const row = paddingRow(at, at.offset, layout.size, { by: 'declaration' }, layout);
    yield { ...row, code: countedCode(layout.size, item.code) };
    return;
  }
  const count = layout.kind === 'scalar' ? repeat : layout.size;
  const code = place.isExpanded && layout.kind === 'scalar' ? item.code : countedCode(count, item.code);
  if (!place.isExpanded) {
    const path = `${place.path}[${index}${repeat > 1 ? `..${index + repeat - 1}` : ''}]`;
    yield { ...valueRow(layout, { ...at, path }), size: repeat * layout.size, code };
    return;
  }
  for (let i = 0; i < repeat; i++) {
    const element = { ...at, path: childPath(place.path, index + i), offset: at.offset + i * layout.size };
    yield { ...valueRow(layout, element), code };
  }
}

function* recordRows(layout: RecordLayout, place: Place): Rows {
  let { offset: base, after } = place;
  let stretch = 0;
  let end = 0; // of what is covered so far, in bits from the start of the stretch
  let last = place.path;
  for (const field of layout.fields) {
    if (field.stretch !== stretch) {
      stretch = field.stretch;
      [base, after, end] = [0, last, 0];
    }
    const [start, fieldEnd] = bitRange(field);
    if (start > end) yield gapRow({ ...place, after }, base, end, start, gapReason(field, start - end));
    const path = field.name === null ? place.path : childPath(place.path, field.name);
    const { doc = null, unit = null } = field;
    yield* walkLayout(field.layout, { ...place, path, offset: base + field.offset, after, doc, unit });
    last = path;
    end = Math.max(end, fieldEnd);
  }
  const final = layout.stretches.length - 1;
  if (final > stretch) [base, after, end] = [0, last, 0];
  yield* endRows(layout, { ...place, after }, base, end);
}

/** The unused rest of the last byte, and the bytes behind it. */
function* endRows({ stretches, align }: RecordLayout, place: Place, base: number, end: number): Rows {
  const length = 8 * (stretches.at(-1) ?? 0);
  const whole = Math.ceil(end / 8) * 8;
  if (end < whole) yield gapRow(place, base, end, whole, { by: 'gap' });
  if (whole < length) yield gapRow(place, base, whole, length, align > 1 ? { by: 'end', align } : { by: 'gap' });
}

/** The bits of a field, from the start of its stretch. */
function bitRange({ layout, offset }: RecordField): [start: number, end: number] {
  const bits = bitsOf(layout);
  if (bits === null) return [8 * offset, 8 * (offset + (layout.size ?? 0))];
  return [8 * offset + bits.first, 8 * offset + bits.first + bits.width];
}

function gapReason({ name, offset, layout: { align } }: RecordField, bitWidth: number): PaddingReason {
  const isAligned = align > 1 && bitWidth < 8 * align && offset % align === 0;
  return isAligned ? { by: 'alignment', of: name ?? 'the next field', align } : { by: 'gap' };
}

/** Bits that no field covers: whole bytes, or the part of some that bit-fields leave. */
function gapRow(place: Place, base: number, start: number, end: number, reason: PaddingReason): LayoutRow {
  const offset = Math.floor(start / 8);
  const row = paddingRow(place, base + offset, Math.ceil(end / 8) - offset, reason);
  if (start % 8 === 0 && end % 8 === 0) return row;
  return { ...row, bits: { first: start % 8, width: end - start, order: 'lsb' } };
}

/** Every element, or the parts of one that stands for all. */
function* elementRows(layout: ArrayLayout, place: Place): Rows {
  const { element, count } = layout;
  if (!isUnrolled(layout, place) || count.by !== 'fixed') {
    yield* partsOf(element, { ...place, path: `${place.path}[]` });
    return;
  }
  for (let i = 0; i < count.value; i++) {
    const offset = place.offset + i * (element.size ?? 0);
    yield* walkLayout(element, { ...place, path: childPath(place.path, i), offset });
  }
}

function* memberRows(layout: OverlayLayout, place: Place): Rows {
  for (const { name, layout: member, doc = null, unit = null } of layout.members) {
    yield* walkLayout(member, { ...place, path: childPath(place.path, name), doc, unit });
  }
}

function* sizedRows({ layout, length }: SizedLayout, place: Place): Rows {
  yield* partsOf(layout, place);
  if (length.by !== 'fixed' || layout.size === null || layout.size === length.value) return;
  yield paddingRow(place, place.offset + layout.size, length.value - layout.size, { by: 'gap' });
}

function* caseRows(layout: UnionLayout, place: Place): Rows {
  for (const { tag, layout: inner, doc = null } of layout.cases) {
    const row = valueRow(inner, { ...place, doc });
    const isGroup = hasParts(inner, place);
    yield { ...row, kind: isGroup ? 'group' : 'value', type: `case ${JSON.stringify(tag)}: ${row.type}` };
    if (isGroup) yield* partsOf(inner, { ...place, depth: place.depth + 1 });
  }
}

/** The layout, then each named one that it refers to; offsets in these count from their own start. */
function* definitionRows({ layout, definitions }: DefinitionsLayout, place: Place): Rows {
  yield* walkLayout(layout, place);
  for (const { name, layout: defined } of definitions) {
    yield* walkLayout(defined, { ...place, path: name, offset: 0, after: name });
  }
}

function countedCode(count: number, code: string): string {
  return count === 1 ? code : `${count}${code}`;
}

function childPath(path: string, step: string | number): string {
  const text = pathText([step]);
  return path === '' || text.startsWith('[') ? path + text : `${path}.${text}`;
}

function roundUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}
