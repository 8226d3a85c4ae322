import type { Layout, RecordField } from '../../layout/layout.ts';

/** Bytes from an offset up to another. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * The bytes of a record that no field is sure to write whole, and maybe some that one is: what is to be zeroed before its
 * fields are written.
 */
export function gapsOf(fields: readonly RecordField[], size: number, isWritten: (field: Layout) => boolean): Gap[] {
  const gaps: Gap[] = [];
  let end = 0;
  for (const { name, offset, layout } of fields) {
    if (name === null || !isWritten(layout)) continue;
    if (offset > end) gaps.push({ from: end, to: offset });
    end = Math.max(end, offset + (layout.size ?? 0));
  }
  if (size > end) gaps.push({ from: end, to: size });
  return gaps;
}
