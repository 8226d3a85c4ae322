import type { Layout } from '../layout/layout.ts';
import { DecodeSource, type ReadOptions } from './emit/decode-source.ts';
import { EncodeSource } from './emit/encode-source.ts';
import { LayoutEmitter } from './emit/layout-emitter.ts';
import { NotCompilable } from './emit/source.ts';
import type { Kinds } from './kind.ts';
import type { FixedLayout, Operations } from './operations.ts';

/** Source of one operation of a layout; `null` when the layout is better interpreted. */
export function sourceOf(
  layout: Layout,
  name: keyof Operations<unknown, unknown>,
  options: ReadOptions,
  { emitters, movingSource }: Pick<Kinds, 'emitters' | 'movingSource'>,
): string | null {
  const emitter = new LayoutEmitter(emitters);
  const fixed = isFixed(layout) ? attempt(() => fixedSource(layout, name, options, emitter)) : null;
  return fixed ?? attempt(() => movingSource?.(layout, name, options, emitter) ?? null);
}

function fixedSource(
  layout: FixedLayout,
  name: keyof Operations<unknown, unknown>,
  options: ReadOptions,
  emitter: LayoutEmitter,
): string {
  return name === 'encode' || name === 'encodeInto'
    ? new EncodeSource(layout, emitter)[name]()
    : new DecodeSource(layout, emitter, options)[name]();
}

/** What is emitted; `null` when the layout is better interpreted. */
export function attempt(emit: () => string | null): string | null {
  try {
    return emit();
  } catch (error) {
    if (error instanceof NotCompilable) return null;
    throw error;
  }
}

/** Whether all records have the same size. */
export function isFixed(layout: Layout): layout is FixedLayout {
  return layout.size !== null;
}
