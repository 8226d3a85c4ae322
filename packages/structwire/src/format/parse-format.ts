import type { Abi } from '../layout/abi.ts';
import type { Endian } from '../layout/layout.ts';
import type { ExactSize } from './exact-size.ts';
import { type FormatItem, ItemReader } from './item-reader.ts';

/** A format, taken apart: each item where it stands, counts not expanded. */
export interface ParsedFormat {
  readonly endian: Endian;
  /** Native sizes and alignment (`@` or no prefix) instead of standard ones. */
  readonly isNative: boolean;
  readonly items: readonly FormatItem[];
  /** Byte length of the whole. */
  readonly size: ExactSize;
}

/**
 * Reads a Python format string: `[prefix] (space* | [count] code)*`.
 *
 * One pass from left to right that finds mistakes in CPython's order, with its texts and the index of the character.
 *
 * @throws StructwireError `format-not-string`, `format-not-ascii`, `format-has-nul`, `bad-format-char`,
 *   `count-without-code`, `format-too-long`.
 */
export function parseFormat(format: string, abi: Abi): ParsedFormat {
  const reader = new ItemReader(format, abi);
  const items: FormatItem[] = [];
  while (reader.skipSpace()) items.push(reader.readItem());
  return { endian: reader.endian, isNative: reader.isNative, items, size: reader.size };
}
