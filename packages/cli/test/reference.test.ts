import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../src/program.ts';

const page = readFileSync(fileURLToPath(new URL('../../../docs/command-line.md', import.meta.url)), 'utf8');
const stream = new PassThrough();
const io = { stdin: stream, stdout: stream, stderr: stream, env: {}, interrupted: () => new AbortController().signal };
const commands = createProgram(io, '0.0.0').commands.filter((command) => ['listen', 'send'].includes(command.name()));

describe.each(commands.map((command) => ({ name: command.name(), command })))('$name', ({ name, command }) => {
  it('is in the reference, with all its options', () => {
    expect(page).toContain(`\`${name} `);
    const missing = command.options.flatMap(({ long }) => (long === undefined || page.includes(long) ? [] : [long]));
    expect(missing, 'not in docs/command-line.md').toEqual([]);
  });

  it('says of each option what it is for', () => {
    for (const { description, flags } of command.options) expect(description, flags).not.toBe('');
  });
});
