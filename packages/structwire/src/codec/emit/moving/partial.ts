import type { Layout } from '../../../layout/layout.ts';

/** Whether a layout, or what it shows in another form, is some bits of its bytes. */
export function isBits(layout: Layout): boolean {
  if (layout.kind === 'bits') return true;
  if (layout.kind === 'transform') return isBits(layout.layout);
  return 'base' in layout && isBits(layout.base);
}
