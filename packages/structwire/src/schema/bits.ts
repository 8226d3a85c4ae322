import { bitsKind } from '../codec/kinds.ts';
import type { BitsLayout } from '../layout/layout.ts';
import { placeBits } from './place-bits.ts';
import { defineType, mistake, oneOf, type Type } from './type.ts';

const BIT_ORDERS = ['lsb', 'msb'] as const;

/** How bits are read. */
export interface BitsOptions {
  /**
   * `lsb`: the first field has the least significant bits of little-endian bytes; `msb`: the most significant bits of
   * big-endian bytes. Default: that of the record, which follows its byte order.
   */
  readonly order?: 'lsb' | 'msb';
  /** Two's complement. Default false. */
  readonly signed?: boolean;
}

/**
 * An integer of 1 to 53 bits. Fields of bits that follow each other share bytes; a run of them ends on a byte boundary.
 *
 * @example
 * ```ts
 * import { bits, record, u16 } from 'structwire';
 *
 * const Header = record({ version: bits(4), headerLength: bits(4), total: u16 }, { endian: 'be' });
 * console.log(Header.encode({ version: 4, headerLength: 5, total: 20 }).join(' ')); // 69 0 20
 * ```
 */
export function bits(width: number, options: BitsOptions = {}): Type<number> {
  if (!Number.isInteger(width) || width < 1 || width > 53)
    throw mistake(`a field of bits has 1 to 53 of them, not ${width}`);
  return bitField(width, options);
}

/** One bit as a boolean; see {@link bits}. */
export const bit: Type<boolean> = /* @__PURE__ */ bitField(1, {}, 'bool');

/** An integer of 54 to 64 bits as a `bigint`; see {@link bits}. */
export function bigBits(width: number, options: BitsOptions = {}): Type<bigint, bigint | number> {
  if (Number.isInteger(width) && width >= 54 && width <= 64) return bitField(width, options);
  throw mistake(`a field of bigBits has 54 to 64 of them, not ${width}`);
}

/** The record it stands in says where it begins. */
function bitField<Out, In = Out>(width: number, { order, signed = false }: BitsOptions, as?: 'bool'): Type<Out, In> {
  if (order !== undefined) oneOf(BIT_ORDERS, order, 'an order of bits');
  return defineType({
    kinds: [bitsKind],
    placing: placeBits,
    layoutIn: ({ bitOrder }): BitsLayout =>
      Object.freeze({
        kind: 'bits',
        size: Math.ceil(width / 8),
        align: 1,
        width,
        bit: 0,
        order: order ?? oneOf(BIT_ORDERS, bitOrder, 'bitOrder'),
        signed,
        ...(as === undefined ? {} : { as }),
      }),
  });
}
