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
import { FORMAT_CODES, type SizedCode, sizedCode } from './format-codes.ts';

/** A count of bytes or items, always exact: a number up to 2**53 - 1, a bigint beyond. */
export type ExactSize = number | bigint;

/** A format, taken apart: each item where it stands, counts not expanded. */
export interface ParsedFormat {
  readonly endian: Endian;
  /** Native sizes and alignment (`@` or no prefix) instead of standard ones. */
  readonly isNative: boolean;
  readonly items: readonly FormatItem[];
  /** Byte length of the whole. */
  readonly size: ExactSize;
}

export interface FormatItem extends SizedCode {
  readonly code: string;
  /** Index of the code in the format text. */
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

/**
 * Reads a Python format string: `[prefix] (space* | [count] code)*`.
 *
 * One pass from left to right that finds mistakes in CPython's order, with its texts and the index of the character.
 *
 * @throws StructwireError `format-not-string`, `format-not-ascii`, `format-has-nul`, `bad-format-char`,
 *   `count-without-code`, `format-too-long`.
 */
export function parseFormat(format: string, abi: Abi): ParsedFormat {
  checkCharacters(format);
  const endianOf = ENDIAN_OF_PREFIX[format.charAt(0)];
  const isNative = endianOf === undefined || format.startsWith('@');
  const nativeAbi = isNative ? abi : null;
  const items: FormatItem[] = [];
  let size: ExactSize = 0;
  let index = endianOf === undefined ? 0 : 1;
  while (index < format.length) {
    if (isSpace(format.charCodeAt(index))) {
      index++;
      continue;
    }
    const start = index;
    while (isDigit(format.charCodeAt(index))) index++;
    const count = index === start ? 1 : parseCount(format, start, index);
    if (index === format.length) throw failure(countWithoutCode, { format }, { index: start });
    const sized = sizedCode(format.charAt(index), nativeAbi);
    if (sized === null) throw badChar(format, index);
    const offset = aligned(size, sized.align);
    size = behind(offset, count, sized.size);
    if (size > LARGEST_SIZE) throw failure(formatTooLong, { format }, { index: start });
    const { kind, scalar, align } = sized; // a spread would cost more than all the rest
    items.push({ kind, scalar, size: sized.size, align, code: format.charAt(index), index, count, offset });
    index++;
  }
  return { endian: (endianOf ?? ENDIAN_OF_PREFIX['@'])?.(abi) ?? abi.endian, isNative, items, size };
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

function badChar(format: string, index: number): StructwireError {
  const char = format.charAt(index);
  const hint = hintFor(format, index);
  return failure(badFormatChar, { format, char, ...(hint === undefined ? {} : { hint }) }, { index });
}

function hintFor(format: string, index: number): string | undefined {
  const char = format.charAt(index);
  if (Object.hasOwn(ENDIAN_OF_PREFIX, char)) return 'a prefix counts only as the very first character';
  if (isSpace(format.charCodeAt(index))) return 'no space between a count and its code';
  if (Object.hasOwn(FORMAT_CODES, char)) return `only with native sizes: without a prefix or with '@'`;
  return undefined;
}

function aligned(size: ExactSize, align: number): ExactSize {
  if (typeof size === 'number') return simplest(Math.ceil(size / align) * align); // exact: align is a power of two
  const alignment = BigInt(align);
  return ((size + alignment - 1n) / alignment) * alignment;
}

/** The end of `count` items of a size. */
function behind(offset: ExactSize, count: ExactSize, itemSize: number): ExactSize {
  if (typeof offset === 'number' && typeof count === 'number') {
    const end = offset + count * itemSize;
    if (Number.isSafeInteger(end)) return end;
  }
  return simplest(BigInt(offset) + BigInt(count) * BigInt(itemSize));
}

function simplest(size: ExactSize): ExactSize {
  const isSafe = size <= Number.MAX_SAFE_INTEGER;
  return isSafe ? Number(size) : BigInt(size);
}

/** C's `isspace` in the ASCII range: space, tab, newline, vertical tab, form feed, carriage return. */
function isSpace(charCode: number): boolean {
  return charCode === 0x20 || (charCode >= 0x09 && charCode <= 0x0d);
}

function isDigit(charCode: number): boolean {
  return charCode >= 0x30 && charCode <= 0x39;
}
