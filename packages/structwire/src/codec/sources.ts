import type { Layout } from '../layout/layout.ts';
import { DecodeSource, type ReadOptions } from './emit/decode-source.ts';
import type { Emitters } from './emit/emitter.ts';
import { EncodeSource } from './emit/encode-source.ts';
import { LayoutEmitter } from './emit/layout-emitter.ts';
import { NotCompilable } from './emit/source.ts';
import type { FixedLayout, Operations } from './operations.ts';

/** Source of one operation of a layout; `null` when the layout is better interpreted. */
export function sourceOf(
  layout: Layout,
  name: keyof Operations<unknown, unknown>,
  options: ReadOptions,
  emitters: Emitters,
): string | null {
  if (!isFixed(layout)) return null;
  const emitter = new LayoutEmitter(emitters);
  return attempt(() =>
    name === 'encode' || name === 'encodeInto'
      ? new EncodeSource(layout, emitter)[name]()
      : new DecodeSource(layout, emitter, options)[name](),
  );
}

/** What is emitted; `null` when the layout is better interpreted. */
export function attempt(emit: () => string): string | null {
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
