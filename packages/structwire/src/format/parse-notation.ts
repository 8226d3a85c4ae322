import {
  badFieldName,
  duplicateFieldName,
  fieldWithoutCode,
  fieldWithoutName,
  paddingWithName,
} from '../errors/format-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Abi } from '../layout/abi.ts';
import type { Endian } from '../layout/layout.ts';
import type { ExactSize } from './exact-size.ts';
import { badChar, type FormatItem, ItemReader, isSpace } from './item-reader.ts';

/** A field notation, taken apart. */
export interface ParsedNotation {
  readonly endian: Endian;
  /** Native sizes and alignment (`@` or no prefix) instead of standard ones. */
  readonly isNative: boolean;
  /** The fields and what stands between them, in order. */
  readonly items: readonly NotationItem[];
  /** Byte length of the whole. */
  readonly size: ExactSize;
}

/** A field, or, without a name, padding or an item of count zero that only aligns. */
export interface NotationItem {
  readonly name: string | null;
  readonly item: FormatItem;
  /** The code has a count, so that the field is a list: `6h`, but not `6s`, whose count is a length. */
  readonly isList: boolean;
}

const NAME = /^[A-Za-z_$][\w$]*/;
/** What may stand without a name because it has no value: padding, and counts of zero, which only align. */
const WITHOUT_VALUE = /^(?:\d*x|0+[cbB?hHiIlLqQnNPefd])$/;

/**
 * Reads a field notation: `[prefix] (space | name ':' [count] code | [count] 'x' | '0' code)*`.
 *
 * Names are ASCII identifiers (`[A-Za-z_$][A-Za-z0-9_$]*`), each at most once, with no space around the colon; white
 * space stands between fields. Counts, codes, sizes and alignment are those of a format. One pass from left to right.
 *
 * @throws StructwireError what a format is refused for, and `bad-field-name`, `duplicate-field-name`,
 *   `field-without-name`, `field-without-code`, `padding-with-name`.
 */
export function parseNotation(notation: string, abi: Abi): ParsedNotation {
  const reader = new ItemReader(notation, abi);
  const items: NotationItem[] = [];
  const firstAt = new Map<string, number>();
  while (reader.skipSpace()) {
    const name = readName(reader, firstAt);
    const start = reader.index;
    const item = reader.readItem();
    if (name !== null && item.kind === 'padding') throw failure(paddingWithName, { notation, name }, { index: start });
    if (reader.index < notation.length && !isSpace(notation.charCodeAt(reader.index))) {
      throw badChar(notation, reader.index, 'white space stands between fields');
    }
    items.push({ name, item, isList: item.scalar !== null && item.index > start });
  }
  return { endian: reader.endian, isNative: reader.isNative, items, size: reader.size };
}

/** Reads a name and its colon, or, where there is none, makes sure that none is needed. */
function readName(reader: ItemReader, firstAt: Map<string, number>): string | null {
  const { text: notation, index } = reader;
  const word = wordAt(notation, index);
  const colon = word.indexOf(':');
  if (colon < 0) {
    if (!WITHOUT_VALUE.test(word)) throw failure(fieldWithoutName, { notation, item: word }, { index });
    return null;
  }
  const name = word.slice(0, colon);
  const goodLength = NAME.exec(name)?.[0].length ?? 0;
  if (goodLength < name.length || colon === 0) {
    throw failure(badFieldName, { notation, name }, { index: index + goodLength });
  }
  const first = firstAt.get(name);
  if (first !== undefined) throw failure(duplicateFieldName, { notation, name, first }, { index });
  if (colon === word.length - 1) throw failure(fieldWithoutCode, { notation, name }, { index: index + colon + 1 });
  firstAt.set(name, index);
  reader.index = index + colon + 1;
  return name;
}

/** What stands from `index` to the next white space. */
function wordAt(text: string, index: number): string {
  let end = index;
  while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
  return text.slice(index, end);
}
