import type { Source } from './source.ts';

/** Emits `view`, that of `bytes`: the one that was used last if it is, otherwise one that is found or made (see `Views`). */
export function emitView(source: Source, otherwise: 'find' | 'make'): void {
  const views = source.helper('views');
  source.line(`const view = bytes === ${views}.bytes ? ${views}.view : ${views}.${otherwise}(bytes);`);
}
