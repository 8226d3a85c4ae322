import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'structwire-gen-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('gen ts', () => {
  it.each([
    [['<id:I tag:2s'], 'Values'],
    [['<id:I tag:2s', '--name', 'Reading'], 'Reading'],
    [['examples/c/sensor.h#sensor_t'], 'sensor_t'],
    [['examples/tutorial/reading.ts#Reading'], 'Reading'],
    [['I 2s f'], 'Values'],
  ])('%j exports %s', async (args, name) => {
    const { exitCode, out, err } = await runCli(['gen', 'ts', ...args]);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toContain(`export const ${name}: Codec<${name}, ${name}Input> = `);
    expect(out.split('\n')[0]).toBe(`// Written by structwire gen ts from ${args[0]}: do not edit.`);
  });

  it('writes a file', async () => {
    const output = join(folder, 'reading.ts');
    expect(await runCli(['gen', 'ts', '<id:I', '-o', output])).toMatchObject({ exitCode: 0, out: '', err: '' });
    expect(readFileSync(output, 'utf8')).toContain('export interface Values {\n  readonly id: number;\n}\n');
  });

  it('knows what it can generate', async () => {
    expect(await runCli(['gen', 'cobol', '<id:I'])).toMatchObject({
      exitCode: 2,
      err: "structwire: cannot generate 'cobol', only ts, layout\n",
    });
  });
});
