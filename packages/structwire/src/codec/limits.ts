import { describeValue } from '../errors/describe-value.ts';
import { badLimit } from '../errors/schema-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/**
 * What decoding may at most take, however the bytes lie. Checked before memory is taken. `Infinity` switches a limit off,
 * as far as the engine goes.
 */
export interface Limits {
  /**
   * Bytes of one record in a stream: a longer one is refused as soon as its length is known. Default 1 MiB.
   * Bytes that are all in memory already are decoded whatever their number.
   */
  readonly maxRecordSize: number;
  /**
   * Elements of one array; elements of no bytes at all count together over the record. Default 1048576;
   * the longest array there is has 2**32 - 1.
   */
  readonly maxArrayLength: number;
  /** Definitions inside each other, which is how deep recursion goes. Default 64. What the call stack does not bear is too deep
   * before that, at some hundred levels.
   */
  readonly maxDepth: number;
}

/** The defaults of every limit. */
export const DEFAULT_LIMITS: Limits = Object.freeze({
  maxRecordSize: 1_048_576,
  maxArrayLength: 1_048_576,
  maxDepth: 64,
});

/** The largest value each limit takes. */
const CEILINGS: Limits = { maxRecordSize: Number.MAX_SAFE_INTEGER, maxArrayLength: 2 ** 32 - 1, maxDepth: 1000 };

/**
 * The limits that a user set, with the defaults for the others.
 *
 * @throws StructwireError `bad-limit` for what is no whole number in its range.
 */
export function limitsFrom(given: Partial<Limits> = {}): Limits {
  const limits: { -readonly [Limit in keyof Limits]: number } = { ...DEFAULT_LIMITS, ...given };
  for (const limit of Object.keys(CEILINGS) as (keyof Limits)[]) limits[limit] = checked(limit, limits[limit]);
  return Object.freeze(limits);
}

function checked(limit: keyof Limits, value: number): number {
  const max = CEILINGS[limit];
  if (value === Infinity) return max;
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw failure(badLimit, { limit, actual: describeValue(value), max });
}
