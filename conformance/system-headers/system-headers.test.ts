import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checkProbe, parseC, probeSource } from 'structwire/c';
import { describe, expect, it } from 'vitest';
import { compileObject } from '../abi/compile.ts';
import { COMPILERS, isInstalled, isRequired } from '../abi/compilers.ts';
import { compareHeaders, type Target } from './compare-headers.ts';
import { GROUPS } from './headers.ts';
import { allHeaders } from './machine.ts';

const ALL = process.env['STRUCTWIRE_ABI'] === 'all';
const IS_CI = process.env['CI'] !== undefined;
const hasCompiler = ['gcc', 'readelf'].every(
  (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0,
);

/** Where headers for 32 bits are, when only those for 64 bits are installed: the text is the same. */
const FOR_32_BITS = [fileURLToPath(new URL('include-32', import.meta.url)), '/usr/include/x86_64-linux-gnu'];

/** The targets, with the least that has to be compared for each. */
const TARGETS: readonly (Target & { readonly headers: number; readonly types: number })[] = [
  { flags: ['-m64'], abi: 'lp64', headers: 150, types: 1500 },
  { flags: ['-m32', ...FOR_32_BITS.flatMap((folder) => ['-isystem', folder])], abi: 'i386', headers: 150, types: 1500 },
];

describe("the machine's own headers, each struct compared with the compiler's debug information", () => {
  for (const target of TARGETS) {
    it.skipIf(!hasCompiler && !IS_CI)(`gcc ${target.flags[0]}`, { timeout: 600_000 }, () => {
      const totals = { headers: 0, agreed: 0, refused: 0 };
      const reasons = new Map<string, number>();
      const differences: string[] = [];
      for (const group of ALL ? allHeaders().map((header) => [header]) : GROUPS) {
        const result = compareHeaders(group, target);
        if (result === null && !ALL) differences.push(`gcc does not take ${group.join(' ')}`);
        if (result === null) continue;
        totals.headers += result.headers;
        totals.agreed += result.agreed;
        totals.refused += result.refused.length;
        differences.push(...result.differences);
        for (const message of result.refused) count(reasons, reasonOf(message));
      }
      console.log(`gcc ${target.flags[0]}: ${JSON.stringify(totals)}`, Object.fromEntries(reasons));
      expect(differences).toEqual([]);
      expect(totals.headers).toBeGreaterThanOrEqual(target.headers);
      expect(totals.agreed).toBeGreaterThanOrEqual(target.types);
      expect(totals.refused).toBeLessThan(totals.agreed / 50);
    });
  }
});

const WINDOWS = COMPILERS.filter(({ command }) => /mingw/.test(command));

describe('windows.h, each size, offset and bit compared with the compiler', () => {
  for (const compiler of WINDOWS.filter(({ isInCi }) => ALL || isInCi === true)) {
    const isSkipped = !isInstalled(compiler) && !isRequired(compiler);
    it.skipIf(isSkipped)(compiler.name, { timeout: 300_000 }, () => {
      const input = '#include <windows.h>\n';
      const flags = ['-E', '-x', 'c', '-'];
      const run = spawnSync(compiler.command, flags, { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
      expect(run.stderr).toBe('');
      const declarations = parseC(run.stdout, { abi: compiler.abi, file: 'windows.h' });
      const probe = probeSource(declarations, { prologue: run.stdout });
      expect(checkProbe(probe, compileObject(compiler, probe.source), declarations.abi)).toEqual([]);
      expect(probe.questions.length).toBeGreaterThan(20_000);
      expect(declarations.problems.length).toBeLessThan(10);
    });
  }
});

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The message without its place and its line. */
function reasonOf(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/^.*?:\d+:\d+: /, '');
}
