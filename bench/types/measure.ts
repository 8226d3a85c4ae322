import { BASES, type TypeCase } from './cases.ts';
import { type CompilerName, typeCheck } from './type-checker.ts';

/** The instantiations that each case costs with one compiler, beyond those of the program that it starts with. */
export async function measureCases(
  compiler: CompilerName,
  cases: readonly TypeCase[],
): Promise<ReadonlyMap<string, number>> {
  const bases = new Map<TypeCase['base'], number>();
  const costs = new Map<string, number>();
  for (const { name, base, lines } of cases) {
    const before = bases.get(base) ?? (await instantiations(compiler, BASES[base]));
    bases.set(base, before);
    costs.set(name, (await instantiations(compiler, [...BASES[base], ...lines])) - before);
  }
  return costs;
}

async function instantiations(compiler: CompilerName, lines: readonly string[]): Promise<number> {
  const verdict = await typeCheck(compiler, lines.join('\n'));
  const [first] = verdict.diagnostics;
  if (first !== undefined) throw new Error(`line ${first.line}: ${first.message}\n${lines[first.line - 1]}`);
  return verdict.instantiations;
}
