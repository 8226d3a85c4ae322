import { readFile } from 'node:fs/promises';
import type { CompilerName } from './type-checker.ts';

export const BUDGETS_FILE: URL = new URL('budgets.json', import.meta.url);

/** The instantiations that each case may cost, for one exact version of each compiler. */
export type Budgets = Readonly<Record<CompilerName, { readonly version: string; readonly cases: CaseBudgets }>>;

type CaseBudgets = Readonly<Record<string, number | undefined>>;

export async function readBudgets(): Promise<Budgets> {
  return JSON.parse(await readFile(BUDGETS_FILE, 'utf8')) as Budgets; // written by run.ts
}
