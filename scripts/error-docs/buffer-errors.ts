import type * as bufferErrors from '../../packages/structwire/src/errors/buffer-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const BUFFER_DOCS: ErrorDocs<typeof bufferErrors> = {
  'not-a-buffer': {
    cause: 'A buffer was expected and something else came, such as a string or a plain array.',
    cure: 'Pass a `Uint8Array`, any other typed array, a `DataView`, an `ArrayBuffer` or a `SharedArrayBuffer`.',
    example: { type: 'string', isTarget: false },
  },
  'wrong-buffer-size': {
    cause: '`unpack` takes a buffer of exactly one record, and this one is longer or shorter.',
    cure: 'Use `unpackFrom` for a record inside a longer buffer, and `iterUnpack` for several records.',
    example: { expected: 12, actual: 11 },
  },
  'buffer-not-multiple': {
    cause: '`iterUnpack` takes a whole number of records, and bytes are left over.',
    cure:
      'Pass `buffer.subarray(0, n)` with a whole number of records. A native format has no padding at its end: end it ' +
      'with `0` and the widest code (`ib0i`) for the stride of a C array.',
    example: { size: 5, actual: 12 },
  },
  'iterate-empty-struct': {
    cause: 'The format describes no bytes, so a buffer would hold endlessly many records.',
    cure: 'Use a format with at least one byte.',
    example: {},
  },
  'offset-not-integer': {
    cause: 'An offset is not an integer.',
    cure: 'Pass an integral number.',
    example: { type: 'float' },
  },
  'offset-too-large': {
    cause: 'An offset is beyond 64 bits, so it cannot be one in CPython either.',
    cure: 'Look for the computation that made the offset: no buffer is that long.',
    example: { operation: 'pack_into', offset: 1e300 },
  },
  'offset-out-of-range': {
    cause:
      'A negative offset of `packInto` or `unpackFrom` counts from the end of the buffer, and this one goes beyond its ' +
      'start; the methods of a codec (`encodeInto`, `decodeFrom`, `decodeMany`) take no negative offsets at all.',
    cure: 'Use an offset from `-buffer.length` on, or from 0 on with a codec.',
    example: { offset: -5, bufferSize: 4 },
  },
  'no-space-at-offset': {
    cause: 'A negative offset is so near to the end of the buffer that the record does not fit behind it.',
    cure: 'Use an offset of at most `-size`: that is the last place where the record fits.',
    example: { size: 4, offset: -2 },
  },
  'not-enough-data-at-offset': {
    cause: 'A negative offset is so near to the end of the buffer that no whole record stands behind it.',
    cure: 'Use an offset of at most `-size`: there the last record of the buffer starts.',
    example: { size: 4, offset: -2 },
  },
  'pack-buffer-too-small': {
    cause: 'The record does not fit into the buffer at this offset.',
    cure: 'Use a larger buffer or a smaller offset; nothing was written.',
    example: { size: 4, offset: 2, bufferSize: 5 },
  },
  'unpack-buffer-too-small': {
    cause: 'The buffer ends inside the record at this offset.',
    cure: 'Wait for more bytes, or correct the offset.',
    example: { size: 4, offset: 2, bufferSize: 5 },
  },
  'input-too-short': {
    cause: 'The bytes end inside the record.',
    cure: 'Wait for the rest of the record; on a stream the connection does that for you.',
    example: { needed: 12, available: 7 },
  },
  'input-too-long': {
    cause: '`decode` takes exactly one record, and bytes are left over.',
    cure: 'Use `decodeFrom` for a record inside a longer buffer, and `decodeMany` for several records.',
    example: { size: 12, available: 24 },
  },
  'output-too-small': {
    cause: 'The record does not fit into the target from this offset on.',
    cure: 'Use a larger target; nothing was written.',
    example: { needed: 12, available: 8 },
  },
  'out-of-memory': {
    cause: 'The engine has no array of this length, or no memory left for it; `cause` is its own error.',
    cure: 'Describe one smaller record and use it several times, or pack parts into buffers of your own.',
    example: { size: 1099511627776 },
  },
};
