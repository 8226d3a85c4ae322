import { describeValue } from '../../errors/describe-value.ts';
import { unknownFlags } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import { notARecord } from '../../errors/value-errors.ts';
import type { FlagsLayout } from '../../layout/layout.ts';
import { pythonTruth } from '../../scalar/coerce.ts';
import type { BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { ownField, setField } from './fields.ts';
import { wholeNumber } from './whole-number.ts';

/** Bits with names: an object of booleans, and the other bits as an integer. */
export const flagsNode: BindNode<FlagsLayout> = ({ base, flags, others }, binder) => {
  const node = binder.bind(base);
  const bits = flags.map(({ name, mask }) => ({ name, mask: BigInt(mask) }));
  const named = bits.reduce((all, { mask }) => all | mask, 0n);
  return {
    decode: (cursor) => {
      const shown = node.decode(cursor) as number | bigint; // flags stand in integers
      const raw = BigInt(shown);
      const value: Record<string, unknown> = {};
      for (const { name, mask } of bits) setField(value, name, (raw & mask) !== 0n);
      const rest = raw & ~named;
      if (others !== null) setField(value, others, typeof shown === 'number' ? Number(rest) : rest);
      else if (rest !== 0n) throw unnamed(rest, cursor);
      return value;
    },
    encode: (value, cursor) => {
      if (typeof value !== 'object' || value === null) {
        throw failure(notARecord, { actual: describeValue(value) }, cursor.locate());
      }
      let raw = others === null ? 0n : wholeNumber(ownField(value, others) ?? 0, others, cursor);
      if ((raw & named) !== 0n) throw unnamed(raw & named, cursor);
      for (const { name, mask } of bits) if (pythonTruth(ownField(value, name))) raw |= mask;
      node.encode(raw, cursor);
    },
  };
};

function unnamed(bits: bigint, cursor: Cursor): Error {
  return failure(unknownFlags, { bits: `0x${bits.toString(16)}` }, cursor.locate());
}
