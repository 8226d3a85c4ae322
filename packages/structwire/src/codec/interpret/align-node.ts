import type { AlignLayout } from '../../layout/layout.ts';
import type { Cursor } from './cursor.ts';
import { atOnce, type Node } from './node.ts';
import { scopeAt } from './scope.ts';

/** Padding up to a multiple, counted from the start of the record. */
export function alignNode({ to }: AlignLayout): Node {
  const missing = (cursor: Cursor): number => {
    const beyond = (cursor.at - scopeAt(cursor, 0).start) % to;
    return beyond === 0 ? 0 : to - beyond;
  };
  return {
    decode: (cursor) => {
      const byteLength = missing(cursor);
      cursor.need(byteLength);
      cursor.at += byteLength;
      return undefined;
    },
    encode: (_value, cursor) => {
      const byteLength = missing(cursor);
      cursor.reserve(byteLength);
      cursor.bytes.fill(0, cursor.at, cursor.at + byteLength);
      cursor.at += byteLength;
    },
    measure: (cursor) =>
      atOnce(() => {
        cursor.at += missing(cursor);
      }),
  };
}
