import { fileURLToPath } from 'node:url';
import { Program } from '../shared/program.ts';

/**
 * A TypeScript program of this folder, compiled. A loader that compiles on the way transfers buffers between threads, after
 * which V8 has all code that reads memory look whether it is still there.
 */
export function nodeProgram(name: string, ...parameters: readonly string[]): Program {
  const path = fileURLToPath(new URL(name.replace('.ts', '.js'), import.meta.url));
  return new Program(process.execPath, ['--expose-gc', path, ...parameters]);
}
