import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareHeader, type Target } from './compare-header.ts';
import { HEADERS } from './headers.ts';
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
  { flags: ['-m64'], abi: 'lp64', headers: 150, types: 3500 },
  { flags: ['-m32', ...FOR_32_BITS.flatMap((folder) => ['-isystem', folder])], abi: 'i386', headers: 150, types: 3500 },
];

describe("the machine's own headers, each struct compared with the compiler's debug information", () => {
  for (const target of TARGETS) {
    it.skipIf(!hasCompiler && !IS_CI)(`gcc ${target.flags[0]}`, { timeout: 600_000 }, () => {
      const totals = { headers: 0, agreed: 0, refused: 0 };
      const reasons = new Map<string, number>();
      const differences: string[] = [];
      for (const header of ALL ? allHeaders() : HEADERS) {
        const result = compareHeader(header, target);
        if (result === null) continue;
        totals.headers++;
        totals.agreed += result.agreed;
        totals.refused += result.refused.length;
        differences.push(...result.differences);
        for (const message of result.refused) count(reasons, reasonOf(message));
      }
      console.log(`gcc ${target.flags[0]}: ${JSON.stringify(totals)}`, Object.fromEntries(reasons));
      expect(differences).toEqual([]);
      expect(totals.headers).toBeGreaterThanOrEqual(target.headers);
      expect(totals.agreed).toBeGreaterThanOrEqual(target.types);
      expect(totals.refused).toBeLessThan(totals.agreed / 100);
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
