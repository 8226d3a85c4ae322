import { describe, expect, it } from 'vitest';
import { readBudgets } from '../../../../bench/types/budgets.ts';
import { CASES } from '../../../../bench/types/cases.ts';
import { measureCases } from '../../../../bench/types/measure.ts';
import { COMPILERS, compilerVersion } from '../../../../bench/types/type-checker.ts';

/** What may come of a new version of the library's declarations without anybody having made the types dearer. */
const SLACK = 1.02;
/** A budget this far above what is needed says nothing any more. */
const STALE = 1.25;

const HOW_TO_RENEW = 'npm run bench:types -- --update';

describe.concurrent.each(COMPILERS)('what the types cost %s', (compiler) => {
  it('is within the budgets, and the budgets are true', { timeout: 120_000 }, async () => {
    const { version, cases } = (await readBudgets())[compiler];
    expect(await compilerVersion(compiler), `budgets of another compiler; ${HOW_TO_RENEW}`).toBe(version);
    const costs = await measureCases(
      compiler,
      CASES.filter(({ watchedBy }) => watchedBy === compiler),
    );
    const wrong = [...costs].flatMap(([name, cost]) => {
      const budget = cases[name];
      if (budget === undefined) return `${name}: ${cost}, and no budget`;
      if (cost > budget * SLACK) return `${name}: ${cost} of ${budget}`;
      return cost * STALE < budget ? `${name}: ${cost}, its budget of ${budget} is stale` : [];
    });
    expect(wrong, HOW_TO_RENEW).toEqual([]);
    expect(Object.keys(cases)).toEqual(CASES.map(({ name }) => name));
  });
});
