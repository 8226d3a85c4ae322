import type { ScalarLayout } from '../../layout/layout.ts';
import type { Scalar } from '../../scalar/scalar.ts';
import type { BindNode } from './binder.ts';
import { quickOf, writeQuick } from './quick.ts';

/** A scalar of the table. */
export function scalarNode(scalar: Scalar): BindNode<ScalarLayout> {
  return (layout) => {
    const littleEndian = layout.endian === 'le';
    const options = { label: layout.label ?? layout.scalar, overflowToInfinity: layout.overflow === 'infinity' };
    const quick = quickOf(layout);
    return {
      quick,
      decode: (cursor) => scalar.read(cursor.view, cursor.at, littleEndian),
      encode: (value, cursor) => {
        if (quick !== 0 && writeQuick(quick, cursor, cursor.at, value)) return;
        const accepted = scalar.coerce(scalar, value, options, cursor.locate);
        scalar.write(cursor.view, cursor.at, accepted as never, littleEndian); // coerced for this very scalar
      },
    };
  };
}
