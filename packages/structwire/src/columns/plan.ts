import { columnNameTaken, noColumns } from '../errors/column-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { ConstantLayout, Layout } from '../layout/layout.ts';
import type { Choice, Column, Dimension } from './column.ts';
import { constantRow } from './constant-row.ts';
import {
  BYTE,
  bitsElement,
  constantElement,
  type Element,
  type ElementOptions,
  enumElement,
  flagElements,
  scalarElement,
  scaledElement,
} from './element.ts';

/** Where the walk over a layout stands. */
interface Place {
  readonly steps: readonly string[];
  readonly offset: number;
  readonly dimensions: readonly Dimension[];
  readonly choices: readonly Choice[];
  readonly add: (place: Place, leaf: Leaf) => void;
  readonly options: ElementOptions;
}

/** What a column is made of where the walk ends. */
interface Leaf {
  readonly layout: Layout;
  readonly element: Element;
  /** What says what is wrong, where it is not the layout itself. */
  readonly checked?: Column['checked'];
  readonly constant?: ConstantLayout;
}

type PlanKind<L extends Layout> = (layout: L, place: Place) => void;

type Kinds = { readonly [Kind in Layout['kind']]?: PlanKind<Extract<Layout, { kind: Kind }>> };

/** Kinds that have columns. */
const KINDS: Kinds = {
  scalar: (layout, place) => place.add(place, { layout, element: scalarElement(layout, place.options) }),
  bits: (layout, place) => place.add(place, { layout, element: bitsElement(layout, place.options) }),
  enum: (layout, place) => place.add(place, { layout, element: enumElement(layout, place.options) }),
  timestamp: (layout, place) => {
    const checked = { layout: layout.base, steps: place.steps };
    place.add(place, { layout, element: scalarElement(layout.base, place.options), checked });
  },
  scaled: (layout, place) => {
    const element = scaledElement(layout, place.options);
    if (element === null) throw refusal(layout.kind, 'it is not kept as an integer of fixed size', place);
    const isRaw = place.options.scaled === 'raw';
    place.add(place, { layout, element, checked: { layout: isRaw ? layout.base : layout, steps: place.steps } });
  },
  flags: (layout, place) => {
    const elements = flagElements(layout);
    if (elements === null) throw refusal(layout.kind, 'its integer is signed, or its other bits are bigints', place);
    const checked = { layout, steps: place.steps };
    for (const { name, element } of elements) place.add(inside(place, name, 0), { layout, element, checked });
  },
  constant: (layout, place) => {
    const element = constantElement(layout, place.options);
    if (element !== null) place.add(place, { layout, element, constant: layout });
    else place.add(repeated(place, layout.size ?? 0, 1), { layout, element: BYTE, constant: layout });
  },
  bytes: (layout, place) => place.add(repeated(place, layout.size, 1), { layout, element: BYTE }),
  text: (layout, place) => place.add(repeated(place, layout.size ?? 0, 1), { layout, element: BYTE }),
  pascal: (layout, place) => place.add(repeated(place, layout.size, 1), { layout, element: BYTE }),
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
      const choices = [...place.choices, { overlay: place.steps.join('.'), member }];
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
  const add = (place: Place, { layout: leaf, element, checked, constant }: Leaf): void => {
    const { offset, dimensions, choices, steps } = place;
    const name = steps.length === 0 ? 'value' : steps.join('.');
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
      constant: constant === undefined ? null : constantRow(constant, element, width),
      checked: checked ?? { layout: leaf, steps },
    });
  };
  walk(layout, { steps: [], offset: 0, dimensions: [], choices: [], add, options });
  return columns;
}

function walk(layout: Layout, place: Place): void {
  const plan = KINDS[layout.kind] as PlanKind<Layout> | undefined; // the table pairs each kind with its own planner
  if (plan === undefined) throw refusal(layout.kind, 'its values are no numbers, flags or bytes of their own', place);
  plan(layout, place);
}

function refusal(kind: string, reason: string, { steps, offset }: Place): StructwireError {
  return failure(noColumns, { kind, reason }, { path: steps.join('.'), offset });
}

function inside(place: Place, name: string, offset: number): Place {
  return { ...place, steps: [...place.steps, name], offset: place.offset + offset };
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
