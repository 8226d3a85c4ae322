import type { Layout, RecordLayout, TupleLayout } from '../layout/layout.ts';
import { SCALARS } from '../scalar/scalars.ts';
import { refuse } from './rule.ts';

/**
 * Makes sure that sizes, offsets and names of a layout agree with each other, all through it.
 *
 * @throws StructwireError `invalid-layout` with the place in the file as its path.
 */
export function checkLayout(layout: Layout, path: string): void {
  const expected = sizeOf(layout, path);
  if (layout.size !== expected) {
    throw refuse(
      `the size is ${expected === null ? 'null: it depends on the value' : expected}, not ${layout.size}`,
      `${path}.size`,
    );
  }
  for (const [child, place] of childrenOf(layout, path)) checkLayout(child, place);
}

/** The size that the parts of a layout make; checks what it looks at. */
function sizeOf(layout: Layout, path: string): number | null {
  switch (layout.kind) {
    case 'scalar':
      return SCALARS[layout.scalar].size;
    case 'bits':
      return Math.ceil((layout.bit + layout.width) / 8);
    case 'record':
      return recordSize(layout, path);
    case 'tuple':
      return tupleSize(layout, path);
    case 'array': {
      const { count, element } = layout;
      return count.by === 'fixed' && element.size !== null ? whole(count.value * element.size, path) : null;
    }
    case 'overlay':
      return layout.members.reduce(
        (largest, { layout: member }) => Math.max(largest, member.size ?? Infinity),
        layout.size,
      );
    case 'text':
    case 'sized':
      return layout.length.by === 'fixed' ? layout.length.value : null;
    case 'transform':
    case 'definitions':
      return layout.layout.size;
    default:
      return 'base' in layout ? layout.base.size : layout.size; // any that the file may say
  }
}

function recordSize({ fields, stretches }: RecordLayout, path: string): number | null {
  const names = new Set<string>();
  let stretch = 0;
  for (const [i, field] of fields.entries()) {
    const place = `${path}.fields[${i}]`;
    const { name, layout } = field;
    if (name !== null && names.has(name)) throw refuse(`two fields have the name ${JSON.stringify(name)}`, place);
    if (name !== null) names.add(name);
    if (field.stretch !== stretch)
      throw refuse(`the field stands in stretch ${stretch}, not ${field.stretch}`, `${place}.stretch`);
    const length = stretches[stretch] ?? 0;
    if (layout.size === null ? field.offset !== length : field.offset + layout.size > length) {
      throw refuse(`the field does not fit its stretch of ${length} bytes`, `${place}.offset`);
    }
    if (layout.size === null) stretch++;
  }
  if (stretches.length !== stretch + 1)
    throw refuse(`there are ${stretch + 1} stretches, not ${stretches.length}`, `${path}.stretches`);
  return stretch === 0 ? (stretches[0] ?? 0) : null;
}

function tupleSize({ size, items, length }: TupleLayout, path: string): number {
  let end = 0;
  let values = 0;
  for (const [i, { offset, repeat, layout }] of items.entries()) {
    if (offset < end) throw refuse(`the item begins before the last one ends, at ${end}`, `${path}.items[${i}].offset`);
    end = whole(offset + repeat * layout.size, path);
    if (layout.kind !== 'padding') values += repeat;
  }
  if (values !== length) throw refuse(`the tuple has ${values} values, not ${length}`, `${path}.length`);
  return Math.max(end, size);
}

function whole(size: number, path: string): number {
  if (Number.isSafeInteger(size)) return size;
  throw refuse('the size is beyond 2**53 - 1', path);
}

function childrenOf(layout: Layout, path: string): [Layout, string][] {
  switch (layout.kind) {
    case 'record':
      return layout.fields.map((field, i) => [field.layout, `${path}.fields[${i}].layout`]);
    case 'tuple':
      return layout.items.map((item, i) => [item.layout, `${path}.items[${i}].layout`]);
    case 'array':
      return [[layout.element, `${path}.element`]];
    case 'overlay':
      return layout.members.map((member, i) => [member.layout, `${path}.members[${i}].layout`]);
    case 'union':
      return layout.cases.map((each, i) => [each.layout, `${path}.cases[${i}].layout`]);
    case 'sized':
    case 'optional':
    case 'transform':
      return [[layout.layout, `${path}.layout`]];
    case 'definitions':
      return [
        [layout.layout, `${path}.layout`],
        ...layout.definitions.map((each, i): [Layout, string] => [each.layout, `${path}.definitions[${i}].layout`]),
      ];
    default:
      return 'base' in layout ? [[layout.base, `${path}.base`]] : [];
  }
}
