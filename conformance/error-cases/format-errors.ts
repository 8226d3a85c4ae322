import { calcsize, Struct } from 'structwire';
import type * as formatErrors from '../../packages/structwire/src/errors/format-errors.ts';
import type { ErrorCase, ErrorCases } from './error-case.ts';

/** A format that is refused at an index. */
function refused(format: string, index: number, message: string): ErrorCase<object> {
  return { trigger: () => new Struct(format), index, message };
}

export const FORMAT_CASES: ErrorCases<typeof formatErrors> = {
  'format-not-string': [
    {
      trigger: () => calcsize(7 as never), // as from untyped JavaScript
      message: 'Struct() argument 1 must be a str or bytes object, not number',
      context: { type: 'number' },
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
  ],
  'count-without-code': [
    refused('I 2', 2, 'repeat count given without format specifier'),
    refused('12', 0, 'repeat count given without format specifier'),
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
};
