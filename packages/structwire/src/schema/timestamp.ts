import { timestampKind } from '../codec/kinds.ts';
import type { TimestampLayout } from '../layout/layout.ts';
import { SCALARS } from '../scalar/scalars.ts';
import { defineType, type Infer, type InferInput, type IntegerType, mistake, oneOf, type Type } from './type.ts';

/** What a timestamp counts. */
export type TimestampUnit = TimestampLayout['unit'];

/** How a timestamp is shown. */
export interface TimestampOptions {
  /** The time of the count 0, as a `Date` or in milliseconds of Unix time. Default: 1970-01-01T00:00:00Z. */
  readonly epoch?: Date | number;
}

/**
 * A point in time: a number of seconds, milliseconds, microseconds or nanoseconds since 1970 (or another `epoch`), as a
 * `Date`. A `Date` has whole milliseconds: what is finer is cut off from integers, and floats are rounded. `as: 'number'` shows
 * the count itself (a `bigint` for 64 bits) and loses nothing.
 *
 * @throws StructwireError `date-out-of-range` while decoding, `not-a-date` while encoding.
 * @example
 * ```ts
 * import { record, timestamp, u32 } from 'structwire';
 *
 * const Login = record({ at: timestamp(u32, 's') });
 * console.log(Login.decode(Uint8Array.of(0xc0, 0x7c, 0x2b, 0x65)).at.toISOString()); // 2023-10-15T05:46:40.000Z
 * ```
 */
export function timestamp(
  base: IntegerType,
  unit: TimestampUnit,
  options?: TimestampOptions & { readonly as?: 'date' },
): Type<Date>;
export function timestamp<Base extends IntegerType>(
  base: Base,
  unit: TimestampUnit,
  options: TimestampOptions & { readonly as: 'number' },
): Type<Infer<Base>, InferInput<Base>>;
export function timestamp(
  base: IntegerType,
  unit: TimestampUnit,
  { epoch = 0, as = 'date' }: TimestampOptions & { readonly as?: 'date' | 'number' } = {},
): Type<unknown, never> {
  oneOf(['s', 'ms', 'us', 'ns'], unit, 'the unit of a timestamp');
  oneOf(['date', 'number'], as, 'as');
  const start = Number(epoch);
  if (!Number.isSafeInteger(start)) throw mistake('an epoch is a valid Date or a whole number of milliseconds');
  return defineType({
    kinds: [timestampKind],
    shows: base,
    layoutIn: (surroundings): TimestampLayout => {
      const layout = base.definition.layoutIn(surroundings);
      if (layout.kind !== 'scalar' || !['integer', 'bigint', 'float'].includes(SCALARS[layout.scalar].family)) {
        throw mistake(`a timestamp is an integer or a float, not a layout of kind '${layout.kind}'`);
      }
      return Object.freeze({
        kind: 'timestamp',
        size: layout.size,
        align: layout.align,
        base: layout,
        unit,
        epoch: start,
        as,
      });
    },
  });
}
