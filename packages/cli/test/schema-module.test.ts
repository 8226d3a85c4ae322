import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

/** Inside the repository, so that `structwire` means the built package. */
const folder = fileURLToPath(new URL('../../../node_modules/.cache/structwire-schemas', import.meta.url));
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  const lines = [
    "import { array, f32, record, text, u8, u16 } from 'structwire';",
    'type Unused = { a: number };',
    'export const Point = record({ x: f32, y: f32 });',
    'export const Track = record({ name: text(u8), points: array(Point, u16) });',
    'export const version: number = 3;',
  ];
  writeFileSync(file('track.ts'), lines.join('\n'));
  writeFileSync(
    file('one.mjs'),
    "import { record, u16 } from 'structwire';\nexport const One = record({ id: u16 });\n",
  );
  writeFileSync(file('broken.ts'), 'export const = 1;\n');
  writeFileSync(file('none.mjs'), 'export const One = 1;\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const HEX = '0261620100cdcc2c400000803f';
const JSON_TEXT = '{"name":"ab","points":[{"x":2.7,"y":1}]}';

describe('a schema in a TypeScript module', () => {
  const format = `${file('track.ts')}#Track`;

  it('packs, unpacks and is explained', async () => {
    expect((await runCli(['pack', format, '--hex', JSON_TEXT])).out).toBe(`${HEX}\n`);
    expect((await runCli(['pack', format, '--hex', 'ab', '[{"x":2.7,"y":1}]'])).out).toBe(`${HEX}\n`);
    expect((await runCli(['unpack', format, HEX + HEX, '--json'])).out).toBe(`${JSON_TEXT}\n`.repeat(2));
    const { out } = await runCli(['explain', format, HEX]);
    expect(out).toContain(`'${format}': variable size`);
    expect(out).toMatch(/ 5 +4 +points\[0\]\.x +f32 le +2\.700000047683716\n/);
  });

  it('names the record in a module with several, and needs no name with one', async () => {
    expect((await runCli(['pack', file('one.mjs'), '--hex', '7'])).out).toBe('0700\n');
    expect(await runCli(['explain', file('track.ts')])).toMatchObject({
      exitCode: 2,
      err: `structwire: ${file('track.ts')}: say which, as in ${file('track.ts')}#Name; its codecs are Point, Track\n`,
    });
    expect((await runCli(['explain', `${file('track.ts')}#Tack`])).err).toBe(
      `structwire: ${file('track.ts')} exports no codec 'Tack'; its codecs are Point, Track\n`,
    );
    expect((await runCli(['explain', file('none.mjs')])).err).toContain('; it exports no codec\n');
  });

  it('says in one message that a module cannot be loaded', async () => {
    for (const name of ['missing.ts', 'missing.mjs', 'broken.ts']) {
      const outcome = await runCli(['explain', `${file(name)}#A`]);
      expect([name, outcome.exitCode]).toEqual([name, 2]);
      expect(outcome.err).toMatch(/^structwire: cannot load .*\n$/);
    }
  });
});
