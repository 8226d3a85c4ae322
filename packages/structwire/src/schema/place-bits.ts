import type { BitsLayout, Layout } from '../layout/layout.ts';
import { mistake, type Placing, type Progress } from './type.ts';

/** Bits go on where the last ones ended. */
export const placeBits: Placing = (field, layout, progress) => {
  const bits = bitsOf(layout);
  if (bits === null) return;
  if (progress.bitOrder !== null && bits.order !== progress.bitOrder) {
    throw mistake(`bits in ${bits.order} order share bytes with bits in ${progress.bitOrder} order`, field.name ?? '');
  }
  const { fields, stretches } = progress;
  const stretch = stretches.length - 1;
  const start = (stretches[stretch] ?? 0) - Math.ceil(progress.bits / 8);
  const offset = start + Math.floor(progress.bits / 8);
  fields.push(Object.freeze({ ...field, stretch, offset, layout: movedBits(layout, progress.bits % 8) }));
  progress.endBits = (name) => endBits(progress, name);
  progress.bits += bits.width;
  progress.bitOrder = bits.order;
  stretches[stretch] = start + Math.ceil(progress.bits / 8);
  if (progress.bits % 8 === 0) Object.assign(progress, { bits: 0, bitOrder: null });
};

/** The bits that a layout is, or that it shows in another form; `null` when it is whole bytes. */
function bitsOf(layout: Layout): BitsLayout | null {
  if (layout.kind === 'bits') return layout;
  const base = baseOf(layout);
  return base === null ? null : bitsOf(base);
}

/** The same layout with its bits beginning at another one; `size` is the bytes they touch then. */
function movedBits(layout: Layout, bit: number): Layout {
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

function endBits({ bits }: Progress, name: string | null): void {
  if (bits === 0) return;
  const missing = 8 - (bits % 8);
  const where = name === null ? 'at the end of the record' : `before '${name}'`;
  throw mistake(`the bits ${where} end inside a byte: add a field of ${missing} bits`);
}
