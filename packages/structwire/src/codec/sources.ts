import type { TupleLayout } from '../layout/layout.ts';
import { DecodeSource } from './emit/decode-source.ts';
import { EncodeSource } from './emit/encode-source.ts';
import { EMITTERS } from './emit/kinds.ts';
import { LayoutEmitter } from './emit/layout-emitter.ts';
import { NotCompilable } from './emit/source.ts';
import type { FixedLayout, Operations, TupleOperations } from './operations.ts';

/** Source of one operation of a layout; `null` when the layout is better interpreted. */
export function sourceOf(
  layout: FixedLayout,
  name: keyof Operations<unknown, unknown>,
  isLending: boolean,
): string | null {
  const emitter = new LayoutEmitter(EMITTERS);
  return attempt(() =>
    name === 'encode' || name === 'encodeInto'
      ? new EncodeSource(layout, emitter)[name]()
      : new DecodeSource(layout, emitter, isLending)[name](),
  );
}

/** Source of one operation on the values of a tuple. */
export function tupleSourceOf(layout: TupleLayout, name: keyof TupleOperations): string | null {
  return attempt(() => new EncodeSource(layout, new LayoutEmitter(EMITTERS))[name](layout));
}

function attempt(emit: () => string): string | null {
  try {
    return emit();
  } catch (error) {
    if (error instanceof NotCompilable) return null;
    throw error;
  }
}
