import { describeValue } from '../errors/describe-value.ts';
import { badLimit } from '../errors/schema-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/** What decoding may at most take, however the bytes lie. Checked before memory is taken. */
export interface Limits {
  /**
   * Bytes of one record in a stream: a longer one is refused as soon as its length is known. Default 1 MiB; up to
   * 2**53 - 1, which is none. Bytes that are all in memory already are decoded whatever their number.
   */
  readonly maxRecordSize: number;
  /**
   * Elements of one array; elements of no bytes at all count together over the record. Default 1048576; up to 2**32 - 1,
   * which is the longest array there is.
   */
  readonly maxArrayLength: number;
  /** Definitions inside each other, which is how deep recursion goes. Default 64; up to 1000, which the call stack bears. */
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
  const limits = { ...DEFAULT_LIMITS, ...given };
  for (const [limit, max] of Object.entries(CEILINGS)) {
    const actual: unknown = limits[limit as keyof Limits]; // the ceilings have the same keys
    if (!Number.isInteger(actual) || (actual as number) < 0 || (actual as number) > max) {
      throw failure(badLimit, { limit, actual: describeValue(actual), max });
    }
  }
  return Object.freeze(limits);
}
