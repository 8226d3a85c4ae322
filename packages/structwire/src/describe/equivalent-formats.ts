import type { Layout, RecordLayout, TupleLayout } from '../layout/layout.ts';
import type { ScalarName } from '../layout/scalar-name.ts';

/** Formats with a prefix that mean the same values on every machine. */
export interface EquivalentFormats {
  /** Without the padding of alignment: shorter, for a peer that packs its records. */
  readonly packed: string;
  /** Byte length of a `packed` record. */
  readonly packedSize: number;
  /** The same bytes, with the padding written out as `x`. */
  readonly explicit: string;
}

/** The code with this size and range under `<` and `>`; addresses are integers there, and odd widths have no code. */
const STANDARD_CODES: Readonly<Partial<Record<ScalarName, string>>> = {
  u8: 'B',
  i8: 'b',
  u16: 'H',
  i16: 'h',
  u32: 'I',
  i32: 'i',
  u64: 'Q',
  i64: 'q',
  f16: 'e',
  f32: 'f',
  f64: 'd',
  bool: '?',
  char: 'c',
  ptr16: 'H',
  ptr32: 'I',
  ptr64: 'Q',
};

/** One item of a format: where its bytes are and how it is written. */
interface Item {
  readonly offset: number;
  readonly size: number;
  readonly text: string;
}

/**
 * What to write instead of a native format, or of a C struct, so that the other side cannot read it differently: a
 * format for positional values, field notation for named ones. `null` where the format language has no words for the
 * layout: nested records, mixed byte orders, bit-fields.
 *
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { equivalentFormats } from 'structwire/describe';
 *
 * const forms = equivalentFormats(new Struct('I 2s f').layout);
 * console.log(forms?.packed, forms?.packedSize, forms?.explicit); // <I2sf 10 <I2s2xf
 * ```
 */
export function equivalentFormats(layout: TupleLayout | RecordLayout): EquivalentFormats | null {
  const { size } = layout;
  const prefix = prefixOf(layout);
  const items = layout.kind === 'tuple' ? tupleItems(layout) : recordItems(layout);
  if (size === null || prefix === null || items === null) return null;
  const between = layout.kind === 'tuple' ? '' : ' ';
  const explicit: string[] = [];
  let packedSize = 0;
  let end = 0;
  for (const item of items) {
    if (item.offset < end) return null; // bit-fields and unions share bytes
    if (item.offset > end) explicit.push(counted(item.offset - end, 'x'));
    explicit.push(item.text);
    packedSize += item.size;
    end = item.offset + item.size;
  }
  if (size > end) explicit.push(counted(size - end, 'x'));
  const packed = items.map(({ text }) => text);
  return { packed: prefix + packed.join(between), packedSize, explicit: prefix + explicit.join(between) };
}

function tupleItems({ items }: TupleLayout): Item[] {
  return items.map(({ layout, repeat, offset, code }) => {
    const isScalar = layout.kind === 'scalar';
    const text = isScalar ? counted(repeat, STANDARD_CODES[layout.scalar] ?? code) : counted(layout.size, code);
    return { offset, size: repeat * layout.size, text };
  });
}

function recordItems({ fields }: RecordLayout): Item[] | null {
  const items = fields.map(({ name, offset, layout }): Item | null => {
    const { size } = layout;
    const code = fieldCode(layout);
    if (size === null || code === null || (name !== null && !/^[A-Za-z_$][\w$]*$/.test(name))) return null;
    return { offset, size, text: name === null ? code : `${name}:${code}` };
  });
  return items.every((item) => item !== null) ? items : null;
}

function fieldCode(layout: Layout): string | null {
  switch (layout.kind) {
    case 'scalar':
      return STANDARD_CODES[layout.scalar] ?? null;
    case 'bytes':
      return counted(layout.size, 's');
    case 'pascal':
      return counted(layout.size, 'p');
    case 'padding':
      return counted(layout.size, 'x');
    case 'array': {
      const element = layout.element.kind === 'scalar' ? fieldCode(layout.element) : null;
      return element === null || layout.count.by !== 'fixed' ? null : `${layout.count.value}${element}`;
    }
    default:
      return null;
  }
}

/** `null` when the fields disagree. */
function prefixOf(layout: TupleLayout | RecordLayout): '<' | '>' | null {
  const parts: readonly { readonly layout: Layout }[] = layout.kind === 'tuple' ? layout.items : layout.fields;
  const endians = new Set<string>();
  for (const { layout: part } of parts) {
    const scalar = part.kind === 'array' ? part.element : part;
    if (scalar.kind === 'scalar' && scalar.size > 1) endians.add(scalar.endian);
  }
  if (endians.size > 1) return null;
  return endians.has('be') ? '>' : '<';
}

function counted(count: number, code: string): string {
  return count === 1 ? code : `${count}${code}`;
}
