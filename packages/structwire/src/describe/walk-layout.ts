import { pathText } from '../codec/interpret/cursor.ts';
import type {
  ArrayLayout,
  Layout,
  OverlayLayout,
  RecordField,
  RecordLayout,
  TupleItem,
  TupleLayout,
} from '../layout/layout.ts';
import type { LayoutRow, PaddingReason } from './layout-row.ts';
import { paddingRow, type RowPlace, valueRow } from './make-row.ts';

/** Where a node stands, and how its rows are to be made. */
interface Place extends RowPlace {
  /** Every element of an array and every run of a format gets rows of its own, instead of one row for all. */
  readonly isExpanded: boolean;
}

type Rows = Iterable<LayoutRow>;
type Walker<L extends Layout> = (layout: L, place: Place) => Rows;

/** The kinds of layout that have parts; every other kind is one row. */
const GROUPS: { readonly [Kind in Layout['kind']]?: Walker<Extract<Layout, { kind: Kind }>> } = {
  tuple: tupleRows,
  record: recordRows,
  array: arrayRows,
  overlay: overlayRows,
  padding: (layout, place) => [paddingRow(place, place.offset, layout.size, { by: 'declaration' }, layout)],
};

/** The rows of a layout from `place` on, in the order of the bytes; padding that nothing mentions included. */
export function walkLayout(layout: Layout, place: Place): Rows {
  const walker = GROUPS[layout.kind] as Walker<Layout> | undefined; // the table pairs each kind with its own walker
  return walker === undefined ? [valueRow(layout, place)] : walker(layout, place);
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
  const inner = yield* groupRow(layout, place);
  let stretch = 0;
  let base = inner.offset;
  let after = inner.after;
  let end = 0; // of what is covered so far, from the start of the stretch
  let last = place.path;
  for (const field of layout.fields) {
    if (field.stretch !== stretch) {
      stretch = field.stretch;
      [base, after, end] = [0, last, 0];
    }
    if (field.offset > end) yield fieldGap({ ...inner, after }, base + end, field.offset - end, field);
    const path = field.name === null ? inner.path : childPath(inner.path, field.name);
    yield* walkLayout(field.layout, {
      ...inner,
      path,
      offset: base + field.offset,
      after,
      doc: field.doc ?? null,
      unit: field.unit ?? null,
    });
    last = path;
    end = Math.max(end, field.offset + (field.layout.size ?? 0));
  }
  const length = layout.stretches[stretch] ?? end;
  if (length > end) {
    const reason: PaddingReason = layout.align > 1 ? { by: 'end', align: layout.align } : { by: 'gap' };
    yield paddingRow({ ...inner, after }, base + end, length - end, reason);
  }
}

function fieldGap(place: Place, start: number, size: number, field: RecordField): LayoutRow {
  const { align } = field.layout;
  const isAligned = align > 1 && size < align && (start + size) % align === 0;
  const of = field.name ?? 'the next field';
  return paddingRow(place, start, size, isAligned ? { by: 'alignment', of, align } : { by: 'gap' });
}

function* arrayRows(layout: ArrayLayout, place: Place): Rows {
  const isPlain = GROUPS[layout.element.kind] === undefined;
  const stride = layout.element.size;
  const count = layout.count.by === 'fixed' ? layout.count.value : null;
  if (!place.isExpanded || stride === null || count === null) {
    yield { ...valueRow(layout, place), kind: isPlain ? 'value' : 'group' };
    const element = { ...place, path: `${place.path}[]`, depth: place.depth + 1, doc: null, unit: null };
    if (!isPlain) yield* withoutHead(walkLayout(layout.element, element));
    return;
  }
  for (let i = 0; i < count; i++) {
    const path = childPath(place.path, i);
    yield* walkLayout(layout.element, { ...place, path, offset: place.offset + i * stride });
  }
}

/** The array's own row names its element already. */
function* withoutHead(rows: Rows): Rows {
  let isHead = true;
  for (const row of rows) {
    if (!isHead) yield { ...row, depth: row.depth - 1 };
    isHead = false;
  }
}

function* overlayRows(layout: OverlayLayout, place: Place): Rows {
  const inner = yield* groupRow(layout, place);
  for (const member of layout.members) {
    const path = childPath(inner.path, member.name);
    yield* walkLayout(member.layout, { ...inner, path, doc: member.doc ?? null, unit: member.unit ?? null });
  }
}

/** The row of a nested group, and the place of what is in it; the outermost one needs no row. */
function* groupRow(layout: Layout, place: Place): Generator<LayoutRow, Place> {
  const inner = { ...place, doc: null, unit: null };
  if (place.path === '') return inner;
  if (!place.isExpanded) yield { ...valueRow(layout, place), kind: 'group' };
  return { ...inner, depth: place.depth + 1 };
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
