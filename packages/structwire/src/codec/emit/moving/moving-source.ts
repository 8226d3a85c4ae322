import type { Layout } from '../../../layout/layout.ts';
import type { Operations } from '../../operations.ts';
import type { ReadOptions } from '../emitter.ts';
import type { LayoutEmitter } from '../layout-emitter.ts';
import { attempt } from '../source.ts';
import { MovingDecodeSource } from './moving-decode-source.ts';
import { MovingEncodeSource } from './moving-encode-source.ts';

/** Source of one operation of a layout in which places move, or fields look at one another; `null` when it is better interpreted. */
export type MovingSource = (
  layout: Layout,
  name: keyof Operations<unknown, unknown>,
  options: ReadOptions,
  emitter: LayoutEmitter,
) => string | null;

export const movingSource: MovingSource = (layout, name, options, emitter) =>
  attempt(() =>
    name === 'encode' || name === 'encodeInto'
      ? new MovingEncodeSource(layout, emitter)[name]()
      : new MovingDecodeSource(layout, emitter, options)[name](),
  );
