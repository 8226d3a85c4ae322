import type { Layout } from '../layout/layout.ts';
import { ALL_KINDS } from './all-kinds.ts';
import type { Prepared } from './compile.ts';
import type { CodecOptions } from './kind-codec.ts';
import type { Operations } from './operations.ts';
import { ViewingCodec } from './view/viewing-codec.ts';

/** The operations that a generated module brings along. */
export type GeneratedOperations = Prepared<Operations<never, never>>;

/**
 * The codec of a module that `structwire gen ts` has written: its operations are compiled already, so it is as fast where
 * code generation is forbidden. Refusals go to the interpreter, which makes the error, as in every codec.
 *
 * Only generated modules call it: the operations must have been made from this very layout.
 */
export function generatedCodec<Out, In = Out>(
  layout: Layout,
  operations: GeneratedOperations,
  options: Pick<CodecOptions, 'limits'> = {},
): ViewingCodec<Out, In> {
  return new ViewingCodec(layout, { kinds: ALL_KINDS, prepared: operations }, options);
}
