import type * as columnErrors from '../../packages/structwire/src/errors/column-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const COLUMN_DOCS: ErrorDocs<typeof columnErrors> = {
  'no-columns': {
    cause:
      'Columns need records of one size with values that are numbers, flags or bytes; this layout has other parts.',
    cure: 'Decode such records one by one, or leave the named part out of the layout that the columns are made from.',
    example: { kind: 'record', reason: 'its records differ in size' },
  },
  'column-name-taken': {
    cause: 'The names of nested fields are joined with dots, and two of them come out the same.',
    cure: 'Rename one of the fields: a name with a dot in it is usually the reason.',
    example: { column: 'header.id' },
  },
  'unknown-column': {
    cause: '`fields` or `into` names a column that the layout does not have.',
    cure: 'Use the names in `codec.columns`; fields of nested records are called `outer.inner`.',
    example: { column: 'tiem', known: ['time', 'value'] },
  },
  'missing-column': {
    cause: 'Encoding needs every column of the layout, and this one was not given.',
    cure: 'Give it; a column of zeros is what `codec.allocate(count)` makes.',
    example: { column: 'value' },
  },
  'wrong-column-type': {
    cause: 'The array is not of the type that holds the column.',
    cure: 'Use the type in `codec.columns`, or arrays that `decode` or `allocate` made.',
    example: { column: 'id', expected: 'Uint32Array', actual: 'Float64Array' },
  },
  'wrong-column-length': {
    cause: 'Decoding found no room for all rows in the array, or the columns to encode have different numbers of rows.',
    cure: 'Give every column as many elements as there are records times its `width`.',
    example: { column: 'samples', expected: 32, actual: 31, width: 16 },
  },
  'columns-overlap': {
    cause: 'An array that is written lies in the same memory as the records, or as another column.',
    cure: 'Use arrays that have no byte in common with each other or with the input.',
    example: { column: 'id', other: 'the input' },
  },
  'resizable-memory': {
    cause: 'An array that is written lies in a resizable buffer, which could shrink under it.',
    cure: 'Use a buffer of fixed length; input may be resizable.',
    example: { what: "the column 'id'" },
  },
  'detached-memory': {
    cause: 'The buffer was transferred, for example with `postMessage`, and this reference to it is empty now.',
    cure: 'Take a new buffer, or the one that came back.',
    example: { what: 'the input' },
  },
  'bad-column-option': {
    cause: 'A number that says which records are meant is no whole number, or too small.',
    cure: 'Count `start` and `stride` in bytes and `count` in records; a stride is at least the size of a record.',
    example: { option: 'stride', expected: 'a whole number of at least 12', actual: '8' },
  },
};
