import type { ScalarLayout } from '../../layout/layout.ts';
import { coerceScalar } from '../../scalar/coerce.ts';
import { SCALARS } from '../../scalar/scalars.ts';
import type { Node } from './node.ts';

/** A scalar of the table. */
export function scalarNode(layout: ScalarLayout): Node {
  const scalar = SCALARS[layout.scalar];
  const littleEndian = layout.endian === 'le';
  const options = { label: layout.label ?? layout.scalar, overflowToInfinity: layout.overflow === 'infinity' };
  return {
    decode: ({ view, at }) => scalar.read(view, at, littleEndian),
    encode: (value, cursor) => {
      const accepted = coerceScalar(scalar, value, options, cursor.locate);
      scalar.write(cursor.view, cursor.at, accepted as never, littleEndian); // coerced for this very scalar
    },
  };
}
