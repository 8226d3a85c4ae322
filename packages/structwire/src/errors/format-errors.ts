import type { ErrorKind } from './error-kind.ts';

// Texts are those of CPython 3.12+ (`Modules/_struct.c`), with what the place adds behind them.

export const formatNotString: ErrorKind<'format-not-string', { type: string }> = {
  code: 'format-not-string',
  message: ({ type }) => `Struct() argument 1 must be a str or bytes object, not ${type}`,
};

export const formatNotAscii: ErrorKind<'format-not-ascii', { format: string; first: number; last: number }> = {
  code: 'format-not-ascii',
  message: ({ format, first, last }) => {
    const what =
      first === last
        ? `character '${pythonEscape(format, first)}' in position ${first}`
        : `characters in position ${first}-${last}`;
    return `'ascii' codec can't encode ${what}: ordinal not in range(128)`;
  },
};

export const formatHasNul: ErrorKind<'format-has-nul', { format: string }> = {
  code: 'format-has-nul',
  message: () => 'embedded null character',
};

export const badFormatChar: ErrorKind<'bad-format-char', { format: string; char: string; hint?: string }> = {
  code: 'bad-format-char',
  message: ({ char, hint }) => `bad char in struct format: '${char}'${hint ? ` (${hint})` : ''}`,
};

export const countWithoutCode: ErrorKind<'count-without-code', { format: string }> = {
  code: 'count-without-code',
  message: () => 'repeat count given without format specifier',
};

export const formatTooLong: ErrorKind<'format-too-long', { format: string }> = {
  code: 'format-too-long',
  message: () => 'total struct size too long',
};

export const structTooLarge: ErrorKind<'struct-too-large', { size: bigint }> = {
  code: 'struct-too-large',
  message: ({ size }) =>
    `total struct size too long for JavaScript: ${size} bytes, a buffer holds at most 2**53 - 1; calcsize() gives the exact size`,
};

export const unknownAbi: ErrorKind<'unknown-abi', { abi: string; known: readonly string[] }> = {
  code: 'unknown-abi',
  message: ({ abi, known }) => `unknown ABI '${abi}', expected one of ${known.join(', ')}`,
};

export const badFieldName: ErrorKind<'bad-field-name', { notation: string; name: string }> = {
  code: 'bad-field-name',
  message: ({ name }) => `bad field name '${clipped(name)}': letters, digits, '_' and '$', no digit first`,
};

export const duplicateFieldName: ErrorKind<'duplicate-field-name', { notation: string; name: string; first: number }> =
  {
    code: 'duplicate-field-name',
    message: ({ name, first }) => `duplicate field name '${clipped(name)}', first at index ${first}`,
  };

export const fieldWithoutName: ErrorKind<'field-without-name', { notation: string; item: string }> = {
  code: 'field-without-name',
  message: ({ item }) => `'${clipped(item)}' is neither a field (name:code) nor padding (4x)`,
};

export const fieldWithoutCode: ErrorKind<'field-without-code', { notation: string; name: string }> = {
  code: 'field-without-code',
  message: ({ name }) => `field '${clipped(name)}' has no format code right behind its colon`,
};

export const paddingWithName: ErrorKind<'padding-with-name', { notation: string; name: string }> = {
  code: 'padding-with-name',
  message: ({ name }) => `padding has no value and takes no name: '${clipped(name)}'`,
};

const LONGEST_SHOWN = 40;

function clipped(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** The code point at a code-point position, as Python's repr escapes it. */
function pythonEscape(format: string, position: number): string {
  const code = Array.from(format)[position]?.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
