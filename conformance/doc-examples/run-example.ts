import ts from 'typescript';
import { type Claim, describeReports, instrument, isSaid } from './claims.ts';

type Report = (claim: number, ...values: unknown[]) => void;
type Run = (load: (name: string) => Promise<unknown>, report: Report, console: object) => Promise<void>;

// The constructor of async functions is no global.
const AsyncFunction = (async () => {}).constructor as new (...parametersAndBody: string[]) => Run;

/** Runs an example from a page and gives what its comments say wrongly. Throws what the example throws. */
export async function wrongClaims(example: string, load: (name: string) => Promise<unknown>): Promise<string[]> {
  const { code, claims } = instrument(example);
  const reports: unknown[][][] = claims.map(() => []);
  const report: Report = (claim, ...values) => reports[claim]?.push(values);
  const run = new AsyncFunction('load', 'report', 'console', runnable(code));
  await run(load, report, { log: () => undefined });
  return claims.flatMap((claim, i) => complaint(claim, reports[i] ?? []));
}

function complaint(claim: Claim, reports: readonly (readonly unknown[])[]): string[] {
  if (isSaid(claim, reports)) return [];
  const found = reports.length === 0 ? 'it is never reached' : `it is ${describeReports(claim, reports)}`;
  return [`line ${claim.line + 1}: the comment says ${claim.text}, ${found}`];
}

/** TypeScript with imports as the body of an async function. */
function runnable(code: string): string {
  const loaded = code.replace(/^import (type )?\{([^}]*)\} from '([^']*)';$/gm, (_all, isType, names, from) =>
    isType === undefined ? `const {${withoutTypes(names)}} = await load('${from}');` : '',
  );
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(loaded, { compilerOptions }).outputText.replace(/^export \{\};$/m, '');
}

function withoutTypes(names: string): string {
  return names
    .split(',')
    .filter((name) => !name.trim().startsWith('type '))
    .join(',');
}
