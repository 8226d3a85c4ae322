import { expect, it } from 'vitest';
import { typeCheck } from '../../../../bench/types/type-checker.ts';
import { workspacePath } from '../../../../bench/types/workspace-path.ts';

const LONGEST_FORMAT = 512;
const LONGEST_NOTATION = 896;

/** What fills the longest formats that the checker looks at: the most steps, the most values, mistakes at the end. */
const FORMATS = `B n 0B 9B 9x 1s 99B 99n 100q 999B 1000B 9999999999999999999x 0 9 1000Bz`
  .split(' ')
  .concat(' ', 'P ', '99B 0')
  .map((part) => filled(part, LONGEST_FORMAT));

const FILLERS = [' ', '    ', '\n', ' \n\t', '2x ', '0n ', 'a', '0', '9'];
const CODES = ['B', '16s', '99n', '1111111111111111111I'];

const NOTATIONS = [
  ...FILLERS.map((part) => filled(part, LONGEST_NOTATION)),
  `${filled('\n ', LONGEST_NOTATION - 3)}a:B`,
  `${filled('a', LONGEST_NOTATION - 2)}:B`,
  `${filled('0', LONGEST_NOTATION - 1)}x`,
  ...CODES.map(manyFields),
];

it('no text is too long or too wide for the checker', { timeout: 120_000 }, async () => {
  const program = [
    `import type { CheckedFormat, CheckedNotation, Packable, Unpacked, UnpackedFields } from ${JSON.stringify(
      workspacePath('packages/structwire/src/format/types.ts'),
    )};`,
    ...FORMATS.map((text, i) => `export type F${i} = [${uses(text, 'Unpacked', 'Packable', 'CheckedFormat')}];`),
    ...NOTATIONS.map((text, i) => `export type N${i} = [${uses(text, 'UnpackedFields', 'CheckedNotation')}];`),
  ];
  const { diagnostics } = await typeCheck('typescript-7', program.join('\n'));
  expect(diagnostics.map(({ line, message }) => `${message} ${program[line - 1]}`)).toEqual([]);
});

function uses(text: string, ...types: string[]): string {
  return types.map((type) => `${type}<${JSON.stringify(text)}>`).join(', ');
}

function filled(part: string, length: number): string {
  return part.repeat(Math.ceil(length / part.length)).slice(0, length);
}

/** As many fields of a code as there is room for. */
function manyFields(code: string): string {
  const fields: string[] = [];
  for (let i = 0; [...fields, `f${i}:${code}`].join(' ').length <= LONGEST_NOTATION; i++) fields.push(`f${i}:${code}`);
  return fields.join(' ');
}
