import { type Layout, LayoutCodec } from 'structwire';

type Values = Map<string, (number | bigint)[]>;

/**
 * Columns made record by record: what the codec decodes, taken apart. The plain reference for every faster way.
 *
 * Of the memory itself it takes only the bytes of Python's `p`, whose column holds them all.
 */
export function referenceColumns(
  layout: Layout & { readonly size: number },
  bytes: Uint8Array,
  starts: readonly number[],
): Map<string, (number | bigint)[]> {
  const codec = new LayoutCodec<unknown>(layout);
  const columns: Values = new Map();
  for (const start of starts) collect(layout, codec.decodeFrom(bytes, start), '', bytes, start, columns);
  return columns;
}

function collect(layout: Layout, value: unknown, name: string, bytes: Uint8Array, at: number, into: Values): void {
  const inside = (key: string): string => (name === '' ? key : `${name}.${key}`);
  const child = (key: string): unknown => (value as Readonly<Record<string, unknown>>)[key]; // of a record's value
  switch (layout.kind) {
    case 'record':
      for (const { name: key, offset, layout: field } of layout.fields) {
        if (key !== null) collect(field, child(key), inside(key), bytes, at + offset, into);
      }
      return;
    case 'overlay':
      for (const { name: key, layout: member } of layout.members)
        collect(member, child(key), inside(key), bytes, at, into);
      return;
    case 'flags':
      for (const [key, flag] of Object.entries(value as object)) push(into, inside(key), [Number(flag)]);
      return;
    case 'array':
      (value as readonly unknown[]).forEach((element, i) => {
        collect(layout.element, element, name, bytes, at + i * (layout.element.size ?? 0), into);
      });
      if ((value as readonly unknown[]).length === 0) register(layout.element, name, into);
      return;
    case 'tuple': {
      let index = 0;
      for (const { offset, repeat, layout: item } of layout.items) {
        for (let i = 0; i < repeat && item.kind !== 'padding'; i++) {
          const key = `${index++}`;
          collect(item, child(key), inside(key), bytes, at + offset + i * item.size, into);
        }
      }
      return;
    }
    default:
      push(into, name, numbersOf(layout, value, bytes, at));
  }
}

/** The names of columns that no record has values for. */
function register(layout: Layout, name: string, into: Values): void {
  if (layout.kind === 'array') register(layout.element, name, into);
  else if (layout.kind === 'record') {
    for (const { name: key, layout: field } of layout.fields) if (key !== null) register(field, `${name}.${key}`, into);
  } else if (layout.kind === 'overlay') {
    for (const { name: key, layout: member } of layout.members) register(member, `${name}.${key}`, into);
  } else if (layout.kind === 'flags') {
    for (const { name: flag } of layout.flags) push(into, `${name}.${flag}`, []);
    push(into, `${name}.${layout.others}`, []);
  } else push(into, name, []);
}

function push(into: Values, name: string, values: readonly (number | bigint)[]): void {
  const known = into.get(name);
  if (known === undefined) into.set(name, [...values]);
  else known.push(...values);
}

function numbersOf(layout: Layout, value: unknown, bytes: Uint8Array, at: number): (number | bigint)[] {
  if (layout.kind === 'pascal' || layout.kind === 'text') return [...bytes.subarray(at, at + (layout.size ?? 0))];
  if (value instanceof Uint8Array) return [...value];
  if (typeof value === 'boolean') return [Number(value)];
  if (typeof value === 'string' && layout.kind === 'enum') {
    const named = layout.names.find(({ name }) => name === value)?.value ?? Number.NaN;
    return [layout.base.size > 6 ? BigInt(named) : Number(named)];
  }
  return [value as number | bigint]; // all that is left
}
