import { Struct, struct } from 'structwire';
import { describe, expect, it } from 'vitest';
import { typeCheck } from '../../../../bench/types/type-checker.ts';
import { workspacePath } from '../../../../bench/types/workspace-path.ts';
import { typeMessageOf } from './runtime-message.ts';

const NATIVE_ONLY = "(only with native sizes: without a prefix or with '@')";
const PREFIX = '(a prefix counts only as the very first character)';
const SPACE = '(no space between a count and its code)';
const BETWEEN = '(white space stands between fields)';
const NAME = "letters, digits, '_' and '$', no digit first";

/** Bad literals, and the text of the type error that each one is. */
const BAD_FORMATS: readonly (readonly [format: string, message: string])[] = [
  ['I 2z', "bad char 'z' in struct format"],
  ['F', "bad char 'F' in struct format"],
  ["'", "bad char ''' in struct format"],
  ['-1i', "bad char '-' in struct format"],
  ['2.5i', "bad char '.' in struct format"],
  ['I,H', "bad char ',' in struct format"],
  ['id:I', "bad char ':' in struct format"],
  ['I\u001cI', "bad char '\u001c' in struct format"],
  ['12', 'repeat count given without format specifier'],
  ['I 0', 'repeat count given without format specifier'],
  ['i<', `bad char '<' in struct format ${PREFIX}`],
  [' <i', `bad char '<' in struct format ${PREFIX}`],
  ['<<i', `bad char '<' in struct format ${PREFIX}`],
  ['@3=i', `bad char '=' in struct format ${PREFIX}`],
  ['<n', `bad char 'n' in struct format ${NATIVE_ONLY}`],
  ['=P', `bad char 'P' in struct format ${NATIVE_ONLY}`],
  ['!B 4N', `bad char 'N' in struct format ${NATIVE_ONLY}`],
  ['3 i', `bad char ' ' in struct format ${SPACE}`],
  ['I 3\ti', `bad char '\t' in struct format ${SPACE}`],
  ['99999999999999999999x', 'total struct size too long'],
  ['1000000000000000000000i', 'total struct size too long'],
  ['é', 'non-ASCII character in struct format'],
  ['I\u00a02s', 'non-ASCII character in struct format'],
  ['I😀', 'non-ASCII character in struct format'],
  ['2I2€', 'non-ASCII character in struct format'],
  ['I\0', 'embedded null character'],
];

const BAD_NOTATIONS: readonly (readonly [notation: string, message: string])[] = [
  ['a:z', "bad char 'z' in struct format"],
  ['a:3z', "bad char 'z' in struct format"],
  ['a:I, b:I', `bad char ',' in struct format ${BETWEEN}`],
  ['a:I2', `bad char '2' in struct format ${BETWEEN}`],
  ['a:3I<', `bad char '<' in struct format ${BETWEEN}`],
  ['a:3 I', `bad char ' ' in struct format ${SPACE}`],
  ['a:<I', `bad char '<' in struct format ${PREFIX}`],
  ['<a:n', `bad char 'n' in struct format ${NATIVE_ONLY}`],
  ['<a:2N', `bad char 'N' in struct format ${NATIVE_ONLY}`],
  ['>a:I 0P', `bad char 'P' in struct format ${NATIVE_ONLY}`],
  ['a:2', 'repeat count given without format specifier'],
  ['a:I b: H', "field 'b' has no format code right behind its colon"],
  ['a:', "field 'a' has no format code right behind its colon"],
  ['I', "'I' is neither a field (name:code) nor padding (4x)"],
  ['a:I 2H', "'2H' is neither a field (name:code) nor padding (4x)"],
  ['a:I 0s', "'0s' is neither a field (name:code) nor padding (4x)"],
  ['a:I\n0z', "'0z' is neither a field (name:code) nor padding (4x)"],
  ['id I', "'id' is neither a field (name:code) nor padding (4x)"],
  ['a:4x', "padding has no value and takes no name: 'a'"],
  ['a:x', "padding has no value and takes no name: 'a'"],
  ['a:I a:H', "duplicate field name 'a'"],
  ['a:I 2x\tb:B  a:3H', "duplicate field name 'a'"],
  ['2a:I', `bad field name '2a': ${NAME}`],
  ['a:I :I', `bad field name '': ${NAME}`],
  ['a-b:I', `bad field name 'a-b': ${NAME}`],
  ['long_name.x:I', `bad field name 'long_name.x': ${NAME}`],
  ['<<a:I', `bad field name '<a': ${NAME}`],
  ['a:I 99999999999999999999x', 'total struct size too long'],
  ['a:99999999999999999999s', 'total struct size too long'],
];

const IMPORTS = [
  `import { Struct } from ${JSON.stringify(workspacePath('packages/structwire/src/struct/typed-struct.ts'))};`,
  `import { struct } from ${JSON.stringify(workspacePath('packages/structwire/src/struct/record-struct.ts'))};`,
];

describe('a bad literal', () => {
  it('is a type error whose text is the message', { timeout: 120_000 }, async () => {
    const uses = [
      ...BAD_FORMATS.map(([text]) => `new Struct(${JSON.stringify(text)});`),
      ...BAD_NOTATIONS.map(([text]) => `struct(${JSON.stringify(text)});`),
    ];
    const { diagnostics } = await typeCheck('typescript-7', [...IMPORTS, ...uses].join('\n'));
    const expected = [...BAD_FORMATS, ...BAD_NOTATIONS].map(([text, message], index) => ({
      line: IMPORTS.length + index + 1,
      message: `Argument of type '${literal(text)}' is not assignable to parameter of type '${literal(message)}'.`,
    }));
    expect(diagnostics).toEqual(expected);
  });
});

describe('the message of the type checker', () => {
  it.each(BAD_FORMATS)('%j is that of the error', (format, message) => {
    expect(typeMessageOf(() => new Struct(format))).toBe(message);
  });

  it.each(BAD_NOTATIONS)('%j is that of the error', (notation, message) => {
    expect(typeMessageOf(() => struct(notation))).toBe(message);
  });
});

/** A literal type as the compilers print it. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll('\\u001c', '\\u001C').replaceAll('\\u0000', '\\0');
}
