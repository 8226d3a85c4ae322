import type { Layout, RecordField } from '../layout/layout.ts';

/**
 * The bytes of a record that no field is sure to write whole, and maybe some that one is: what is to be zeroed before its
 * fields are written.
 */
export function gapsOf(
  fields: readonly RecordField[],
  size: number,
  isWritten: (field: Layout) => boolean,
): (readonly [from: number, to: number])[] {
  const gaps: [number, number][] = [];
  let end = 0;
  for (const { name, offset, layout } of fields) {
    if (name === null || !isWritten(layout)) continue;
    if (offset > end) gaps.push([end, offset]);
    end = Math.max(end, offset + (layout.size ?? 0));
  }
  if (size > end) gaps.push([end, size]);
  return gaps;
}
