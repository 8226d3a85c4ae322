import type { ErrorKind } from './error-kind.ts';

// `type` is what the user wrote for the field: a format code such as `H`, or a scalar name such as `u16`.

export const wrongValueCount: ErrorKind<
  'wrong-value-count',
  { operation: 'pack' | 'pack_into'; expected: number; actual: number }
> = {
  code: 'wrong-value-count',
  message: ({ operation, expected, actual }) => `${operation} expected ${expected} items for packing (got ${actual})`,
};

export const notAnInteger: ErrorKind<'not-an-integer', { type: string; actual: string }> = {
  code: 'not-an-integer',
  message: ({ type, actual }) => `required argument is not an integer: '${type}' got ${actual}`,
};

export const unsafeInteger: ErrorKind<'unsafe-integer', { type: string; actual: string }> = {
  code: 'unsafe-integer',
  message: ({ type, actual }) =>
    `'${type}' got ${actual}, which a number cannot hold exactly (beyond 2**53 - 1); pass a bigint`,
};

export const integerOutOfRange: ErrorKind<
  'integer-out-of-range',
  { type: string; min: bigint; max: bigint; actual: string }
> = {
  code: 'integer-out-of-range',
  message: ({ type, min, max, actual }) => `'${type}' format requires ${min} <= number <= ${max}, got ${actual}`,
};

export const integerTooLarge: ErrorKind<'integer-too-large', { type: string; actual: string }> = {
  code: 'integer-too-large',
  message: ({ type, actual }) => `int too large to convert: '${type}' got ${actual}`,
};

export const notAFloat: ErrorKind<'not-a-float', { type: string; actual: string }> = {
  code: 'not-a-float',
  message: ({ type, actual }) => `required argument is not a float: '${type}' got ${actual}`,
};

export const floatTooLarge: ErrorKind<'float-too-large', { type: string; actual: string }> = {
  code: 'float-too-large',
  message: ({ type, actual }) => `float too large to pack with ${type} format: got ${actual}`,
};

export const notABytesObject: ErrorKind<'not-a-bytes-object', { type: string; actual: string }> = {
  code: 'not-a-bytes-object',
  message: ({ type, actual }) => `argument for '${type}' must be a bytes object, got ${actual}`,
};

export const notASingleByte: ErrorKind<'not-a-single-byte', { type: string; actual: string }> = {
  code: 'not-a-single-byte',
  message: ({ type, actual }) => `char format requires a bytes object of length 1: '${type}' got ${actual}`,
};

export const textTooLong: ErrorKind<'text-too-long', { type: string; byteLength: number; max: number }> = {
  code: 'text-too-long',
  message: ({ type, byteLength, max }) =>
    `'${type}' holds at most ${max} bytes, the text takes ${byteLength} as UTF-8; pass bytes to have them cut`,
};

export const wrongByteLength: ErrorKind<'wrong-byte-length', { type: string; expected: number; actual: number }> = {
  code: 'wrong-byte-length',
  message: ({ type, expected, actual }) => `'${type}' takes exactly ${expected} bytes, got ${actual}`,
};

export const notARecord: ErrorKind<'not-a-record', { actual: string }> = {
  code: 'not-a-record',
  message: ({ actual }) => `expected an object with the record's fields, got ${actual}`,
};

export const notAnArray: ErrorKind<'not-an-array', { actual: string; expected: number | string }> = {
  code: 'not-an-array',
  message: ({ actual, expected }) => `expected an array of ${expected} elements, got ${actual}`,
};

export const missingField: ErrorKind<'missing-field', { field: string }> = {
  code: 'missing-field',
  message: ({ field }) => `the value has no field '${field}'`,
};

export const unknownEnumName: ErrorKind<'unknown-enum-name', { name: string; known: readonly string[] }> = {
  code: 'unknown-enum-name',
  message: ({ name, known }) =>
    `unknown name ${JSON.stringify(name)}, expected one of ${known.slice(0, 12).join(', ')}`,
};

export const notOneMember: ErrorKind<'not-one-member', { given: readonly string[]; known: readonly string[] }> = {
  code: 'not-one-member',
  message: ({ given, known }) =>
    `a union is written through exactly one of its members (${known.join(', ')}), got ${given.join(', ') || 'none'}`,
};
