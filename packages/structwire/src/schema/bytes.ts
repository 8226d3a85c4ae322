import { blobKind, bytesKind, recordKind } from '../codec/kinds.ts';
import type { Layout } from '../layout/layout.ts';
import { type Length, lengthOfType, type RefsOfLength } from './length.ts';
import { defineType, type Type } from './type.ts';

/**
 * Raw bytes: as many as `length` says. What is decoded is a copy of the caller's own.
 *
 * @throws StructwireError while encoding `wrong-byte-length` for a fixed length, `length-disagrees` for one in a field.
 * @example
 * ```ts
 * import { bytes, record, u16 } from 'structwire';
 *
 * const Frame = record({ mac: bytes(6), payload: bytes(u16) });
 * console.log(Frame.encode({ mac: new Uint8Array(6), payload: Uint8Array.of(7) }).length); // 9
 * ```
 */
export function bytes<const L extends Length>(length: L): Type<Uint8Array<ArrayBuffer>, Uint8Array, RefsOfLength<L>> {
  const { children, extentIn } = lengthOfType(length, 'a number of bytes');
  return defineType({
    kinds: typeof length === 'number' ? [bytesKind] : [blobKind, recordKind],
    children,
    layoutIn: (surroundings): Layout => {
      const extent = extentIn(surroundings);
      if (extent.by !== 'fixed') return Object.freeze({ kind: 'blob', size: null, align: 1, length: extent });
      return Object.freeze({ kind: 'bytes', size: extent.value, align: 1, fit: 'exact' });
    },
  });
}
