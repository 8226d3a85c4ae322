import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Compiler } from './compilers.ts';

/** Headers that are all a cross compiler without a C library needs. */
const FLAGS = ['-c', '-w', '-O0', '-ffreestanding', '-fno-common'];

/** The object file that a compiler makes of a source. */
export function compileObject(compiler: Compiler, source: string, language: 'c' | 'c++' = 'c'): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'structwire-abi-'));
  try {
    const [input, output] = [join(folder, 'probe.c'), join(folder, 'probe.o')];
    writeFileSync(input, source);
    const flags = [...compiler.flags, ...FLAGS, '-x', language, input, '-o', output];
    const run = spawnSync(compiler.command, flags, { encoding: 'utf8', timeout: 120_000 });
    if (run.status !== 0) {
      throw new Error(`${compiler.name} failed:\n${run.error?.message ?? ''}${run.stderr.slice(0, 3000)}`);
    }
    return new Uint8Array(readFileSync(output));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
