import type * as recordErrors from '../../packages/structwire/src/errors/record-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const RECORD_DOCS: ErrorDocs<typeof recordErrors> = {
  'beyond-its-length': {
    cause: 'A value goes on past the end of the run of bytes that a length field, a prefix or a fixed size gives it.',
    cure: 'The length is wrong, or the value is longer than its slot: more bytes will not help. Check how the length counts (see `plus` and `times`).',
    example: { needed: 4, available: 2 },
  },
  'leftover-bytes': {
    cause: 'A value ends before the run of bytes that its length gives it.',
    cure: 'Add what is missing to the schema, a `rest` field for example, or let `sized` ignore leftovers.',
    example: { length: 8, used: 6 },
  },
  'bad-length': {
    cause: 'A count or length is negative after its adjustment, or beyond 2**53 - 1.',
    cure: 'The bytes are no such record, or `plus` and `times` of the length do not describe how it counts.',
    example: { actual: '-2' },
  },
  'length-disagrees': {
    cause: 'A count or length field says something else than what is there.',
    cure: 'Declare the field with `countOf` or `lengthOf`: encoding then works it out. While decoding, the sender is wrong.',
    example: { field: 'count', stated: '3', actual: '2' },
  },
  'array-too-long': {
    cause: 'An array says that it has more elements than the limit allows, or it has that many elements of no bytes.',
    cure: 'Raise `limits.maxArrayLength` of the codec if such arrays are real.',
    example: { count: 4294967295, limit: 1048576 },
  },
  'record-too-large': {
    cause: 'A record in a stream is longer than the limit allows; nothing was kept of it.',
    cure: 'Raise `limits.maxRecordSize` of the codec if such records are real.',
    example: { size: 4294967299, limit: 1048576 },
  },
  'too-deep': {
    cause: 'A recursive value is nested deeper than the limit allows, or contains itself.',
    cure: 'Raise `limits.maxDepth` of the codec if values are that deep (the call stack bears some hundred levels); break the cycle in the value that is encoded.',
    example: { limit: 64 },
  },
  'empty-element': {
    cause: 'Elements fill the bytes to the end, and one of them takes none: there would be no end of them.',
    cure: 'Give the array a count, or its elements at least one byte.',
    example: {},
  },
  'constant-differs': {
    cause: 'A magic number or another constant is not what the record must have there.',
    cure: 'The bytes are of another format or version, or the stream is out of step. Leave constants out when encoding.',
    example: { expected: '25365', actual: '0' },
  },
  'checksum-differs': {
    cause:
      'The checksum in the record is not that of its bytes: they were damaged, or the checksum covers another range.',
    cure: 'If it happens to every record, check algorithm, range and byte order; else ask for the record again.',
    example: { algorithm: 'crc32', stored: '0x00000000', computed: '0xcbf43926', start: 0, end: 9 },
  },
  'invalid-text': {
    cause: 'Bytes of a text field are no text in its encoding.',
    cure: "Check the encoding; with `invalid: 'replace'` they come back with U+FFFD where they are wrong.",
    example: { encoding: 'utf8', actual: '2 bytes c328' },
  },
  'unterminated-text': {
    cause: 'A text that ends at a NUL has none within its longest length.',
    cure: 'The bytes are no such text, or `max` is too small.',
    example: { max: 16 },
  },
  'not-text': {
    cause: 'A text field got something else than a string.',
    cure: 'Pass a string; use `bytes` for raw bytes.',
    example: { actual: '7' },
  },
  'text-not-encodable': {
    cause:
      'A text has a character that its encoding does not have: above U+007F in ASCII, above U+00FF in Latin-1, half of a surrogate pair, or a NUL in a text that ends at one.',
    cure: 'Use a wider encoding, or replace the character.',
    example: { encoding: 'ascii', character: '"é"', position: 3 },
  },
  'text-does-not-fit': {
    cause: 'A text takes more bytes than its field has, or not exactly as many where it is not padded.',
    cure: 'Shorten the text; characters may take several bytes. Nothing is ever cut silently.',
    example: { encoding: 'utf8', byteLength: 6, max: 4, exact: false },
  },
  'varint-malformed': {
    cause: 'A variable-length integer ends in a superfluous zero byte, or has bits beyond its width.',
    cure: 'The bytes are no such integer: the stream is out of step, or the sender does not write the shortest form.',
    example: { bits: 32, problem: 'over-long' },
  },
  'unknown-tag': {
    cause:
      'A union has no case for this tag, and unknown ones are refused (or the value claims a case that is not there).',
    cure: 'Add the case, or keep unknown ones as raw bytes.',
    example: { tag: '99', known: ['1', '2'] },
  },
  'tag-disagrees': {
    cause: "The value of a union has another tag than the field that names the union's case.",
    cure: 'Declare the field with `tagOf`: encoding then takes it from the value.',
    example: { field: 'type', stated: '1', tag: '2' },
  },
  'not-a-tagged-value': {
    cause: 'A union got a value that is not `{ tag, value }` (or `{ tag: null, actual, value }` for an unknown tag).',
    cure: 'Say which case the value is of.',
    example: { actual: '7' },
  },
  'presence-disagrees': {
    cause: 'An optional value is given although its flag says that there is none, or the other way round.',
    cure: 'Declare the flag with `presenceOf`, or set it to match.',
    example: { field: 'flags.hasName', isGiven: true },
  },
  'not-a-date': {
    cause: 'A timestamp got something else than a valid `Date`.',
    cure: "Pass a `Date`, or let the timestamp show its number (`as: 'number'`).",
    example: { actual: '"today"' },
  },
  'date-out-of-range': {
    cause: 'A timestamp is farther from 1970 than a `Date` reaches (8.64e15 milliseconds).',
    cure: "Check the unit, or let the timestamp show its number (`as: 'number'`).",
    example: { count: '18446744073709551615n', unit: 'ms' },
  },
  'unknown-flags': {
    cause: 'Bits are set that have no name, where such bits must be zero; or `others` holds a bit that has a name.',
    cure: 'Name the bits, or keep the others in a property of the value.',
    example: { bits: '0x80' },
  },
  'transform-failed': {
    cause: 'A function of a `transform` threw; what it threw is the `cause` of the error.',
    cure: 'Mend the function, or the value it was given.',
    example: { id: 'ipv4', reason: 'not an address' },
  },
};
