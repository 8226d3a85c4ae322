import { describeValue } from '../errors/describe-value.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import {
  floatTooLarge,
  integerOutOfRange,
  integerTooLarge,
  notAFloat,
  notAnInteger,
  notASingleByte,
  unsafeInteger,
} from '../errors/value-errors.ts';
import { isUint8Array } from './byte-array.ts';
import { FLOAT16_OVERFLOW } from './float16.ts';
import type { CoerceOptions, Locate, Scalar } from './scalar.ts';

/**
 * An integral `number`, a `bigint`, or a `boolean` (0 or 1).
 *
 * @throws StructwireError `not-an-integer`, `integer-out-of-range`, `integer-too-large` (pointers).
 */
export function coerceInteger(scalar: Scalar, value: unknown, options: CoerceOptions, locate: Locate): number {
  const integer = typeof value === 'boolean' ? Number(value) : value;
  if (typeof integer === 'number' ? !Number.isInteger(integer) : typeof integer !== 'bigint') {
    throw failure(notAnInteger, { type: options.label, actual: describeValue(value) }, locate());
  }
  const number = integer as number | bigint; // everything else was refused above
  if (number < scalar.min || number > scalar.max) throw outOfRange(scalar, value, options, locate);
  return Number(number);
}

/**
 * As for integers; a `number` only where it is exact.
 *
 * @throws StructwireError `not-an-integer`, `unsafe-integer`, `integer-out-of-range`, `integer-too-large` (pointers).
 */
export function coerceBigint(scalar: Scalar, value: unknown, options: CoerceOptions, locate: Locate): bigint {
  if (typeof value === 'bigint') {
    if (value < scalar.min || value > scalar.max) throw outOfRange(scalar, value, options, locate);
    return value;
  }
  if (typeof value === 'boolean') return BigInt(value);
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw failure(notAnInteger, { type: options.label, actual: describeValue(value) }, locate());
  }
  const exact = BigInt(value);
  if (exact < scalar.min || exact > scalar.max) throw outOfRange(scalar, value, options, locate);
  if (!Number.isSafeInteger(value)) {
    throw failure(unsafeInteger, { type: options.label, actual: describeValue(value) }, locate());
  }
  return exact;
}

function outOfRange(scalar: Scalar, value: unknown, { label }: CoerceOptions, locate: Locate): StructwireError {
  const actual = describeValue(value);
  if (scalar.c === 'void *') return failure(integerTooLarge, { type: label, actual }, locate());
  return failure(integerOutOfRange, { type: label, min: scalar.min, max: scalar.max, actual }, locate());
}

/**
 * A `number`, a `bigint` or a `boolean`.
 *
 * @throws StructwireError `not-a-float`, `float-too-large`, `integer-too-large`.
 */
export function coerceFloat(scalar: Scalar, value: unknown, options: CoerceOptions, locate: Locate): number {
  const number = typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : bigintToNumber(value);
  if (number === undefined) throw refusedFloat(notAFloat, value, options, locate);
  if (!options.overflowToInfinity && Number.isFinite(number) && overflows(scalar.size, number)) {
    throw refusedFloat(typeof value === 'bigint' ? integerTooLarge : floatTooLarge, value, options, locate);
  }
  return number;
}

function refusedFloat(
  kind: typeof notAFloat | typeof integerTooLarge | typeof floatTooLarge,
  value: unknown,
  { label }: CoerceOptions,
  locate: Locate,
): StructwireError {
  return failure<(typeof kind)['code'], { type: string; actual: string }>(
    kind,
    { type: label, actual: describeValue(value) },
    locate(),
  );
}

function bigintToNumber(value: unknown): number | undefined {
  if (typeof value !== 'bigint') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function overflows(size: number, number: number): boolean {
  if (size === 2) return Math.abs(number) >= FLOAT16_OVERFLOW;
  return size === 4 && !Number.isFinite(Math.fround(number));
}

/**
 * One byte.
 *
 * @throws StructwireError `not-a-single-byte`
 */
export function coerceChar(_scalar: Scalar, value: unknown, { label }: CoerceOptions, locate: Locate): Uint8Array {
  if (isUint8Array(value) && value.length === 1) return value;
  throw failure(notASingleByte, { type: label, actual: describeValue(value) }, locate());
}

/** Python's `bool(value)`: NaN and every object are true, except empty containers. */
export function pythonTruth(value: unknown): boolean {
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'object' || value === null) return Boolean(value);
  if (Array.isArray(value)) return value.length > 0;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength > 0;
  return value instanceof Map || value instanceof Set ? value.size > 0 : true;
}
