import { spawnSync } from 'node:child_process';

/** The Python on this machine that answers for CPython's struct, or `null`; in CI there must be one. */
export function findPython(): string | null {
  const found = spawnSync('python3', ['--version'], { encoding: 'utf8' });
  if (found.status === 0) return found.stdout.trim();
  if (process.env['CI'] !== undefined) throw new Error('python3 is required in CI');
  return null;
}
