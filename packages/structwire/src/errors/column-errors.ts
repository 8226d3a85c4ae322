import type { ErrorKind } from './error-kind.ts';

// Mistakes with columns: what a layout has no columns for, and arrays that do not fit.

export const noColumns: ErrorKind<'no-columns', { kind: string; reason: string }> = {
  code: 'no-columns',
  message: ({ kind, reason }) => `no columns for a layout of kind '${kind}': ${reason}`,
};

export const columnNameTaken: ErrorKind<'column-name-taken', { column: string }> = {
  code: 'column-name-taken',
  message: ({ column }) => `two columns would be called ${JSON.stringify(column)}`,
};

export const unknownColumn: ErrorKind<'unknown-column', { column: string; known: readonly string[] }> = {
  code: 'unknown-column',
  message: ({ column, known }) =>
    `unknown column ${JSON.stringify(column)}, expected one of ${known.slice(0, 12).join(', ')}`,
};

export const missingColumn: ErrorKind<'missing-column', { column: string }> = {
  code: 'missing-column',
  message: ({ column }) => `the column ${JSON.stringify(column)} is missing`,
};

export const wrongColumnType: ErrorKind<'wrong-column-type', { column: string; expected: string; actual: string }> = {
  code: 'wrong-column-type',
  message: ({ column, expected, actual }) =>
    `the column ${JSON.stringify(column)} must be a ${expected}, got ${actual}`,
};

export const wrongColumnLength: ErrorKind<
  'wrong-column-length',
  { column: string; expected: number; actual: number; width: number }
> = {
  code: 'wrong-column-length',
  message: ({ column, expected, actual, width }) =>
    `the column ${JSON.stringify(column)} must have ${expected} elements (${width} for each record), it has ${actual}`,
};

export const columnsOverlap: ErrorKind<'columns-overlap', { column: string; other: string }> = {
  code: 'columns-overlap',
  message: ({ column, other }) =>
    `the column ${JSON.stringify(column)} shares memory with ${other}, which one pass would overwrite while it reads`,
};

export const resizableMemory: ErrorKind<'resizable-memory', { what: string }> = {
  code: 'resizable-memory',
  message: ({ what }) => `${what} lies in a resizable buffer; results are written to buffers of fixed length only`,
};

export const detachedMemory: ErrorKind<'detached-memory', { what: string }> = {
  code: 'detached-memory',
  message: ({ what }) => `the buffer of ${what} is detached: it was transferred to another thread or owner`,
};

export const badColumnOption: ErrorKind<'bad-column-option', { option: string; expected: string; actual: string }> = {
  code: 'bad-column-option',
  message: ({ option, expected, actual }) => `${option} must be ${expected}, got ${actual}`,
};
