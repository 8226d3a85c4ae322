import { checksumKind, recordKind } from '../codec/kinds.ts';
import { hexOf } from '../errors/hex.ts';
import type { ChecksumExtra, ChecksumLayout, ChecksumName } from '../layout/layout.ts';
import { SCALARS } from '../scalar/scalars.ts';
import { type AnyType, defineType, mistake, type Type } from './type.ts';

/** Which bytes a checksum covers: fields of its record, by name. */
export interface ChecksumRange<Field extends string = string> {
  /** The first field. Default: the first of the record. */
  readonly from?: Field;
  /** The last field. Default: the one right before the checksum. */
  readonly through?: Field;
  /**
   * Bytes that count behind the range without being in the record, by the value of an integer field before the checksum: numbers below 256 or
   * arrays of them. For a value that is not listed nothing is verified, and encoding takes the checksum it is given.
   */
  readonly extra?: { readonly field: Field; readonly bytes: Readonly<Record<number, number | readonly number[]>> };
}

/**
 * A checksum over fields of its record: verified on decoding, filled in on encoding. Its own bytes, where they lie in the
 * range, count as zero. One that covers another is filled in after it.
 *
 * @throws StructwireError `checksum-differs` while decoding.
 * @example
 * ```ts
 * import { bytes, checksum, isStructwireError, record, u16, u32 } from 'structwire';
 *
 * const Packet = record({ id: u16, data: bytes(u16), crc: checksum('crc32', u32) });
 * const packed = Packet.encode({ id: 1, data: Uint8Array.of(1, 2, 3) });
 * packed[5] = 0; // damaged
 * try {
 *   Packet.decode(packed);
 * } catch (error) {
 *   if (isStructwireError(error)) console.log(error.code); // checksum-differs
 * }
 * ```
 */
export function checksum<const Field extends string = never>(
  algorithm: ChecksumName,
  base: Type<number>,
  range: ChecksumRange<Field> = {},
): Type<number, number | undefined, Field> {
  return defineType({
    kinds: [checksumKind, recordKind],
    shows: base,
    layoutIn: (surroundings): ChecksumLayout => {
      const layout = (base as AnyType).definition.layoutIn(surroundings);
      if (layout.kind !== 'scalar' || SCALARS[layout.scalar].family !== 'integer' || layout.size > 4) {
        throw mistake('a checksum stands in an integer of at most 32 bits');
      }
      const { from = null, through = null } = range;
      const extra = range.extra === undefined ? {} : { extra: extraOf(range.extra) };
      return Object.freeze({
        kind: 'checksum',
        size: layout.size,
        align: layout.align,
        base: layout,
        algorithm,
        from,
        through,
        ...extra,
      });
    },
  });
}

function extraOf({ field, bytes }: NonNullable<ChecksumRange['extra']>): ChecksumExtra {
  const list = Object.entries(bytes).map(([value, given]) => {
    const numbers = typeof given === 'number' ? [given] : given;
    if (!numbers.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256))
      throw mistake('extra bytes are numbers from 0 to 255');
    return Object.freeze({ value: Number(value), hex: hexOf(numbers) });
  });
  return Object.freeze({ field, bytes: Object.freeze(list) });
}
