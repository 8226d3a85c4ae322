import {
  badFormatChar,
  countWithoutCode,
  formatHasNul,
  formatNotAscii,
  formatNotString,
  formatTooLong,
} from '../errors/format-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { Abi } from '../layout/abi.ts';
import type { Endian } from '../layout/layout.ts';
import { aligned, behind, type ExactSize, simplest } from './exact-size.ts';
import { FORMAT_CODES, type SizedCode, sizedCode } from './format-codes.ts';

/** A count and a code, where they stand in the text and in the bytes. */
export interface FormatItem extends SizedCode {
  readonly code: string;
  /** Index of the code in the text. */
  readonly index: number;
  readonly count: ExactSize;
  /** Byte offset from the start of the struct, alignment included. */
  readonly offset: ExactSize;
}

const LARGEST_SIZE = 2n ** 63n - 1n; // CPython's PY_SSIZE_T_MAX
const MOST_SAFE_DIGITS = 15;

const ENDIAN_OF_PREFIX: Readonly<Record<string, (abi: Abi) => Endian>> = {
  '@': (abi) => abi.endian,
  '=': (abi) => abi.endian,
  '<': () => 'le',
  '>': () => 'be',
  '!': () => 'be',
};

/** Goes through a format or a notation from left to right, item by item, and keeps count of the bytes. */
export class ItemReader {
  readonly text: string;
  readonly endian: Endian;
  /** Native sizes and alignment (`@` or no prefix) instead of standard ones. */
  readonly isNative: boolean;
  readonly #nativeAbi: Abi | null;
  /** Index of the character that is next. */
  index: number;
  /** Byte length of the items so far. */
  size: ExactSize = 0;

  /** @throws StructwireError `format-not-string`, `format-not-ascii`, `format-has-nul`. */
  constructor(text: string, abi: Abi) {
    checkCharacters(text);
    const endianOf = ENDIAN_OF_PREFIX[text.charAt(0)];
    this.text = text;
    this.endian = endianOf === undefined ? abi.endian : endianOf(abi);
    this.isNative = endianOf === undefined || text.startsWith('@');
    this.#nativeAbi = this.isNative ? abi : null;
    this.index = endianOf === undefined ? 0 : 1;
  }

  /** Skips white space; false at the end of the text. */
  skipSpace(): boolean {
    while (isSpace(this.text.charCodeAt(this.index))) this.index++;
    return this.index < this.text.length;
  }

  /**
   * The item that stands here: `[count] code`.
   *
   * @throws StructwireError `bad-format-char`, `count-without-code`, `format-too-long`.
   */
  readItem(): FormatItem {
    const { text } = this;
    const start = this.index;
    let index = start;
    while (isDigit(text.charCodeAt(index))) index++;
    const count = index === start ? 1 : parseCount(text, start, index);
    if (index === text.length) throw failure(countWithoutCode, { format: text }, { index: start });
    const sized = sizedCode(text.charAt(index), this.#nativeAbi);
    if (sized === null) throw badChar(text, index, hintFor(text, index));
    const offset = aligned(this.size, sized.align);
    this.size = behind(offset, count, sized.size);
    if (this.size > LARGEST_SIZE) throw failure(formatTooLong, { format: text }, { index: start });
    this.index = index + 1;
    const { kind, scalar, size, align } = sized; // a spread would cost more than all the rest
    return { kind, scalar, size, align, code: text.charAt(index), index, count, offset };
  }
}

/** The failure of a character that cannot stand where it stands. */
export function badChar(text: string, index: number, hint?: string): StructwireError {
  const context = { format: text, char: text.charAt(index), ...(hint === undefined ? {} : { hint }) };
  return failure(badFormatChar, context, { index });
}

/** C's `isspace` in the ASCII range: space, tab, newline, vertical tab, form feed, carriage return. */
export function isSpace(charCode: number): boolean {
  return charCode === 0x20 || (charCode >= 0x09 && charCode <= 0x0d);
}

function isDigit(charCode: number): boolean {
  return charCode >= 0x30 && charCode <= 0x39;
}

function checkCharacters(format: string): void {
  if (typeof format !== 'string') throw failure(formatNotString, { type: typeof format });
  const index = format.search(/\P{ASCII}/u);
  if (index >= 0) {
    const run = /\P{ASCII}+/u.exec(format)?.[0] ?? ''; // characters are counted as Python counts them, by code point
    throw failure(formatNotAscii, { format, first: index, last: index + Array.from(run).length - 1 }, { index });
  }
  const nul = format.indexOf('\0');
  if (nul >= 0) throw failure(formatHasNul, { format }, { index: nul });
}

function parseCount(format: string, start: number, end: number): ExactSize {
  if (end - start <= MOST_SAFE_DIGITS) return Number(format.slice(start, end));
  const digits = format.slice(start, end).replace(/^0+/, '');
  const count = digits.length > 19 ? LARGEST_SIZE + 1n : BigInt(digits);
  if (count > LARGEST_SIZE) throw failure(formatTooLong, { format }, { index: start });
  return simplest(count);
}

function hintFor(format: string, index: number): string | undefined {
  const char = format.charAt(index);
  if (Object.hasOwn(ENDIAN_OF_PREFIX, char)) return 'a prefix counts only as the very first character';
  if (isSpace(format.charCodeAt(index))) return 'no space between a count and its code';
  if (Object.hasOwn(FORMAT_CODES, char)) return `only with native sizes: without a prefix or with '@'`;
  return undefined;
}
