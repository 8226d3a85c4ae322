import type * as valueErrors from '../../packages/structwire/src/errors/value-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const VALUE_DOCS: ErrorDocs<typeof valueErrors> = {
  'wrong-value-count': {
    cause: 'More or fewer values were passed than the format describes.',
    cure: 'Pass one value for each code and each count (`3H` takes three); `10s` and `0s` take one, `x` and `0H` none.',
    example: { operation: 'pack', expected: 2, actual: 1 },
  },
  'not-an-integer': {
    cause: 'An integer field got something else: a fraction, NaN, an infinity, text, `undefined`.',
    cure: 'Pass an integral `number`, a `bigint` or a `boolean`; round a fraction yourself, so that it is clear which way.',
    example: { type: 'H', actual: '1.5' },
  },
  'unsafe-integer': {
    cause: 'A 64-bit field got a `number` beyond 2**53 - 1: its last digits may already be wrong.',
    cure: 'Pass a `bigint` and compute it as one from the start.',
    example: { type: 'Q', actual: '9007199254740992' },
  },
  'integer-out-of-range': {
    cause: 'The integer does not fit the size and sign of the field. Nothing is ever wrapped or clamped.',
    cure: 'Use a wider code, or correct the value; `context.min` and `context.max` are the limits.',
    example: { type: 'H', min: 0n, max: 65535n, actual: '70000' },
  },
  'integer-too-large': {
    cause: 'An integer is beyond what a pointer (`P`), or a float field that was given a `bigint`, can hold.',
    cure: 'Pass an address that fits the pointer size, or a smaller integer.',
    example: { type: 'P', actual: '18446744073709551616n' },
  },
  'not-a-float': {
    cause: 'A float field got something else than a number, or a `bigint` beyond the range of float64.',
    cure: 'Pass a `number` (NaN and the infinities are fine), a `bigint` or a `boolean`.',
    example: { type: 'f', actual: '"2.7"' },
  },
  'float-too-large': {
    cause: 'A finite number rounds to infinity in the field: from 65520 in `e`, from 2**128 - 2**103 in `f`.',
    cure: 'Use a wider code, or pass `Infinity` if that is meant.',
    example: { type: 'e', actual: '65520' },
  },
  'not-a-bytes-object': {
    cause: 'An `s`, `p` or bytes field got something else than bytes or text.',
    cure: 'Pass a `Uint8Array`, or a string, which is written as UTF-8.',
    example: { type: 's', actual: '7' },
  },
  'not-a-single-byte': {
    cause: 'A `c` field got something else than exactly one byte.',
    cure: 'Pass a `Uint8Array` of length 1; for several bytes use `s`.',
    example: { type: 'c', actual: '2 bytes 6162' },
  },
  'text-too-long': {
    cause:
      'The UTF-8 form of a string is longer than the field. Text is never cut, because that could split a character.',
    cure: 'Use a longer field or a shorter text; bytes (a `Uint8Array`) are cut as in Python.',
    example: { type: 's', byteLength: 3, max: 2 },
  },
  'wrong-byte-length': {
    cause: 'A bytes field of exact length got another number of bytes.',
    cure: 'Pass exactly that many bytes; pad or cut them yourself, so that it is clear on which side.',
    example: { type: 'bytes', expected: 6, actual: 4 },
  },
  'not-a-record': {
    cause: 'A record or union got something that has no fields.',
    cure: 'Pass an object with the fields of the layout.',
    example: { actual: '7' },
  },
  'not-an-array': {
    cause: 'An array field got something that is no array, or an array of another length.',
    cure: 'Pass an array, or a typed array, of exactly the declared length.',
    example: { actual: '2 of them', expected: 3 },
  },
  'missing-field': {
    cause: 'The value has no such field, or it is `undefined`.',
    cure: 'Give every field a value; inherited properties of `Object` do not count.',
    example: { field: 'id' },
  },
  'unknown-enum-name': {
    cause: 'An enum field got a name that the enum does not have.',
    cure: 'Use one of the declared names, or the integer itself.',
    example: { name: 'purple', known: ['red', 'green', 'blue'] },
  },
  'not-one-member': {
    cause: 'The value of a union has no member, or more than one: its members share the same bytes.',
    cure: 'Pass an object with exactly one of the members.',
    example: { given: ['bits', 'value'], known: ['bits', 'value'] },
  },
};
