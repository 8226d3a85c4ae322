import type * as formatErrors from '../../packages/structwire/src/errors/format-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const FORMAT_DOCS: ErrorDocs<typeof formatErrors> = {
  'format-not-string': {
    cause: 'The format is not a string.',
    cure: 'Pass the format as a string; decode a format that arrives as bytes first.',
    example: { type: 'number' },
  },
  'format-not-ascii': {
    cause:
      'The format holds a character outside ASCII, such as a no-break space or a byte order mark from copied text.',
    cure: 'Type the format anew; white space in a format is space, tab, newline, vertical tab, form feed or carriage return.',
    example: { format: 'I\u00a02s', first: 1, last: 1 },
  },
  'format-has-nul': {
    cause: 'The format holds a NUL character, usually because it was read from a fixed-size C buffer.',
    cure: 'Cut the text at its first NUL.',
    example: { format: 'I\0' },
  },
  'bad-format-char': {
    cause:
      'A character is no code of the format language: unknown, a prefix that is not the very first character, white space ' +
      'between a count and its code, or a native-only code (`n`, `N`, `P`) with one of the prefixes `=`, `<`, `>`, `!`.',
    cure: 'Correct the character at `index`. The codes are `x c b B ? h H i I l L q Q n N e f d s p P`.',
    example: { format: 'I 2z', char: 'z' },
  },
  'count-without-code': {
    cause: 'The format ends with a count.',
    cure: 'Add the code behind the count, or remove the count.',
    example: { format: 'I 2' },
  },
  'format-too-long': {
    cause: 'A count, or the size so far, is beyond 2**63 - 1 bytes, as in CPython.',
    cure: 'Correct the count at `index`.',
    example: { format: '99999999999999999999x' },
  },
  'struct-too-large': {
    cause: 'The record is legal in the format language, but larger than any JavaScript buffer can be.',
    cure: 'Describe one smaller record and use it several times; `calcsize()` gives the exact size of any format.',
    example: { size: 9223372036854775807n },
  },
  'unknown-abi': {
    cause: 'The option `abi` names a platform that structwire does not know.',
    cure: 'Use one of the names in the message; `lp64`, the default, is Linux and macOS on x86-64 and arm64.',
    example: { abi: 'x32', known: ['lp64', 'llp64', 'ilp32'] },
  },
  'bad-field-name': {
    cause: 'A name in a field notation is no ASCII identifier.',
    cure: 'Name the field with letters, digits, `_` and `$`, not starting with a digit; a schema takes any name.',
    example: { notation: '<2nd:I', name: '2nd' },
  },
  'duplicate-field-name': {
    cause: 'Two fields of a notation have the same name.',
    cure: 'Rename the one at `index`.',
    example: { notation: '<id:I id:H', name: 'id', first: 1 },
  },
  'field-without-name': {
    cause:
      'An item of a field notation has no name though it has a value: only padding (`4x`) and items of count zero ' +
      '(`0q`, which align) stand without one.',
    cure: 'Write `name:code`, or take the colons away everywhere and use the text as a plain format.',
    example: { notation: '<id:I 2s', item: '2s' },
  },
  'field-without-code': {
    cause: 'A colon of a field notation has no format code right behind it.',
    cure: 'Write the code without white space behind the colon: `id:I`.',
    example: { notation: '<id: I', name: 'id' },
  },
  'padding-with-name': {
    cause: 'A field notation names padding, which has no value.',
    cure: 'Write the padding without a name: `4x`.',
    example: { notation: '<pad:4x', name: 'pad' },
  },
};
