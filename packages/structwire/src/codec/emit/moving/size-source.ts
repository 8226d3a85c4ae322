import type { Layout } from '../../../layout/layout.ts';
import type { ReadOptions } from '../emitter.ts';
import type { LayoutEmitter } from '../layout-emitter.ts';
import { attempt } from '../source.ts';
import { MovingDecodeSource } from './moving-decode-source.ts';

/** Source of what finds the end of a record that is all there; `null` when that is better interpreted. */
export function sizeSource(layout: Layout, options: ReadOptions, emitter: LayoutEmitter): string | null {
  return attempt(() => new MovingDecodeSource(layout, emitter, options).sizeOf());
}
