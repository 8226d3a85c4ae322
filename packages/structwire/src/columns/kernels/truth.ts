import { type Conversion, erased, noMisfit } from './convert.ts';

/** C's `bool` to a `Uint8Array` of 0 and 1: every byte but 0 is true. */
export function conversionOfBool(): Conversion {
  return erased<Uint8Array>({
    open: (column) => column as Uint8Array, // the plan pairs this conversion with that column
    read: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        target[q] = source.getUint8(p) === 0 ? 0 : 1;
      }
      return count;
    },
    write: (source, from, fromStep, target, to, toStep, count) => {
      for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
        target.setUint8(q, source[p] === 0 ? 0 : 1);
      }
    },
    misfit: noMisfit,
  });
}
