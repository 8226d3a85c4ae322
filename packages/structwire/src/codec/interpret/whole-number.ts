import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { notAnInteger } from '../../errors/value-errors.ts';
import type { Cursor } from './cursor.ts';

/**
 * An integer that a user passed, exactly.
 *
 * @throws StructwireError `not-an-integer` for everything but bigints, booleans and safe integers.
 */
export function wholeNumber(value: unknown, label: string, cursor: Cursor): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean' || Number.isSafeInteger(value)) return BigInt(value as number); // both convert exactly
  throw failure(notAnInteger, { type: label, actual: describeValue(value) }, cursor.locate());
}
