import type { Layout } from '../../layout/layout.ts';
import { type Codegen, type OnDemand, operationOnDemand } from '../compile.ts';
import type { Emitters, ReadOptions } from '../emit/emitter.ts';
import { LayoutEmitter } from '../emit/layout-emitter.ts';
import { sizeSource } from '../emit/moving/size-source.ts';
import type { Runtime } from '../emit/runtime.ts';

/** The byte length of the record at `at`, if all of it is before `end` and it is plain; else -1. */
export type SizeOf = (bytes: Uint8Array, at: number, end: number) => number;

/** What the code is generated from: what all code about the records of a codec is. */
export interface SizeCompilation {
  readonly layout: Layout;
  readonly kinds: { readonly emitters: Emitters };
  readonly reading: ReadOptions;
  readonly runtime: () => Runtime;
  readonly codegen: Codegen;
  readonly label: string;
}

let known: WeakMap<SizeCompilation, OnDemand<SizeOf>> | undefined;

/** What finds the ends of whole records of a codec by generated code, once that has been earned: the same one each time. */
export function sizerOf(compilation: SizeCompilation): OnDemand<SizeOf> {
  known ??= new WeakMap();
  const sizer = known.get(compilation);
  if (sizer !== undefined) return sizer;
  const { layout, kinds, reading, runtime, codegen, label } = compilation;
  const interpret = { sizeOf: (): number => -1 };
  const made = operationOnDemand<{ sizeOf: SizeOf }, 'sizeOf'>('sizeOf', interpret, {
    sourceOf: () => sizeSource(layout, reading, new LayoutEmitter(kinds.emitters)),
    runtime,
    codegen,
    label,
  });
  known.set(compilation, made);
  return made;
}
