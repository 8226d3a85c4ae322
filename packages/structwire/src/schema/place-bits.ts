import type { BitsLayout, Layout } from '../layout/layout.ts';

/** The bits that a layout is, or that it shows in another form; `null` when it is whole bytes. */
export function bitsOf(layout: Layout): BitsLayout | null {
  if (layout.kind === 'bits') return layout;
  const base = baseOf(layout);
  return base === null ? null : bitsOf(base);
}

export function hasBits(layout: Layout): boolean {
  return bitsOf(layout) !== null;
}

/** The same layout with its bits beginning at another one; `size` is the bytes they touch then. */
export function movedBits(layout: Layout, bit: number): Layout {
  const inner = bitsOf(layout);
  if (inner === null) return layout;
  const size = Math.ceil((bit + inner.width) / 8);
  if (layout.kind === 'bits') return Object.freeze({ ...layout, bit, size });
  const base = movedBits(baseOf(layout) ?? layout, bit);
  return Object.freeze({ ...layout, [layout.kind === 'transform' ? 'layout' : 'base']: base, size }) as Layout; // the same kind of base
}

function baseOf(layout: Layout): Layout | null {
  switch (layout.kind) {
    case 'enum':
    case 'flags':
    case 'scaled':
    case 'constant':
    case 'derived':
      return layout.base;
    case 'transform':
      return layout.layout;
    default:
      return null;
  }
}
