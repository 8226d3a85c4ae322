// Prints what the types of formats cost the checker, beside the budgets. `--update` makes what was measured the budgets.
import { writeFile } from 'node:fs/promises';
import { BUDGETS_FILE, readBudgets } from './budgets.ts';
import { CASES } from './cases.ts';
import { measureCases } from './measure.ts';
import { COMPILERS, compilerVersion } from './type-checker.ts';

const versions = await Promise.all(COMPILERS.map(compilerVersion));
const costs = await Promise.all(COMPILERS.map((compiler) => measureCases(compiler, CASES)));
const budgets = await readBudgets();

const width = Math.max(...CASES.map(({ name }) => name.length));
console.log(['instantiations'.padEnd(width), ...versions.map((version) => version.padStart(18))].join('  '));
for (const { name } of CASES) {
  const cells = COMPILERS.map((compiler, index) => {
    const budget = budgets[compiler].cases[name];
    return `${costs[index]?.get(name)}${budget === undefined ? '' : ` of ${budget}`}`.padStart(18);
  });
  console.log([name.padEnd(width), ...cells].join('  '));
}

if (process.argv.includes('--update')) {
  const measured = COMPILERS.map((compiler, index) => [
    compiler,
    { version: versions[index], cases: Object.fromEntries(costs[index] ?? []) },
  ]);
  await writeFile(BUDGETS_FILE, `${JSON.stringify(Object.fromEntries(measured), undefined, 2)}\n`);
}
