import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { integerOutOfRange } from '../../errors/value-errors.ts';
import type { BitsLayout } from '../../layout/layout.ts';
import { pythonTruth } from '../../scalar/coerce.ts';
import type { Cursor } from './cursor.ts';
import type { Node } from './node.ts';
import { wholeNumber } from './whole-number.ts';

const WIDEST_NUMBER = 53;

/**
 * Some bits of a few bytes. Writing sets these bits and leaves the others, which belong to the neighbours; the record
 * has zeroed the bytes before.
 */
export function bitsNode(layout: BitsLayout): Node {
  const { width, size, bit, order, signed, as, label = `${signed ? 'i' : 'u'}${width}` } = layout;
  const shift = BigInt(order === 'lsb' ? bit : 8 * size - bit - width);
  const bits = BigInt(width);
  const min = signed ? -(2n ** (bits - 1n)) : 0n;
  const max = signed ? 2n ** (bits - 1n) - 1n : 2n ** bits - 1n;
  const show = (value: bigint): unknown =>
    as === 'bool' ? value !== 0n : width <= WIDEST_NUMBER ? Number(value) : value;
  return {
    decode: (cursor) => {
      const raw = readWhole(cursor, size, order) >> shift;
      return show(signed ? BigInt.asIntN(width, raw) : BigInt.asUintN(width, raw));
    },
    encode: (value, cursor) => {
      const integer = as === 'bool' ? BigInt(pythonTruth(value)) : wholeNumber(value, label, cursor);
      if (integer < min || integer > max) {
        throw failure(integerOutOfRange, { type: label, min, max, actual: describeValue(value) }, cursor.locate());
      }
      const mask = (2n ** bits - 1n) << shift;
      const others = readWhole(cursor, size, order) & ~mask;
      writeWhole(cursor, size, order, others | ((integer << shift) & mask));
    },
  };
}

function readWhole({ bytes, at }: Cursor, size: number, order: 'lsb' | 'msb'): bigint {
  let whole = 0n;
  for (let i = 0; i < size; i++) whole = (whole << 8n) | BigInt(bytes[at + (order === 'lsb' ? size - 1 - i : i)] ?? 0);
  return whole;
}

function writeWhole({ bytes, at }: Cursor, size: number, order: 'lsb' | 'msb', whole: bigint): void {
  let rest = whole;
  for (let i = 0; i < size; i++) {
    bytes[at + (order === 'lsb' ? i : size - 1 - i)] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}
