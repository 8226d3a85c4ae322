import { describeValue } from '../../errors/describe-value.ts';
import { bytesOfHex } from '../../errors/hex.ts';
import { constantDiffers } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { ConstantLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';

/** A value that is always the same. */
export const constantNode: BindNode<ConstantLayout> = (layout, binder) => {
  const { base } = layout;
  const node = binder.bind(base);
  const expected = base.kind === 'bytes' ? bytesOfHex(String(layout.value)) : layout.value;
  const check = (value: unknown, cursor: Cursor): void => {
    if (isSame(value, expected)) return;
    const context = { expected: describeValue(expected), actual: describeValue(value) };
    throw failure(constantDiffers, context, cursor.locate());
  };
  const { measure } = node;
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const value = node.decode(cursor);
      const end = cursor.at;
      cursor.at = start;
      check(value, cursor);
      cursor.at = end;
      return value;
    },
    encode: (value, cursor) => {
      if (value !== undefined) check(value, cursor);
      node.encode(expected, cursor);
    },
    ...(measure === undefined ? {} : { measure }),
  };
};

function isSame(value: unknown, expected: unknown): boolean {
  if (expected instanceof Uint8Array) {
    return value instanceof Uint8Array && value.length === expected.length && value.every((b, i) => b === expected[i]);
  }
  if (value === expected || Object.is(value, expected)) return true; // NaN, too, is the same as itself
  return typeof value === 'number' && typeof expected === 'bigint' && value === Number(expected);
}
