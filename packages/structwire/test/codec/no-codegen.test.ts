import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const FLAG = '--disallow-code-generation-from-strings';

/** What must pass where no code may be generated: every vector, every error, every kind of layout. */
const SUITES = [
  'conformance/struct/vectors',
  'conformance/error-cases',
  'structwire/test/layout',
  'structwire/test/struct',
];

describe('without code generation', () => {
  it('tries to compile once, when first it would pay, and gives the same values', { timeout: 60_000 }, async () => {
    const { stdout } = await run(process.execPath, [FLAG, '--import', 'tsx', path('no-codegen.child.ts')], {
      cwd: path('../../../..'),
    });
    expect(JSON.parse(stdout)).toEqual({ isRefused: true, attempts: ['auto', 'own'] });
  });

  it('passes the vectors, the error cases and the layouts', { timeout: 120_000 }, async () => {
    const vitest = path('../../../../node_modules/vitest/vitest.mjs');
    const { stdout } = await run(process.execPath, [FLAG, vitest, 'run', '--typecheck.enabled=false', ...SUITES], {
      cwd: path('../../../..'),
      env: { ...process.env, NO_COLOR: '1' },
    });
    const [, passed = '0', failed = '?'] = /(\d+) passed, (\d+) failed/.exec(stdout) ?? [];
    expect(Number(passed)).toBeGreaterThan(300);
    expect(failed).toBe('0');
  });
});
