import { arrayKind, recordKind } from '../codec/kinds.ts';
import type { ArrayLayout } from '../layout/layout.ts';
import { type Length, lengthOfType, type RefsOfLength } from './length.ts';
import {
  type AnyType,
  defineType,
  type Infer,
  type InferInput,
  notesInside,
  type RefsOf,
  type Type,
  wholeBytes,
} from './type.ts';

type NumberArray =
  | Uint8Array
  | Uint8ClampedArray
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Arrays of numbers and of bigints may be typed arrays. */
type Elements<In> =
  | readonly In[]
  | (number extends In ? NumberArray : never)
  | (bigint extends In ? BigInt64Array | BigUint64Array : never);

/**
 * Elements of one type, without gaps: a fixed number of them, as many as a field before or an integer in front says, or
 * up to the end of the bytes. Arrays of arrays are arrays of several dimensions.
 *
 * @throws StructwireError while decoding `array-too-long` beyond the limit `maxArrayLength`; while encoding `not-an-array`,
 *   `length-disagrees`.
 * @example
 * ```ts
 * import { array, countOf, record, u16, u8 } from 'structwire';
 *
 * const Image = record({ width: u8, height: countOf('rows', u8), rows: array(array(u16, 'width'), 'height') });
 * console.log(Image.encode({ width: 2, rows: [[1, 2], [3, 4]] }).length); // 10
 * ```
 */
export function array<T extends AnyType, const L extends Length>(
  element: T,
  length: L,
): Type<Infer<T>[], Elements<InferInput<T>>, RefsOf<T> | RefsOfLength<L>> {
  const { layoutIn } = wholeBytes(element);
  const { children, extentIn } = lengthOfType(length, 'a number of elements');
  return defineType({
    kinds: [arrayKind, recordKind],
    children: [element, ...children],
    notes: notesInside(element),
    layoutIn: (surroundings): ArrayLayout => {
      const count = extentIn(surroundings);
      const layout = layoutIn(surroundings);
      const size = count.by === 'fixed' && layout.size !== null ? count.value * layout.size : null;
      return Object.freeze({ kind: 'array', size, align: layout.align, element: layout, count });
    },
  });
}
