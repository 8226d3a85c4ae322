import { describeValue } from '../../errors/describe-value.ts';
import { varintMalformed } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import { integerOutOfRange, unsafeInteger } from '../../errors/value-errors.ts';
import type { VarintLayout } from '../../layout/layout.ts';
import type { Cursor } from './cursor.ts';
import type { Measuring, Node } from './node.ts';
import { awaitBytes } from './node.ts';
import { wholeNumber } from './whole-number.ts';

/** A LEB128 integer, in its shortest form only. */
export function varintNode(layout: VarintLayout): Node {
  const { bits, zigzag } = layout;
  const label = `${zigzag ? 'zigzag' : 'varint'}${bits}`;
  const width = BigInt(bits);
  const min = zigzag ? -(2n ** (width - 1n)) : 0n;
  const max = zigzag ? 2n ** (width - 1n) - 1n : 2n ** width - 1n;
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const raw = readVarint(cursor, bits);
      return show(zigzag ? (raw >> 1n) ^ -(raw & 1n) : raw, layout, label, start, cursor);
    },
    encode: (value, cursor) => {
      const integer = wholeNumber(value, label, cursor);
      if (integer < min || integer > max) {
        throw failure(integerOutOfRange, { type: label, min, max, actual: describeValue(value) }, cursor.locate());
      }
      writeVarint(cursor, zigzag ? BigInt.asUintN(bits, (integer << 1n) ^ (integer >> (width - 1n))) : integer);
    },
    measure: (cursor) => measureVarint(cursor, bits),
  };
}

function show(
  value: bigint,
  { bits, as }: VarintLayout,
  label: string,
  start: number,
  cursor: Cursor,
): number | bigint {
  if (bits === 64 && as !== 'number') return value;
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  cursor.at = start;
  throw failure(unsafeInteger, { type: label, actual: describeValue(value) }, cursor.locate());
}

function readVarint(cursor: Cursor, bits: number): bigint {
  const start = cursor.at;
  let value = 0n;
  for (let shift = 0; ; shift += 7) {
    cursor.need(1);
    const byte = cursor.bytes[cursor.at++]!; // just seen to be there
    value |= BigInt(byte & 0x7f) << BigInt(shift);
    if (byte >= 0x80 && shift + 7 < bits) continue;
    cursor.at = start;
    if (byte >= 0x80 || value >> BigInt(bits) !== 0n) throw malformed(bits, 'too-large', cursor);
    if (byte === 0 && shift > 0) throw malformed(bits, 'over-long', cursor);
    cursor.at = start + shift / 7 + 1;
    return value;
  }
}

function* measureVarint(cursor: Cursor, bits: number): Measuring {
  const start = cursor.at;
  for (const most = start + Math.ceil(bits / 7); cursor.at < most; ) {
    yield* awaitBytes(cursor, 1);
    if (cursor.bytes[cursor.at++]! < 0x80) return; // just seen to be there
  }
  cursor.at = start;
  throw malformed(bits, 'too-large', cursor);
}

function writeVarint(cursor: Cursor, value: bigint): void {
  cursor.reserve(10);
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) cursor.bytes[cursor.at++] = Number(rest & 0x7fn) | 0x80;
  cursor.bytes[cursor.at++] = Number(rest);
}

function malformed(bits: number, problem: 'over-long' | 'too-large', cursor: Cursor): Error {
  return failure(varintMalformed, { bits, problem }, cursor.locate());
}
