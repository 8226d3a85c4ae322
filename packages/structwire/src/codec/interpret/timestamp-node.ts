import { describeValue } from '../../errors/describe-value.ts';
import { dateOutOfRange, notADate } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { TimestampLayout } from '../../layout/layout.ts';
import { SCALARS } from '../../scalar/scalars.ts';
import type { BindNode } from './binder.ts';

/** How many of each unit a millisecond or a second is: exact integers both. */
const PER_SECOND = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const;
/** The farthest a Date goes from 1970, in milliseconds. */
const FARTHEST = 8.64e15;

/** A count of seconds or parts of them since an epoch. */
export const timestampNode: BindNode<TimestampLayout> = ({ base, unit, epoch, as }, binder) => {
  const count = binder.bind(base);
  if (as === 'number') return count;
  const perSecond = PER_SECOND[unit];
  const isFloat = SCALARS[base.scalar].family === 'float';
  const whole = isFloat ? Math.round : Math.floor;
  return {
    decode: (cursor) => {
      const shown = count.decode(cursor) as number | bigint; // a scalar that counts
      const sinceEpoch =
        typeof shown === 'bigint'
          ? Number(floorDivide(shown * 1000n, BigInt(perSecond)))
          : whole((shown * 1000) / perSecond);
      const milliseconds = sinceEpoch + epoch;
      if (Math.abs(milliseconds) <= FARTHEST) return new Date(milliseconds);
      throw failure(dateOutOfRange, { count: describeValue(shown), unit }, cursor.locate());
    },
    encode: (value, cursor) => {
      const milliseconds = value instanceof Date ? value.getTime() : Number.NaN;
      if (Number.isNaN(milliseconds)) throw failure(notADate, { actual: describeValue(value) }, cursor.locate());
      const sinceEpoch = milliseconds - epoch;
      if (isFloat) count.encode((sinceEpoch * perSecond) / 1000, cursor);
      else count.encode(floorDivide(BigInt(sinceEpoch) * BigInt(perSecond), 1000n), cursor);
    },
  };
};

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend < 0n && quotient * divisor !== dividend ? quotient - 1n : quotient;
}
