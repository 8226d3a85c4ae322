import type { Layout } from 'structwire';

/** How the parts of a value are written in one notation. */
export interface Notation {
  readonly integer: (value: number | bigint) => string;
  /** `width` is the scalar the number is stored as. */
  readonly float: (value: number, width: 'f16' | 'f32' | 'f64') => string;
  readonly bool: (value: boolean) => string;
  readonly text: (value: string) => string;
  /** `isText`: the bytes are meant as characters (`s`, `p`, `c`). `isPadded`: zeros at the end are filling. */
  readonly bytes: (value: Uint8Array, meaning: BytesMeaning) => string;
  /** `isTuple`: positional values of different types, as a format has them. */
  readonly list: (items: readonly string[], isTuple: boolean) => string;
  readonly record: (entries: readonly (readonly [name: string, value: string])[]) => string;
  /** An optional value that is absent. */
  readonly absent: () => string;
}

export interface BytesMeaning {
  readonly isText: boolean;
  readonly isPadded: boolean;
}

const utf8 = new TextEncoder();
const RAW: BytesMeaning = { isText: false, isPadded: false };

/** A value in some notation; the layout says what its JavaScript type alone does not. */
export function renderValue(layout: Layout | null, value: unknown, notation: Notation): string {
  if (value === undefined || value === null) return notation.absent();
  if (typeof value === 'boolean') return notation.bool(value);
  if (value instanceof Uint8Array) return notation.bytes(value, meaningOf(layout));
  if (typeof value === 'string') return renderText(layout, value, notation);
  if (typeof value === 'number') return renderNumber(layout, value, notation);
  if (typeof value === 'bigint') return notation.integer(value);
  return Array.isArray(value) ? renderList(layout, value, notation) : renderRecord(layout, value, notation);
}

function renderNumber(layout: Layout | null, value: number, notation: Notation): string {
  const scalar = layout?.kind === 'scalar' ? layout.scalar : null;
  if (scalar === 'f16' || scalar === 'f32' || scalar === 'f64') return notation.float(value, scalar);
  return layout === null && !Number.isInteger(value) ? notation.float(value, 'f64') : notation.integer(value);
}

/** Text that was given where bytes are stored is shown as these bytes. */
function renderText(layout: Layout | null, value: string, notation: Notation): string {
  const isStoredAsBytes = layout?.kind === 'bytes' || layout?.kind === 'pascal';
  return isStoredAsBytes ? notation.bytes(utf8.encode(value), meaningOf(layout)) : notation.text(value);
}

function renderList(layout: Layout | null, values: readonly unknown[], notation: Notation): string {
  if (layout?.kind === 'tuple') {
    const layouts = valueLayouts(layout);
    return notation.list(
      values.map((value) => renderValue(layouts.next().value ?? null, value, notation)),
      true,
    );
  }
  const element = layout?.kind === 'array' ? layout.element : null;
  return notation.list(
    values.map((value) => renderValue(element, value, notation)),
    false,
  );
}

function renderRecord(layout: Layout | null, value: object, notation: Notation): string {
  const layouts = new Map(namedParts(layout));
  return notation.record(
    Object.entries(value).map(([name, part]) => [name, renderValue(layouts.get(name) ?? null, part, notation)]),
  );
}

/** The layouts of a tuple's values, in order, as many as there are values. */
export function* valueLayouts(layout: Layout & { kind: 'tuple' }): Generator<Layout, undefined> {
  for (const item of layout.items) {
    if (item.layout.kind === 'padding') continue;
    for (let i = 0; i < item.repeat; i++) yield item.layout;
  }
}

/** The named parts of a record or union. */
export function namedParts(layout: Layout | null): (readonly [string, Layout])[] {
  if (layout?.kind === 'overlay') return layout.members.map((member) => [member.name, member.layout]);
  if (layout?.kind !== 'record') return [];
  return layout.fields.flatMap(({ name, layout: part }) => (name === null ? [] : [[name, part] as const]));
}

function meaningOf(layout: Layout | null): BytesMeaning {
  if (layout?.kind === 'pascal') return { isText: true, isPadded: false };
  if (layout?.kind === 'bytes' && layout.fit === 'pad') return { isText: true, isPadded: true };
  if (layout?.kind === 'scalar' && layout.scalar === 'char') return { isText: true, isPadded: false };
  return RAW;
}
