import type { Layout } from '../layout/layout.ts';
import type { Codegen } from './compile.ts';
import type { ReadOptions } from './emit/decode-source.ts';
import type { Kinds } from './kind.ts';

/** What code about the records of a codec is generated from. */
export interface Generation {
  readonly layout: Layout;
  readonly kinds: Kinds;
  readonly reading: ReadOptions;
  readonly codegen: Codegen;
  /** Names the functions in stack traces. */
  readonly label: string;
}
