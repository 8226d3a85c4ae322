import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { notABytesObject } from '../../errors/value-errors.ts';
import type { BlobLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';
import { bindExtent, neededBytes } from './extent-node.ts';
import { measureRun } from './run.ts';
import { takeBytes } from './take-bytes.ts';

/** Raw bytes of a length that is read. What is decoded is a copy. */
export const blobNode: BindNode<BlobLayout> = (layout, binder) => {
  const extent = bindExtent(layout.length, binder);
  return {
    decode: (cursor) => {
      const length = neededBytes(extent.read(cursor), cursor);
      const start = cursor.at;
      cursor.at += length;
      return takeBytes(cursor, start, length);
    },
    encode: (value, cursor) => {
      if (!(value instanceof Uint8Array)) {
        throw failure(notABytesObject, { type: 'bytes', actual: describeValue(value) }, cursor.locate());
      }
      extent.write(value.length, cursor);
      cursor.reserve(value.length);
      cursor.bytes.set(value, cursor.at);
      cursor.at += value.length;
    },
    measure: (cursor) => measureRun(extent, cursor),
    isEndless: extent.isEndless,
  };
};
