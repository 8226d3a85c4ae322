import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ABIS } from '../../src/layout/abi.ts';

const RULES = { sysv: 'System V', aapcs: 'AAPCS', bits: 'one after the other', microsoft: 'Microsoft' } as const;

it('the table of platforms in the documentation is the table of platforms', () => {
  const page = readFileSync(new URL('../../../../docs/c-declarations.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` \|[^|]*\|( \d.*)\|$/gm)].map(([, name, cells = '']) => [
    name,
    cells.split('|').map((cell) => cell.trim()),
  ]);
  const expected = Object.values(ABIS).map(
    ({ name, size, align, isCharSigned, hasShortEnums, bitFields, endian, pack }) => [
      name,
      [
        `${size.int}`,
        `${size.long}`,
        `${size.pointer}`,
        `${Math.min(align.longlong, pack ?? align.longlong)}`,
        isCharSigned ? 'signed' : 'unsigned',
        hasShortEnums ? 'the smallest' : '`int`',
        `${RULES[bitFields]}${endian === 'be' ? ', big-endian' : ''}`,
      ],
    ],
  );
  expect(new Map(rows as [string, string[]][])).toEqual(new Map(expected as [string, string[]][])); // pairs of both
});
