import { beyondItsLength, leftoverBytes } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { SizedLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { type BoundExtent, bindExtent, neededBytes } from './extent-node.ts';
import { type BoundNode, decodeNext, encodeNext } from './node.ts';
import { measureRun } from './run.ts';
import { movePatches } from './scope.ts';

/** A value in a run of bytes of known length. */
export const sizedNode: BindNode<SizedLayout> = (layout, binder) => {
  const inner = binder.bind(layout.layout);
  const extent = bindExtent(layout.length, binder);
  const { length } = layout;
  return {
    decode: (cursor) => {
      const byteLength = neededBytes(extent.read(cursor), cursor);
      const start = cursor.at;
      const outerEnd = cursor.end;
      cursor.end = start + byteLength;
      cursor.runs++;
      const value = decodeNext(inner, cursor);
      cursor.runs--;
      cursor.end = outerEnd;
      const used = cursor.at - start;
      if (used < byteLength && layout.leftover === 'refuse') {
        throw failure(leftoverBytes, { length: byteLength, used }, cursor.locate());
      }
      cursor.at = start + byteLength;
      return value;
    },
    encode: (value, cursor) => {
      if (length.by === 'fixed') encodeFixed(layout, length.value, inner, value, cursor);
      else if (length.by === 'prefix') encodePrefixed(extent, inner, value, cursor);
      else {
        const start = cursor.at;
        encodeNext(inner, value, cursor);
        const behind = cursor.at;
        cursor.at = start;
        extent.write(behind - start, cursor);
        cursor.at = behind;
      }
    },
    measure: (cursor) => measureRun(extent, cursor),
    isEndless: extent.isEndless,
  };
};

function encodeFixed(layout: SizedLayout, size: number, inner: BoundNode, value: unknown, cursor: Cursor): void {
  const start = cursor.at;
  cursor.bytes.fill(0, start, start + size);
  encodeNext(inner, value, cursor);
  const used = cursor.at - start;
  cursor.at = start;
  if (used > size) throw failure(beyondItsLength, { needed: used, available: size }, cursor.locate());
  if (used < size && layout.leftover === 'refuse')
    throw failure(leftoverBytes, { length: size, used }, cursor.locate());
}

/**
 * Writes the value behind room for the shortest prefix, then the prefix; one that turns out longer moves the value and
 * with it everything in it that is still to be filled in.
 */
function encodePrefixed(extent: BoundExtent, inner: BoundNode, value: unknown, cursor: Cursor): void {
  const start = cursor.at;
  const content = start + extent.minSize;
  cursor.reserve(extent.minSize);
  cursor.at = content;
  encodeNext(inner, value, cursor);
  const end = cursor.at;
  extent.write(end - content, cursor); // behind the value, for its length
  const prefix = cursor.bytes.slice(end, cursor.at);
  const moved = start + prefix.length - content;
  cursor.bytes.copyWithin(content + moved, content, end);
  cursor.bytes.set(prefix, start);
  cursor.bytes.fill(0, end + moved, cursor.at); // nothing is left of where it was
  cursor.at = end + moved;
  if (moved !== 0) movePatches(cursor, content, moved);
}
