import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random, runSeed } from '../../packages/structwire/test/random.ts';
import { BACKENDS } from '../backend.ts';
import { findPython } from '../python/python.ts';
import { type Answer, StructPeer } from '../python/struct-peer.ts';
import { difference } from './compare.ts';
import { type Case, CaseSeries, questionOf } from './random-case.ts';
import { runCase } from './run-case.ts';

const CASES = Number(process.env['STRUCTWIRE_CASES'] ?? (process.env['CI'] === undefined ? 20_000 : 100_000));
const BATCH = 1000;
const MOST_SHOWN = 10;
const LONGEST_SHOWN = 500;

const python = findPython();
const seed = runSeed();

// Run again with STRUCTWIRE_SEED=<seed>; STRUCTWIRE_CASES sets how many.
describe.skipIf(python === null)(`${CASES} random calls, as ${python ?? 'no python3 here'} answers them`, () => {
  let peer: StructPeer;
  beforeAll(() => {
    peer = new StructPeer();
  });
  afterAll(async () => await peer[Symbol.asyncDispose]());

  it(`agrees on every one, STRUCTWIRE_SEED=${seed}`, { timeout: 60_000 + 5 * CASES }, async () => {
    console.log(`structwire against ${python}: ${CASES} cases, STRUCTWIRE_SEED=${seed}`);
    const series = new CaseSeries(new Random(seed));
    const differences: string[] = [];
    const batches: Batch[] = []; // one is answered while the next is made
    for (let asked = 0; asked < CASES && differences.length === 0; asked += BATCH) {
      const cases = Array.from({ length: Math.min(BATCH, CASES - asked) }, () => series.next());
      batches.push({ cases, answers: peer.ask(cases.map(questionOf)) });
      if (batches.length > 1) differences.push(...(await differencesIn(batches.shift()!)));
    }
    for (const batch of batches) differences.push(...(await differencesIn(batch)));
    expect(differences.slice(0, MOST_SHOWN)).toEqual([]);
  });
});

interface Batch {
  readonly cases: readonly Case[];
  readonly answers: Promise<readonly Answer[]>;
}

async function differencesIn({ cases, answers }: Batch): Promise<string[]> {
  return (await answers).flatMap((answer, i) => differencesOf(cases[i]!, answer)); // one answer for each case
}

function differencesOf(testCase: Case, answer: Answer): string[] {
  return [...BACKENDS, 'module' as const].flatMap((backend) => {
    const found = difference(testCase.operation, answer, runCase(testCase, backend));
    if (found === null) return [];
    return [`${backend}: ${shortened(JSON.stringify(questionOf(testCase)))}: ${shortened(found)}`];
  });
}

function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
