import type { Layout } from '../../../layout/layout.ts';
import type { Operations } from '../../operations.ts';
import type { ReadOptions } from '../decode-source.ts';
import type { LayoutEmitter } from '../layout-emitter.ts';
import { MovingDecodeSource } from './moving-decode-source.ts';
import { MovingEncodeSource } from './moving-encode-source.ts';

/** Source of one operation of a layout in which places move, or fields look at one another. */
export type MovingSource = (
  layout: Layout,
  name: keyof Operations<unknown, unknown>,
  options: ReadOptions,
  emitter: LayoutEmitter,
) => string;

export const movingSource: MovingSource = (layout, name, options, emitter) =>
  name === 'encode' || name === 'encodeInto'
    ? new MovingEncodeSource(layout, emitter)[name]()
    : new MovingDecodeSource(layout, emitter, options)[name]();
