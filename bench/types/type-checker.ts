import { readFile } from 'node:fs/promises';
import { checkInChild } from './check-in-child.ts';
import { checkInProcess } from './check-in-process.ts';
import type { Verdict } from './verdict.ts';
import { workspacePath } from './workspace-path.ts';

/** The two compilers of the workspace, by the name of their package. */
export const COMPILERS = ['typescript-7', 'typescript'] as const;

export type CompilerName = (typeof COMPILERS)[number];

/** The exact version of a compiler. */
export async function compilerVersion(compiler: CompilerName): Promise<string> {
  const manifest = await readFile(workspacePath(`node_modules/${compiler}/package.json`), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/**
 * Type-checks one program.
 *
 * TypeScript 7 is a program of its own, which starts fast; TypeScript 6 starts slowly and is used as a library.
 */
export function typeCheck(compiler: CompilerName, program: string): Promise<Verdict> {
  return compiler === 'typescript' ? checkInProcess(program) : checkInChild(program);
}
