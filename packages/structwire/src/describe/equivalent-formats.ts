import type { TupleItem, TupleLayout } from '../layout/layout.ts';
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

/**
 * What to write instead of a native format, so that the other side cannot read it differently.
 *
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { equivalentFormats } from 'structwire/describe';
 *
 * equivalentFormats(new Struct('I 2s f').layout); // packed '<I2sf' (10 bytes), explicit '<I2s2xf'
 * ```
 */
export function equivalentFormats(layout: TupleLayout): EquivalentFormats {
  const prefix = layout.items.some(({ layout: item }) => item.kind === 'scalar' && item.endian === 'be') ? '>' : '<';
  let packed = '';
  let packedSize = 0;
  let explicit = '';
  let end = 0;
  for (const item of layout.items) {
    const code = standardItem(item);
    packed += code;
    packedSize += item.repeat * item.layout.size;
    explicit += padding(item.offset - end) + code;
    end = item.offset + item.repeat * item.layout.size;
  }
  return { packed: prefix + packed, packedSize, explicit: prefix + explicit + padding(layout.size - end) };
}

function standardItem({ layout, repeat, code }: TupleItem): string {
  if (layout.kind !== 'scalar') return counted(layout.size, code);
  return counted(repeat, STANDARD_CODES[layout.scalar] ?? code);
}

function counted(count: number, code: string): string {
  return count === 1 ? code : `${count}${code}`;
}

function padding(byteLength: number): string {
  return byteLength === 0 ? '' : counted(byteLength, 'x');
}
