import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { notAnArray } from '../../errors/value-errors.ts';
import type { ArrayLayout } from '../../layout/layout.ts';
import type { BindNode } from './node.ts';

/** A fixed number of elements of fixed size. */
export const arrayNode: BindNode<ArrayLayout> = ({ element, count }, bind) => {
  const node = bind(element);
  const stride = element.size ?? 0; // only fixed-size elements are built today
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const values: unknown[] = [];
      for (let i = 0; i < count.value; i++) {
        cursor.at = start + i * stride;
        values.push(node.decode(cursor));
      }
      return values;
    },
    encode: (value, cursor) => {
      const values = elementsOf(value);
      if (values?.length !== count.value) {
        const actual = values === undefined ? describeValue(value) : `${values.length} of them`;
        throw failure(notAnArray, { expected: count.value, actual }, cursor.locate());
      }
      const start = cursor.at;
      const level = cursor.depth++;
      for (let i = 0; i < count.value; i++) {
        cursor.at = start + i * stride;
        cursor.path[level] = i;
        node.encode(values[i], cursor);
      }
      cursor.depth = level;
    },
  };
};

/** Arrays and typed arrays, both by index. */
function elementsOf(value: unknown): ArrayLike<unknown> | undefined {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? (value as unknown as ArrayLike<unknown>)
    : undefined;
}
