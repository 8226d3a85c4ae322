import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { unsafeInteger } from '../../errors/value-errors.ts';
import type { ScalarLayout } from '../../layout/layout.ts';
import { coerceScalar } from '../../scalar/coerce.ts';
import { SCALARS } from '../../scalar/scalars.ts';
import type { Cursor } from './cursor.ts';
import type { Node } from './node.ts';
import { quickOf } from './quick-scalar.ts';

/** A scalar of the table. */
export function scalarNode(layout: ScalarLayout): Node {
  const scalar = SCALARS[layout.scalar];
  const littleEndian = layout.endian === 'le';
  const options = { label: layout.label ?? layout.scalar, overflowToInfinity: layout.overflow === 'infinity' };
  const [min, max] = scalar.family === 'integer' ? [Number(scalar.min), Number(scalar.max)] : [0, -1];
  // Comparing a number with the bigints of the table is slow.
  const isUsual = (value: unknown): boolean =>
    typeof value === 'number' && value >= min && value <= max && Number.isInteger(value);
  const asNumber = scalar.family === 'bigint' && layout.as === 'number';
  return {
    quick: quickOf(layout),
    decode: (cursor) => {
      const value = scalar.read(cursor.view, cursor.at, littleEndian);
      return asNumber ? safeNumber(value, options.label, cursor) : value;
    },
    encode: (value, cursor) => {
      if (isUsual(value)) {
        scalar.write(cursor.view, cursor.at, value as never, littleEndian); // an integer that the scalar holds
        return;
      }
      const accepted = coerceScalar(scalar, value, options, cursor.locate);
      scalar.write(cursor.view, cursor.at, accepted as never, littleEndian); // coerced for this very scalar
    },
  };
}

function safeNumber(value: unknown, type: string, cursor: Cursor): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw failure(unsafeInteger, { type, actual: describeValue(value) }, cursor.locate());
}
