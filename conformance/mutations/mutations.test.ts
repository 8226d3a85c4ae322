import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AbiName } from 'structwire';
import { describe, expect, it } from 'vitest';
import { ABIS } from '../../packages/structwire/src/layout/abi.ts';
import { Random, runSeed } from '../../packages/structwire/test/random.ts';
import { corpus } from './corpus.ts';
import { HOSTILE } from './hostile.ts';
import { mutated } from './mutate.ts';
import { outcomeOf } from './outcome.ts';

const SEED = runSeed();
const CASES = Number(process.env['STRUCTWIRE_CASES'] ?? (process.env['CI'] === undefined ? 1000 : 3000));
const ABI_NAMES = Object.keys(ABIS) as AbiName[]; // its keys are the names

describe(`damaged headers (STRUCTWIRE_SEED=${SEED})`, () => {
  it(`${CASES} of them give layouts or errors with a place`, { timeout: 300_000 }, () => {
    const texts = corpus(SEED);
    const totals = { layouts: 0, refusals: 0, stopped: 0 };
    for (let i = 0; i < CASES; i++) {
      const seed = SEED + i;
      const random = new Random(seed);
      const text = mutated(random.one(texts), random);
      try {
        const { types, refused, stopped } = outcomeOf(text, random.one(ABI_NAMES));
        totals.layouts += types;
        totals.refusals += refused;
        if (stopped !== null) totals.stopped++;
      } catch (error) {
        throw new Error(`the text of seed ${seed}:\n${text.slice(0, 3000)}`, { cause: error });
      }
    }
    console.log(`${CASES} damaged headers: ${JSON.stringify(totals)}`);
    expect(totals.layouts).toBeGreaterThan(CASES);
    expect(totals.refusals).toBeGreaterThan(CASES / 4);
    expect(totals.stopped).toBeLessThan(CASES / 2);
  });
});

const CHILD = fileURLToPath(new URL('hostile.child.ts', import.meta.url));
const MEMORY_MB = 384;
/** Twice the text may take this many times the steps: linear, with what is once for all on top. */
const GROWTH = 2.2;
const ONCE = 50_000;

interface Report {
  readonly name: string;
  readonly outcome: string;
  readonly message: string;
  /** Blocks of code that ran for half the text, and for the whole. */
  readonly half: number;
  readonly steps: number;
}

describe('hostile texts', () => {
  it(`take steps in proportion to their length, in ${MEMORY_MB} MB`, { timeout: 300_000 }, async () => {
    const options = [`--max-old-space-size=${MEMORY_MB}`, '--import', 'tsx', CHILD];
    const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 2 ** 24 });
    const reports = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Report); // a line is one report
    expect(reports.map(({ name }) => name)).toEqual(HOSTILE.map(({ name }) => name));
    for (const [i, { name, outcome, message, half, steps }] of reports.entries()) {
      expect(HOSTILE[i]?.outcomes, name).toContain(outcome);
      expect(message, name).toMatch(outcome === 'layout' ? /^$/ : /^(?:hostile|x)\.h:\d+:\d+: /);
      expect(steps, `${name}: ${half} steps for half of it`).toBeLessThanOrEqual(GROWTH * half + ONCE);
    }
    const most = reports.reduce((a, b) => (a.steps > b.steps ? a : b));
    console.log(`${reports.length} hostile texts, at most ${most.steps} steps (${most.name})`);
  });
});
