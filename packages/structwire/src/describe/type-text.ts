import type { Extent, Layout, TerminatedExtent } from '../layout/layout.ts';

type TypeText<L extends Layout> = (layout: L) => string;

const TYPES: { readonly [Kind in Layout['kind']]: TypeText<Extract<Layout, { kind: Kind }>> } = {
  scalar: ({ scalar }) => scalar,
  bytes: () => 'bytes',
  pascal: () => 'pascal',
  padding: () => '',
  align: () => '',
  tuple: () => 'tuple',
  record: ({ name }) => name ?? 'record',
  array: (layout) => arrayText(layout),
  bits: ({ as, signed, width }) => as ?? `${signed ? 'i' : 'u'}${width}`,
  overlay: ({ name }) => named('union', name),
  enum: ({ name, base }) => `${named('enum', name)}: ${typeText(base)}`,
  varint: ({ bits, zigzag }) => `varint ${zigzag ? 'i' : 'u'}${bits}`,
  blob: ({ length }) => `bytes[${extentText(length)}]`,
  text: ({ encoding, length }) => `${encoding}[${extentText(length)}]`,
  flags: ({ name, base }) => `${named('flags', name)}: ${typeText(base)}`,
  scaled: ({ base, multiply, divide, add }) => {
    const times = multiply === 1 ? '' : ` * ${multiply}`;
    const per = divide === 1 ? '' : ` / ${divide}`;
    return `${typeText(base)}${times}${per}${add === 0 ? '' : add < 0 ? ` - ${-add}` : ` + ${add}`}`;
  },
  timestamp: ({ base, unit, epoch }) => `${typeText(base)} ${unit} since ${new Date(epoch).toISOString().slice(0, 10)}`,
  constant: ({ base, value }) => `${typeText(base)} = ${typeof value === 'string' ? JSON.stringify(value) : value}`,
  derived: ({ base, from }) => `${typeText(base)}, ${from.of} of ${from.field.join('.') || 'the record'}`,
  checksum: ({ base, algorithm }) => `${typeText(base)} ${algorithm}`,
  sized: ({ layout, length }) => `${typeText(layout)} in bytes[${extentText(length)}]`,
  optional: ({ layout, present }) => {
    if (present.by === 'field') return `${typeText(layout)}, if ${present.field.join('.')}`;
    return `${typeText(layout)}, if ${present.by === 'rest' ? 'bytes are left' : `the ${typeText(present.prefix)} in front`}`;
  },
  union: ({ name, tag }) => {
    const by = tag.by === 'field' ? tag.field.join('.') : tag.by === 'size' ? 'size' : typeText(tag.prefix);
    return `${named('union', name)} by ${by}`;
  },
  transform: ({ layout, id }) => `${id.replace(/#\d+$/, '')}(${typeText(layout)})`,
  definitions: ({ layout }) => typeText(layout),
  ref: ({ name }) => name,
};

/** What a layout is, in a few words: `u32`, `i16[6]`, `utf8[u8]`, `enum Colour: u8`. */
export function typeText(layout: Layout): string {
  const text = TYPES[layout.kind] as TypeText<Layout>; // the table pairs each kind with its own text
  return text(layout);
}

/** Dimensions in the order in which they index: `u8[3][2]` is three arrays of two. */
function arrayText(layout: Layout): string {
  let element = layout;
  let dimensions = '';
  while (element.kind === 'array') {
    dimensions += `[${extentText(element.count)}]`;
    element = element.element;
  }
  return typeText(element) + dimensions;
}

/** How many: a number, the field that says it, the type of the integer in front, or what ends it. */
function extentText(extent: Extent | TerminatedExtent): string {
  switch (extent.by) {
    case 'fixed':
      return `${extent.value}`;
    case 'field':
      return extent.field.join('.') + factorText(extent);
    case 'prefix':
      return typeText(extent.prefix) + factorText(extent);
    case 'rest':
      return 'rest';
    case 'terminator':
      return 'to NUL';
  }
}

function factorText({ times = 1, plus = 0 }: { readonly times?: number; readonly plus?: number }): string {
  const factor = times === 1 ? '' : `*${times}`;
  return `${factor}${plus === 0 ? '' : plus > 0 ? `+${plus}` : plus}`;
}

function named(what: string, name: string | undefined): string {
  return name === undefined ? what : `${what} ${name}`;
}
