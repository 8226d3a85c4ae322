import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { unsafeInteger } from '../../errors/value-errors.ts';
import type { ScalarLayout } from '../../layout/layout.ts';
import type { Scalar } from '../../scalar/scalar.ts';
import type { BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { scalarNode } from './scalar-node.ts';

/** An integer of more than 48 bits, which a layout may ask for as a `number`. */
export function bigintNode(scalar: Scalar): BindNode<ScalarLayout> {
  const bind = scalarNode(scalar);
  return (layout, binder) => {
    const node = bind(layout, binder);
    if (layout.as !== 'number') return node;
    const type = layout.label ?? layout.scalar;
    return { ...node, decode: (cursor) => safeNumber(node.decode(cursor), type, cursor) };
  };
}

function safeNumber(value: unknown, type: string, cursor: Cursor): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw failure(unsafeInteger, { type, actual: describeValue(value) }, cursor.locate());
}
