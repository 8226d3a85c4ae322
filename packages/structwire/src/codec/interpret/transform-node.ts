import { transformFailed } from '../../errors/record-errors.ts';
import { invalidLayout } from '../../errors/schema-errors.ts';
import { failure, isStructwireError } from '../../errors/structwire-error.ts';
import type { TransformLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';

/** A value that user functions turn into another one. What they throw becomes the cause of a located error. */
export const transformNode: BindNode<TransformLayout> = ({ layout, id }, binder) => {
  const node = binder.bind(layout);
  const functions = binder.transforms.get(id);
  if (functions === undefined) {
    throw failure(invalidLayout, { problem: `the functions of the transformation '${id}' are not given` });
  }
  const { measure, isEndless = false } = node;
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const raw = node.decode(cursor);
      return run(id, functions.decode, raw, cursor, start);
    },
    encode: (value, cursor) => node.encode(run(id, functions.encode, value, cursor, cursor.at), cursor),
    isEndless,
    ...(measure === undefined ? {} : { measure }),
  };
};

function run(id: string, change: (value: never) => unknown, value: unknown, cursor: Cursor, start: number): unknown {
  try {
    return change(value as never); // the schema types the function by the layout that made the value
  } catch (cause) {
    if (isStructwireError(cause)) throw cause;
    cursor.at = start;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw failure(transformFailed, { id, reason }, cursor.locate(), { cause });
  }
}
