import type { ErrorKind } from './error-kind.ts';

// Mistakes in a layout or a schema, found before any value or byte.

export const invalidLayout: ErrorKind<'invalid-layout', { problem: string }> = {
  code: 'invalid-layout',
  message: ({ problem }) => problem,
};

export const unknownField: ErrorKind<'unknown-field', { field: string; problem: string }> = {
  code: 'unknown-field',
  message: ({ field, problem }) => `'${field}' ${problem}`,
};

export const badLimit: ErrorKind<'bad-limit', { limit: string; actual: string; max: number }> = {
  code: 'bad-limit',
  message: ({ limit, actual, max }) => `${limit} takes a whole number from 0 to ${max}, got ${actual}`,
};

export const notDelimited: ErrorKind<'not-delimited', object> = {
  code: 'not-delimited',
  message: () => 'the end of such a record is the end of its input: a stream of them needs framing',
};
