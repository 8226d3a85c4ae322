import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instrument } from './claims.ts';
import type { DocExample } from './find-examples.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
// Inside the workspace, so that the packages are found as their users find them: built.
const FOLDER = join(ROOT, 'node_modules/.cache/doc-examples');
const COMPILER = join(ROOT, 'node_modules/typescript-7/bin/tsc');

const CONFIG = {
  extends: join(ROOT, 'tsconfig.test.json'),
  compilerOptions: { incremental: false, tsBuildInfoFile: null, noUnusedLocals: false, noUnusedParameters: false },
  include: ['*.ts'],
  exclude: [],
  references: [],
};

const SAME = `type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;`;

/** The compiler's complaints about the examples, by their titles; and types that are not what their comments say. */
export function typeErrors(examples: readonly DocExample[]): string[] {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(CONFIG));
  examples.forEach(({ code }, i) => {
    writeFileSync(join(FOLDER, `example-${i}.ts`), withTypeClaims(code));
  });
  const { stdout, stderr, status } = spawnSync(process.execPath, [COMPILER, '-p', FOLDER, '--pretty', 'false'], {
    encoding: 'utf8',
  });
  const complaints = stdout.split('\n').filter((line) => line.trim() !== '');
  if ((status === 0) !== (complaints.length === 0)) throw new Error(`the compiler ended with ${status}: ${stderr}`);
  return complaints.map((line) => line.replace(/^.*example-(\d+)\.ts/, (_all, i) => examples[Number(i)]?.title ?? ''));
}

function withTypeClaims(code: string): string {
  const { types } = instrument(code);
  const claims = types.map(({ name, is }) => `true satisfies Same<${name}, ${is}>;`);
  return [code, 'export {};', ...(claims.length > 0 ? [SAME, ...claims] : [])].join('\n');
}
