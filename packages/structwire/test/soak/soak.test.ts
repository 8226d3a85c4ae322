import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('run.ts', import.meta.url));

// `npm run soak` does this for longer. In a process of its own, whose descriptors and memory are nobody else's.
it('hostile peers on every transport cost no record of anybody else, no memory and no descriptors', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const args = ['--expose-gc', '--import', 'tsx', PROGRAM, '--records', '20000', '--seed', `${seed}`];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
  expect(
    output.split('\n').filter((line) => line.startsWith('PROBLEM')),
    output,
  ).toEqual([]);
  expect(output).toMatch(/\nmemory: .*\nall is well\n$/);
}, 120_000);
