import type { ErrorKind } from './error-kind.ts';

// What can be wrong with a value or the bytes of a record with variable parts. Counts are bytes unless said.

export const beyondItsLength: ErrorKind<'beyond-its-length', { needed: number; available: number }> = {
  code: 'beyond-its-length',
  message: ({ needed, available }) =>
    `${needed} bytes are needed here, the length of what it stands in leaves ${available}`,
};

export const leftoverBytes: ErrorKind<'leftover-bytes', { length: number; used: number }> = {
  code: 'leftover-bytes',
  message: ({ length, used }) => `the value takes ${used} of the ${length} bytes that its length gives it`,
};

export const badLength: ErrorKind<'bad-length', { actual: string }> = {
  code: 'bad-length',
  message: ({ actual }) => `${actual} cannot be a length or count`,
};

export const lengthDisagrees: ErrorKind<'length-disagrees', { field: string; stated: string; actual: string }> = {
  code: 'length-disagrees',
  message: ({ field, stated, actual }) => `'${field}' says ${stated}, but it is ${actual}`,
};

export const arrayTooLong: ErrorKind<'array-too-long', { count: number; limit: number }> = {
  code: 'array-too-long',
  message: ({ count, limit }) => `${count} elements are more than the limit maxArrayLength of ${limit}`,
};

export const recordTooLarge: ErrorKind<'record-too-large', { size: number; limit: number }> = {
  code: 'record-too-large',
  message: ({ size, limit }) => `the record takes ${size} bytes or more, the limit maxRecordSize is ${limit}`,
};

export const tooDeep: ErrorKind<'too-deep', { limit: number }> = {
  code: 'too-deep',
  message: ({ limit }) => `values are nested deeper than the limit maxDepth of ${limit}`,
};

export const emptyElement: ErrorKind<'empty-element', object> = {
  code: 'empty-element',
  message: () => 'an element of no bytes: as many as one likes fit before the end',
};

export const constantDiffers: ErrorKind<'constant-differs', { expected: string; actual: string }> = {
  code: 'constant-differs',
  message: ({ expected, actual }) => `expected ${expected}, got ${actual}`,
};

export const checksumDiffers: ErrorKind<
  'checksum-differs',
  { algorithm: string; stored: string; computed: string; start: number; end: number }
> = {
  code: 'checksum-differs',
  message: ({ algorithm, stored, computed, start, end }) =>
    `the ${algorithm} of the bytes from ${start} to ${end} is ${computed}, the record says ${stored}`,
};

export const invalidText: ErrorKind<'invalid-text', { encoding: string; actual: string }> = {
  code: 'invalid-text',
  message: ({ encoding, actual }) => `not valid ${encoding}: ${actual}`,
};

export const unterminatedText: ErrorKind<'unterminated-text', { max: number }> = {
  code: 'unterminated-text',
  message: ({ max }) => `no terminating NUL within the first ${max} bytes`,
};

export const notText: ErrorKind<'not-text', { actual: string }> = {
  code: 'not-text',
  message: ({ actual }) => `expected a string, got ${actual}`,
};

export const textNotEncodable: ErrorKind<
  'text-not-encodable',
  { encoding: string; character: string; position: number }
> = {
  code: 'text-not-encodable',
  message: ({ encoding, character, position }) => `${encoding} text cannot hold ${character} (position ${position})`,
};

export const textDoesNotFit: ErrorKind<
  'text-does-not-fit',
  { encoding: string; byteLength: number; max: number; exact: boolean }
> = {
  code: 'text-does-not-fit',
  message: ({ encoding, byteLength, max, exact }) =>
    `the text takes ${byteLength} bytes as ${encoding}, ${exact ? 'it must be' : 'there is room for'} ${max}`,
};

export const varintMalformed: ErrorKind<'varint-malformed', { bits: number; problem: 'over-long' | 'too-large' }> = {
  code: 'varint-malformed',
  message: ({ bits, problem }) =>
    problem === 'over-long'
      ? 'a variable-length integer in a longer form than needed'
      : `a variable-length integer that ${bits} bits do not hold`,
};

export const unknownTag: ErrorKind<'unknown-tag', { tag: string; known: readonly string[] }> = {
  code: 'unknown-tag',
  message: ({ tag, known }) => `no case for the tag ${tag}, known are ${known.slice(0, 12).join(', ')}`,
};

export const tagDisagrees: ErrorKind<'tag-disagrees', { field: string; stated: string; tag: string }> = {
  code: 'tag-disagrees',
  message: ({ field, stated, tag }) => `the value has the tag ${tag}, but '${field}' says ${stated}`,
};

export const notATaggedValue: ErrorKind<'not-a-tagged-value', { actual: string }> = {
  code: 'not-a-tagged-value',
  message: ({ actual }) => `expected { tag, value } of a union, got ${actual}`,
};

export const presenceDisagrees: ErrorKind<'presence-disagrees', { field: string; isGiven: boolean }> = {
  code: 'presence-disagrees',
  message: ({ field, isGiven }) =>
    isGiven ? `a value is given, but '${field}' says there is none` : `no value is given, but '${field}' asks for one`,
};

export const notADate: ErrorKind<'not-a-date', { actual: string }> = {
  code: 'not-a-date',
  message: ({ actual }) => `expected a valid Date, got ${actual}`,
};

export const dateOutOfRange: ErrorKind<'date-out-of-range', { count: string; unit: string }> = {
  code: 'date-out-of-range',
  message: ({ count, unit }) => `${count} ${unit} is a time that no Date holds`,
};

export const unknownFlags: ErrorKind<'unknown-flags', { bits: string }> = {
  code: 'unknown-flags',
  message: ({ bits }) => `bits are set that have no name: ${bits}`,
};

export const transformFailed: ErrorKind<'transform-failed', { id: string; reason: string }> = {
  code: 'transform-failed',
  // What follows the name in an id only tells transformations of the same name apart.
  message: ({ id, reason }) => `the transformation '${id.replace(/#\d+$/, '')}' failed: ${reason}`,
};
