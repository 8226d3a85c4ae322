import { columnNameTaken, noColumns } from '../errors/column-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { Layout } from '../layout/layout.ts';
import type { ColumnType } from './column-array.ts';
import { BYTE, bitsElement, type Element, type ElementOptions, scalarElement } from './element.ts';

/** One column of a layout: where its values stand in each record. */
export interface Column {
  /** Names of the fields down to it, with dots; positions in a tuple count from 0. `value` for a layout without fields. */
  readonly name: string;
  /** Its array. */
  readonly type: ColumnType;
  /** Elements for each record: 1, or as many as a fixed array has elements or a run of bytes has bytes. */
  readonly width: number;
  /** What one of its values is. */
  readonly layout: Layout;
  /** Byte offset of its first value from the start of the record. */
  readonly offset: number;
  /** Arrays it stands in, outermost first. The product of their counts is the width. */
  readonly dimensions: readonly Dimension[];
  readonly element: Element;
  /** The unions it stands in, outermost first. */
  readonly choices: readonly Choice[];
}

/** Equal things at equal distances. */
export interface Dimension {
  readonly count: number;
  /** Bytes from one to the next. */
  readonly step: number;
}

/** One member of one union. */
export interface Choice {
  readonly overlay: string;
  readonly member: string;
}

/** Where the walk over a layout stands. */
interface Place {
  readonly name: string;
  readonly offset: number;
  readonly dimensions: readonly Dimension[];
  readonly choices: readonly Choice[];
  readonly add: (place: Place, layout: Layout, element: Element) => void;
  readonly options: ElementOptions;
}

type PlanKind<L extends Layout> = (layout: L, place: Place) => void;

type Kinds = { readonly [Kind in Layout['kind']]?: PlanKind<Extract<Layout, { kind: Kind }>> };

/** Kinds that have columns. */
const KINDS: Kinds = {
  scalar: (layout, place) => place.add(place, layout, scalarElement(layout, place.options)),
  bits: (layout, place) => place.add(place, layout, bitsElement(layout, place.options)),
  enum: (layout, place) => {
    const { base } = layout;
    const element = base.kind === 'bits' ? bitsElement(base, place.options) : scalarElement(base, place.options);
    place.add(place, layout, element);
  },
  bytes: (layout, place) => place.add(repeated(place, layout.size, 1), layout, BYTE),
  pascal: (layout, place) => place.add(repeated(place, layout.size, 1), layout, BYTE),
  padding: () => {},
  array: ({ kind, element, count }, place) => {
    if (count.by !== 'fixed') throw refusal(kind, 'how many elements it has depends on the record', place);
    walk(element, repeated(place, count.value, element.size ?? 0));
  },
  record: ({ fields }, place) => {
    for (const { name, offset, layout } of fields) if (name !== null) walk(layout, inside(place, name, offset));
  },
  tuple: ({ items }, place) => {
    let index = 0;
    for (const { offset, repeat, layout } of items) {
      if (layout.kind === 'padding') continue;
      for (let i = 0; i < repeat; i++) walk(layout, inside(place, `${index++}`, offset + i * layout.size));
    }
  },
  overlay: ({ members }, place) => {
    for (const { name: member, layout } of members) {
      const choices = [...place.choices, { overlay: place.name, member }];
      walk(layout, { ...inside(place, member, 0), choices });
    }
  },
};

/**
 * The columns of a layout, in the order of its fields.
 *
 * @throws StructwireError `no-columns` when records differ in size or have none, or a part has no columns;
 *   `column-name-taken` when dotted names meet.
 */
export function planColumns(layout: Layout, options: ElementOptions): readonly Column[] {
  if (layout.size === null) throw failure(noColumns, { kind: layout.kind, reason: 'its records differ in size' });
  if (layout.size === 0) throw failure(noColumns, { kind: layout.kind, reason: 'its records take no bytes' });
  const columns: Column[] = [];
  const names = new Set<string>();
  const add = (place: Place, leaf: Layout, element: Element): void => {
    const { offset, dimensions, choices } = place;
    const name = place.name === '' ? 'value' : place.name;
    if (names.has(name)) throw failure(columnNameTaken, { column: name }, { path: name });
    names.add(name);
    const width = dimensions.reduce((product, { count }) => product * count, 1);
    columns.push({
      name,
      type: element.type,
      width,
      layout: leaf,
      offset: offset + element.skipped,
      dimensions,
      element,
      choices,
    });
  };
  walk(layout, { name: '', offset: 0, dimensions: [], choices: [], add, options });
  return columns;
}

function walk(layout: Layout, place: Place): void {
  const plan = KINDS[layout.kind] as PlanKind<Layout> | undefined; // the table pairs each kind with its own planner
  if (plan === undefined) throw refusal(layout.kind, 'its value is no row of numbers', place);
  plan(layout, place);
}

function refusal(kind: string, reason: string, { name, offset }: Place): StructwireError {
  return failure(noColumns, { kind, reason }, { path: name, offset });
}

function inside(place: Place, name: string, offset: number): Place {
  return { ...place, name: place.name === '' ? name : `${place.name}.${name}`, offset: place.offset + offset };
}

/** An inner dimension; it becomes one with the dimension around it where no gap is between them. */
function repeated(place: Place, count: number, step: number): Place {
  const outer = place.dimensions.at(-1);
  const merged =
    outer !== undefined && outer.step === count * step
      ? [...place.dimensions.slice(0, -1), { count: outer.count * count, step }]
      : [...place.dimensions, { count, step }];
  return { ...place, dimensions: merged };
}
