import type { Layout } from '../layout/layout.ts';
import type { Codegen } from './compile.ts';
import type { ReadOptions } from './emit/emitter.ts';
import type { Runtime } from './emit/runtime.ts';
import type { Kinds } from './kind.ts';

/** What code about the records of a codec is generated from. */
export interface Generation {
  readonly layout: Layout;
  readonly kinds: Kinds;
  readonly reading: ReadOptions;
  /** What the code gets to call. */
  readonly runtime: () => Runtime;
  readonly codegen: Codegen;
  /** Names the functions in stack traces. */
  readonly label: string;
}
