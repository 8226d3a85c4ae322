import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lengthOf, record, text, u8, u16 } from 'structwire';
import { serializeLayouts } from 'structwire/layout';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'structwire-layouts-'));
const file = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const Ping = record({ sequence: u16 }, { name: 'Ping' });
const Note = record({ size: lengthOf('note', u8), note: text('size') });

beforeAll(() => {
  writeFileSync(file('two.layout.json'), serializeLayouts({ Ping: Ping.layout, Note: Note.layout }));
  writeFileSync(file('one.layout.json'), serializeLayouts({ Ping: Ping.layout }));
  writeFileSync(file('none.layout.json'), serializeLayouts({}));
  writeFileSync(file('cut.layout.json'), '{"format": "structwire-layout", ');
  writeFileSync(
    file('wrong.layout.json'),
    serializeLayouts({ Ping: Ping.layout }).replace('"offset": 0', '"offset": 1'),
  );
});

describe('a layout in a file', () => {
  const note = `${file('two.layout.json')}#Note`;

  it('packs, unpacks and is explained', async () => {
    expect((await runCli(['pack', note, '--hex', '{"note":"ab"}'])).out).toBe('026162\n');
    expect((await runCli(['unpack', note, '026162', '--json'])).out).toBe('{"size":2,"note":"ab"}\n');
    const { out } = await runCli(['explain', file('one.layout.json')]);
    expect(out).toContain(`'${file('one.layout.json')}': 2 bytes, layout file\n`);
    expect(out).toMatch(/ 0 +2 +sequence +u16 le\n/);
  });

  it('is named in a file with several, and needs no name with one', async () => {
    expect((await runCli(['pack', file('one.layout.json'), '--hex', '7'])).out).toBe('0700\n');
    expect(await runCli(['explain', file('two.layout.json')])).toMatchObject({
      exitCode: 2,
      err: `structwire: ${file('two.layout.json')}: say which, as in ${file('two.layout.json')}#Name; its layouts are Ping, Note\n`,
    });
    expect((await runCli(['explain', `${file('two.layout.json')}#Pong`])).err).toBe(
      `structwire: ${file('two.layout.json')} has no layout 'Pong'; its layouts are Ping, Note\n`,
    );
    expect((await runCli(['explain', file('none.layout.json')])).err).toContain('; it holds no layout\n');
  });

  it.each([
    ['missing.layout.json', 'cannot read .*missing.layout.json: ENOENT.*'],
    ['cut.layout.json', '.*cut.layout.json: no JSON: .*position 32.*'],
    ['wrong.layout.json', '.*wrong.layout.json: .* \\[at layouts\\[0\\]\\.layout.*\\]'],
  ])('is refused with its place: %s', async (name, message) => {
    const outcome = await runCli(['explain', `${file(name)}#Ping`]);
    expect(outcome.exitCode).toBe(2);
    expect(outcome.err).toMatch(new RegExp(`^structwire: ${message}\\n$`));
  });
});

describe('gen layout', () => {
  it('writes the file that a format, a schema or a C header makes, and that one stands for', async () => {
    const example = readFileSync('examples/tutorial/reading.layout.json', 'utf8');
    expect((await runCli(['gen', 'layout', 'examples/tutorial/reading.ts#Reading'])).out).toBe(example);
    expect((await runCli(['gen', 'layout', 'examples/tutorial/reading.layout.json'])).out).toBe(example);
    for (const format of ['<id:I tag:2s', 'I 2s f', 'examples/c/sensor.h#sensor_t', 'examples/protocols/ntp.ts#Ntp']) {
      const output = file('generated.layout.json');
      expect(await runCli(['gen', 'layout', format, '-o', output])).toMatchObject({ exitCode: 0, err: '' });
      const again = await runCli(['gen', 'layout', output, '--name', 'Values']);
      const named = await runCli(['gen', 'layout', format, '--name', 'Values']);
      expect(again.out, format).toBe(named.out);
    }
  });

  it('refuses what no file can hold', async () => {
    writeFileSync(
      file('functions.mjs'),
      `import { codec, transform, u8 } from ${JSON.stringify(import.meta.resolve('structwire'))};
      export const Twice = codec(transform(u8, { name: 'twice', decode: (x) => 2 * x, encode: (x) => x / 2 }));`,
    );
    expect(await runCli(['gen', 'layout', file('functions.mjs')])).toMatchObject({
      exitCode: 2,
      err: "structwire: 'Values' has the user function 'twice#1', which no file can hold\n",
    });
  });
});
