import { recordKind, sizedKind } from '../codec/kinds.ts';
import type { SizedLayout } from '../layout/layout.ts';
import { type Length, lengthOfType, type RefsOfLength } from './length.ts';
import {
  type AnyType,
  defineType,
  type Infer,
  type InferInput,
  notesInside,
  oneOf,
  type RefsOf,
  type Type,
  wholeBytes,
} from './type.ts';

/**
 * A value in a run of bytes whose length is known: it cannot read past its end, and `rest` in it ends there.
 *
 * Bytes behind the value are an error, unless `leftover` is `ignore`; that is the default for a fixed length, where
 * encoding fills them with zeros.
 *
 * @throws StructwireError `beyond-its-length`, `leftover-bytes`
 * @example
 * ```ts
 * import { array, lengthOf, record, rest, sized, u16 } from 'structwire';
 *
 * const Packet = record({ size: lengthOf('samples', u16), samples: sized('size', array(u16, rest)) });
 * console.log(Packet.encode({ samples: [1, 2] }).join(' ')); // 4 0 1 0 2 0
 * ```
 */
export function sized<const L extends Length, T extends AnyType>(
  length: L,
  type: T,
  { leftover = typeof length === 'number' ? 'ignore' : 'refuse' }: { readonly leftover?: 'refuse' | 'ignore' } = {},
): Type<Infer<T>, InferInput<T>, RefsOf<T> | RefsOfLength<L>> {
  oneOf(['refuse', 'ignore'], leftover, 'leftover');
  const { children, extentIn } = lengthOfType(length, 'a number of bytes');
  return defineType({
    kinds: [sizedKind, recordKind],
    children: [type, ...children],
    notes: notesInside(type),
    layoutIn: (surroundings): SizedLayout => {
      const extent = extentIn(surroundings);
      const layout = wholeBytes(type).layoutIn({ ...surroundings, alignOf: null });
      const size = extent.by === 'fixed' ? extent.value : null;
      return Object.freeze({ kind: 'sized', size, align: 1, length: extent, layout, leftover });
    },
  });
}
