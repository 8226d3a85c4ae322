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

/** A format, taken apart: each item where it stands, counts not expanded. */
export interface ParsedFormat {
  readonly endian: Endian;
  /** Native sizes and alignment (`@` or no prefix) instead of standard ones. */
  readonly isNative: boolean;
  readonly items: readonly FormatItem[];
  /** Byte length of the whole; exact beyond 2**53 too. */
  readonly size: bigint;
}

export interface FormatItem extends SizedCode {
  readonly code: string;
  /** Index of the code in the format text. */
  readonly index: number;
  readonly count: bigint;
  /** Byte offset from the start of the struct, alignment included. */
  readonly offset: bigint;
}

const LARGEST_SIZE = 2n ** 63n - 1n; // CPython's PY_SSIZE_T_MAX

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
  let size = 0n;
  let index = endianOf === undefined ? 0 : 1;
  while (index < format.length) {
    if (isSpace(format.charCodeAt(index))) {
      index++;
      continue;
    }
    const start = index;
    while (isDigit(format.charCodeAt(index))) index++;
    const count = index === start ? 1n : parseCount(format, start, index);
    if (index === format.length) throw failure(countWithoutCode, { format }, { index: start });
    const sized = sizedCode(format.charAt(index), nativeAbi);
    if (sized === null) throw badChar(format, index);
    const offset = aligned(size, sized.align);
    size = offset + count * BigInt(sized.size);
    if (size > LARGEST_SIZE) throw failure(formatTooLong, { format }, { index: start });
    items.push({ ...sized, code: format.charAt(index), index, count, offset });
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

function parseCount(format: string, start: number, end: number): bigint {
  const digits = format.slice(start, end).replace(/^0+/, '');
  const count = digits.length > 19 ? LARGEST_SIZE + 1n : BigInt(digits);
  if (count > LARGEST_SIZE) throw failure(formatTooLong, { format }, { index: start });
  return count;
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

function aligned(size: bigint, align: number): bigint {
  const alignment = BigInt(align);
  return ((size + alignment - 1n) / alignment) * alignment;
}

/** C's `isspace` in the ASCII range: space, tab, newline, vertical tab, form feed, carriage return. */
function isSpace(charCode: number): boolean {
  return charCode === 0x20 || (charCode >= 0x09 && charCode <= 0x0d);
}

function isDigit(charCode: number): boolean {
  return charCode >= 0x30 && charCode <= 0x39;
}
