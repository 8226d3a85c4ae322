import type { Extent, Layout } from '../../../layout/layout.ts';
import type { MovingWriter } from './moving-writer.ts';
import { adjustedText, checkExtent } from './write-reference.ts';

/** Writes how many there are of something in front of them, or makes sure that what says it says this. */
export function writeExtent(extent: Extent, count: string, layout: Layout, writer: MovingWriter): void {
  if (extent.by === 'prefix') writer.encodeNext(extent.prefix, adjustedText(count, extent, writer));
  else checkExtent(extent, count, layout, writer);
}
