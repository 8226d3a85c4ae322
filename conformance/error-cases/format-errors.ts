import { calcsize, pack, Struct, struct } from 'structwire';
import type * as formatErrors from '../../packages/structwire/src/errors/format-errors.ts';
import type { ErrorCase, ErrorCases } from './error-case.ts';

/** A format that is refused at an index. */
function refused(format: string, index: number, message: string): ErrorCase<object> {
  return { trigger: () => new Struct(format), index, message };
}

/** A field notation that is refused at an index. */
function refusedNotation(notation: string, index: number, message: string): ErrorCase<object> {
  return { trigger: () => struct(notation), index, message };
}

export const FORMAT_CASES: ErrorCases<typeof formatErrors> = {
  'format-not-string': [
    {
      trigger: () => calcsize(7 as never), // as from untyped JavaScript
      message: 'Struct() argument 1 must be a str or bytes object, not number',
      context: { type: 'number' },
    },
    {
      trigger: () => pack(undefined as never), // as from untyped JavaScript
      message: 'Struct() argument 1 must be a str or bytes object, not undefined',
    },
  ],
  'format-not-ascii': [
    refused('I é', 2, "'ascii' codec can't encode character '\\xe9' in position 2: ordinal not in range(128)"),
    refused('\ufeffI', 0, "'ascii' codec can't encode character '\\ufeff' in position 0: ordinal not in range(128)"),
    refused('I😀', 1, "'ascii' codec can't encode character '\\U0001f600' in position 1: ordinal not in range(128)"),
    refused('ié😀ü', 1, "'ascii' codec can't encode characters in position 1-3: ordinal not in range(128)"),
    refused('\ud800', 0, "'ascii' codec can't encode character '\\ud800' in position 0: ordinal not in range(128)"),
  ],
  'format-has-nul': [refused('I\0', 1, 'embedded null character'), refused('z\0', 1, 'embedded null character')],
  'bad-format-char': [
    refused('I 2z', 3, "bad char in struct format: 'z'"),
    refused('3 i', 1, "bad char in struct format: ' '"),
    refused(' <i', 1, "bad char in struct format: '<'"),
    refused('<<i', 1, "bad char in struct format: '<'"),
    refused('i<', 1, "bad char in struct format: '<'"),
    refused('=P', 1, "bad char in struct format: 'P'"),
    refused('<4n', 2, "bad char in struct format: 'n'"),
    refused('i\x1ci', 1, 'bad char in struct format'),
    refusedNotation('a:I b:z', 6, "bad char in struct format: 'z'"),
    refusedNotation('a:I, b:I', 3, "bad char in struct format: ',' (white space stands between fields)"),
    refusedNotation('<a:2n', 4, "bad char in struct format: 'n' (only with native sizes"),
    refusedNotation('<a:I 0n', 6, "bad char in struct format: 'n' (only with native sizes"),
  ],
  'count-without-code': [
    refused('I 2', 2, 'repeat count given without format specifier'),
    refused('12', 0, 'repeat count given without format specifier'),
    refusedNotation('a:I b:2', 6, 'repeat count given without format specifier'),
  ],
  'format-too-long': [
    refused('i99999999999999999999', 1, 'total struct size too long'),
    refused('9223372036854775808x', 0, 'total struct size too long'),
    refused('4611686018427387904h', 0, 'total struct size too long'),
    refused('9223372036854775807xx', 20, 'total struct size too long'),
    refused('9223372036854775807x0i', 20, 'total struct size too long'),
  ],
  'struct-too-large': [
    {
      trigger: () => new Struct('9223372036854775807x'),
      message: 'total struct size too long for JavaScript: 9223372036854775807 bytes',
      context: { size: 9223372036854775807n },
    },
  ],
  'unknown-abi': [
    {
      trigger: () => new Struct('i', { abi: 'x32' as never }), // as from untyped JavaScript
      message: "unknown ABI 'x32', expected one of lp64, ",
      context: { abi: 'x32' },
    },
    {
      trigger: () => calcsize('i', { abi: 'constructor' as never }), // as from untyped JavaScript
      message: "unknown ABI 'constructor'",
    },
  ],
  'bad-field-name': [
    refusedNotation('<2nd:I', 1, "bad field name '2nd': letters, digits, '_' and '$', no digit first"),
    refusedNotation('a:I b-c:I', 5, "bad field name 'b-c'"),
    refusedNotation('a:I :I', 4, "bad field name ''"),
    refusedNotation('<<a:I', 1, "bad field name '<a'"),
    refusedNotation(`${'a'.repeat(50)}.:I`, 50, `bad field name '${'a'.repeat(40)}…'`),
  ],
  'duplicate-field-name': [
    refusedNotation('<id:I 4x id:H', 9, "duplicate field name 'id', first at index 1"),
    refusedNotation('__proto__:I __proto__:I', 12, "duplicate field name '__proto__', first at index 0"),
  ],
  'field-without-name': [
    refusedNotation('<id:I 2s', 6, "'2s' is neither a field (name:code) nor padding (4x)"),
    refusedNotation('id:I 0s', 5, "'0s' is neither"),
    refusedNotation('id I', 0, "'id' is neither"),
    refusedNotation('I 2s f', 0, "'I' is neither"),
  ],
  'field-without-code': [
    refusedNotation('<id: I', 4, "field 'id' has no format code right behind its colon"),
    refusedNotation('a:I id:', 7, "field 'id' has no format code right behind its colon"),
  ],
  'padding-with-name': [
    refusedNotation('pad:4x', 4, "padding has no value and takes no name: 'pad'"),
    refusedNotation('a:I pad:x', 8, "padding has no value and takes no name: 'pad'"),
  ],
};
