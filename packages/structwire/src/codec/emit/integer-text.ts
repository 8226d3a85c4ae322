import type { Scalar } from '../../scalar/scalar.ts';
import type { Access } from './emitter.ts';
import type { ScalarText } from './scalar-emit.ts';
import { byteTexts, emitBytes, emitViewWrite, isSigned, type ScalarPlace, viewRead, wordText } from './scalar-text.ts';

/** Integers of up to 32 bits. */
export const INTEGER_TEXT: ScalarText = {
  read: (at, { access }) => (isByView(at, access) ? viewRead(at) : wordText(byteTexts(at), isSigned(at.scalar))),
  refused: (scalar, x) => `typeof ${x} !== 'number' || ${refused(scalar, x)}`,
  write: (at, x, access, source) => {
    if (isByView(at, access)) emitViewWrite(at, x, source);
    else emitBytes(at, [x], source);
  },
};

/** One byte is one byte in either access, and cheaper without the view. */
function isByView({ scalar }: ScalarPlace, access: Access): boolean {
  return access === 'view' && scalar.accessor !== null && scalar.size > 1;
}

/** The condition that a `number` is no integer of this scalar: by bit identity where the range is one of words. */
function refused(scalar: Scalar, x: string): string {
  const { min, max, size } = scalar;
  const isExact = max - min === 2n ** BigInt(8 * size) - 1n; // addresses accept more than they read
  if (!isExact) return `!(${x} >= ${min} && ${x} <= ${max}) || Math.floor(${x}) !== ${x}`;
  if (isSigned(scalar))
    return size === 4 ? `(${x} | 0) !== ${x}` : `${x} << ${32 - 8 * size} >> ${32 - 8 * size} !== ${x}`;
  return size === 4 ? `${x} >>> 0 !== ${x}` : `(${x} & ${max}) !== ${x}`;
}
