import { type LayoutRow, paddingText } from 'structwire/describe';

/** The number in the name of a type whose byte order is worth a word: `u16`, `f32[6]`. */
const STORED_NUMBER = /\b(?:[iuf]|ptr)\d+\b(?:\[[^\]]*\])*/;

/** The offset, with a plus where it counts from the end of a field of variable size. */
export function offsetText({ offset, after }: LayoutRow): string {
  return after === null ? `${offset}` : `+${offset}`;
}

/** The path of a value. */
export function fieldText({ kind, path }: LayoutRow): string {
  return kind === 'padding' ? '-' : path;
}

/** What stands there: the type with its byte order and bits, or why there is padding. */
export function typeText(row: LayoutRow, vocabulary: 'format' | 'c' = 'format'): string {
  const { type, endian, padding, bits } = row;
  if (padding !== null) return `${vocabulary === 'c' ? holeText(row) : 'padding'}: ${paddingText(padding)}`;
  const place = bits === null ? '' : ` bits ${bits.first}..${bits.first + bits.width - 1} (${bits.order} first)`;
  return `${endian === null ? type : type.replace(STORED_NUMBER, `$& ${endian}`)}${place}`;
}

/** In the words of `pahole`: holes stand between members, padding at the end. */
function holeText({ size, bits, padding }: LayoutRow): string {
  const length = bits === null ? byteCount(size ?? 0) : counted(bits.width, 'bit');
  return padding?.by === 'end' ? `padding of ${length}` : `hole of ${length}`;
}

/** Unit and description. */
export function noteText({ doc, unit }: LayoutRow): string {
  const notes = [unit === null ? '' : `[${unit}]`, doc ?? ''].filter((note) => note !== '');
  return notes.length === 0 ? '' : `  ${notes.join(' ')}`;
}

/** `1 byte`, `2 bytes`. */
export function byteCount(count: number): string {
  return counted(count, 'byte');
}

/** `1 record`, `2 records`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
