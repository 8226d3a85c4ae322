import type { Layout } from '../layout/layout.ts';
import { DecodeSource } from './emit/decode-source.ts';
import type { ReadOptions } from './emit/emitter.ts';
import { EncodeSource } from './emit/encode-source.ts';
import { LayoutEmitter } from './emit/layout-emitter.ts';
import { attempt } from './emit/source.ts';
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
  const source = isFixed(layout)
    ? attempt(() =>
        name === 'encode' || name === 'encodeInto'
          ? new EncodeSource(layout, emitter)[name]()
          : new DecodeSource(layout, emitter, options)[name](),
      )
    : null;
  return source ?? movingSource?.(layout, name, options, emitter) ?? null;
}

/** Whether all records have the same size. */
export function isFixed(layout: Layout): layout is FixedLayout {
  return layout.size !== null;
}
