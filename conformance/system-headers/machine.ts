import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DebugInfo, readDebugInfo } from './debug-info.ts';

const MOST_OUTPUT = 2 ** 28;

/** Name of a typedef that stands behind each header that is there. */
export const INCLUDED = 'structwire_included_';

/** The text of headers after `gcc -E`, without those that the machine does not have; `null` when gcc refuses them. */
export function preprocessed(headers: readonly string[], target: readonly string[]): string | null {
  const input = headers
    .map((name, i) => `#if __has_include(<${name}>)\n#include <${name}>\ntypedef int ${INCLUDED}${i};\n#endif\n`)
    .join('');
  const run = spawnSync('gcc', [...target, '-E', '-x', 'c', '-'], { input, encoding: 'utf8', maxBuffer: MOST_OUTPUT });
  return run.status === 0 ? run.stdout : null;
}

/** What the compiler makes of a source. */
export interface Compiled {
  readonly object: Uint8Array;
  readonly info: DebugInfo;
}

/** Compiles a source, types that nothing uses included; `null` when the compiler refuses it. */
export function compiled(source: string, target: readonly string[]): Compiled | null {
  const folder = mkdtempSync(join(tmpdir(), 'structwire-headers-'));
  try {
    const [input, output] = [join(folder, 'header.c'), join(folder, 'header.o')];
    writeFileSync(input, source);
    const flags = ['-c', '-g', '-w', '-fno-eliminate-unused-debug-types', input, '-o', output];
    if (spawnSync('gcc', [...target, ...flags], { stdio: 'ignore' }).status !== 0) return null;
    const readelf = ['--debug-dump=info', '-W', output];
    const dump = spawnSync('readelf', readelf, { encoding: 'utf8', maxBuffer: MOST_OUTPUT });
    return { object: new Uint8Array(readFileSync(output)), info: readDebugInfo(dump.stdout) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every header in the machine's usual folders, but those of compilers and of C++. */
export function allHeaders(): string[] {
  const find = (root: string): string[] =>
    readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.h'));
  const own = find('/usr/include').filter((name) => !/^(?:c\+\+|clang|llvm|x86_64-linux-gnu|node)/.test(name));
  return [...own, ...find('/usr/include/x86_64-linux-gnu').filter((name) => /^(?:sys|asm|bits)\//.test(name))].sort();
}
