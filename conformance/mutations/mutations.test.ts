import type { AbiName } from 'structwire';
import { describe, expect, it } from 'vitest';
import { ABIS } from '../../packages/structwire/src/layout/abi.ts';
import { Random } from '../abi/random.ts';
import { corpus } from './corpus.ts';
import { mutated } from './mutate.ts';
import { outcomeOf } from './outcome.ts';

const SEED = Number(process.env['STRUCTWIRE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const CASES = Number(process.env['STRUCTWIRE_CASES'] ?? (process.env['CI'] === undefined ? 1000 : 3000));
const ABI_NAMES = Object.keys(ABIS) as AbiName[]; // its keys are the names

describe(`damaged headers (STRUCTWIRE_SEED=${SEED})`, () => {
  it(`${CASES} of them give layouts or errors with a place`, { timeout: 300_000 }, () => {
    const texts = corpus(SEED);
    const totals = { layouts: 0, refusals: 0, stopped: 0 };
    for (let i = 0; i < CASES; i++) {
      const seed = SEED + i;
      const random = new Random(seed);
      const text = mutated(random.pick(texts), random);
      try {
        const { types, refused, stopped } = outcomeOf(text, random.pick(ABI_NAMES));
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
