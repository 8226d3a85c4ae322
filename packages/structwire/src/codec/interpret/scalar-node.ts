import type { ScalarLayout } from '../../layout/layout.ts';
import type { Scalar } from '../../scalar/scalar.ts';
import type { BindNode } from './binder.ts';
import { quickOf } from './quick-scalar.ts';

/** A scalar of the table. */
export function scalarNode(scalar: Scalar): BindNode<ScalarLayout> {
  return (layout) => {
    const littleEndian = layout.endian === 'le';
    const options = { label: layout.label ?? layout.scalar, overflowToInfinity: layout.overflow === 'infinity' };
    const [min, max] = scalar.family === 'integer' ? [Number(scalar.min), Number(scalar.max)] : [0, -1];
    // Comparing a number with the bigints of the table is slow.
    const isUsual = (value: unknown): boolean =>
      typeof value === 'number' && value >= min && value <= max && Number.isInteger(value);
    return {
      quick: quickOf(layout),
      decode: (cursor) => scalar.read(cursor.view, cursor.at, littleEndian),
      encode: (value, cursor) => {
        if (isUsual(value)) {
          scalar.write(cursor.view, cursor.at, value as never, littleEndian); // an integer that the scalar holds
          return;
        }
        const accepted = scalar.coerce(scalar, value, options, cursor.locate);
        scalar.write(cursor.view, cursor.at, accepted as never, littleEndian); // coerced for this very scalar
      },
    };
  };
}
