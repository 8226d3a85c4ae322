import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { notAFloat } from '../../errors/value-errors.ts';
import type { ScaledLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';
import type { Node } from './node.ts';

/** An integer that stands for a number with a factor and an offset. */
export const scaledNode: BindNode<ScaledLayout> = ({ base, multiply, divide, add }, binder) => {
  const integer = binder.bind(base);
  const node: Node = {
    decode: (cursor) => (Number(integer.decode(cursor)) * multiply) / divide + add,
    encode: (value, cursor) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        throw failure(notAFloat, { type: 'scaled', actual: describeValue(value) }, cursor.locate());
      }
      integer.encode(roundHalfAway(((value - add) * divide) / multiply), cursor);
    },
  };
  return integer.measure === undefined ? node : { ...node, measure: integer.measure };
};

function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value)) + 0; // no negative zero
}
