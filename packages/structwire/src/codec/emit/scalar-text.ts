import type { Endian } from '../../layout/layout.ts';
import type { Scalar } from '../../scalar/scalar.ts';
import type { Place } from './place.ts';
import type { Source } from './source.ts';

/** Where and how a scalar stands in memory. */
export interface ScalarPlace {
  readonly scalar: Scalar;
  readonly place: Place;
  readonly endian: Endian;
}

/** Bytes that JavaScript's bit operators work on. */
export const WORD = 4;

/** Whether the scalar reads as negative when its highest bit is set; addresses do not, though they accept such values. */
export function isSigned({ min, max, size }: Scalar): boolean {
  return min < 0n && max < 2n ** BigInt(8 * size - 1);
}

/** Up to four bytes with bit operators, least significant first. */
export function wordText(bytes: readonly string[], signed: boolean): string {
  const bits = bytes.map((byte, i) => (i === 0 ? byte : `${byte} << ${8 * i}`)).join(' | ');
  if (bytes.length === WORD) return signed ? bits : `(${bits}) >>> 0`;
  const spare = 32 - 8 * bytes.length;
  return signed ? `(${bits}) << ${spare} >> ${spare}` : bits;
}

/** Expressions of the bytes of a scalar, least significant first. */
export function byteTexts({ scalar, place, endian }: ScalarPlace): string[] {
  return Array.from(
    { length: scalar.size },
    (_, i) => `bytes[${place.text(endian === 'le' ? i : scalar.size - 1 - i)}]`,
  );
}

/**
 * Stores byte by byte: a `Uint8Array` keeps the lowest eight bits of what it is given. `words` are the value in pieces of
 * 32 bits, the lowest first.
 */
export function emitBytes({ scalar, place, endian }: ScalarPlace, words: readonly string[], source: Source): void {
  for (let i = 0; i < scalar.size; i++) {
    const word = words[Math.floor(i / WORD)];
    const shift = 8 * (i % WORD);
    const target = place.text(endian === 'le' ? i : scalar.size - 1 - i);
    source.line(`bytes[${target}] = ${shift === 0 ? word : `${word} >>> ${shift}`};`);
  }
}

/** The expression that reads through the view; for scalars that have an accessor. */
export function viewRead({ scalar, place, endian }: ScalarPlace): string {
  return `view.get${scalar.accessor}(${place.text()}${orderText(endian)})`;
}

/** Emits the statement that stores through the view; for scalars that have an accessor. */
export function emitViewWrite({ scalar, place, endian }: ScalarPlace, value: string, source: Source): void {
  source.line(`view.set${scalar.accessor}(${place.text()}, ${value}${orderText(endian)});`);
}

/** The last argument of an accessor, with its comma. */
export function orderText(endian: Endian): string {
  return endian === 'le' ? ', true' : '';
}
