import { BUFFER_CASES } from './buffer-errors.ts';
import { COLUMN_CASES } from './column-errors.ts';
import type { ErrorCase } from './error-case.ts';
import { FORMAT_CASES } from './format-errors.ts';
import { FRAMING_CASES } from './framing-errors.ts';
import { NETWORK_CASES } from './network-errors.ts';
import { VALUE_CASES } from './value-errors.ts';
import { VIEW_CASES } from './view-errors.ts';

/** The cases of every domain, by code. A new domain is one more line. */
export const ERROR_CASES: Readonly<Record<string, readonly ErrorCase<object>[]>> = {
  ...FORMAT_CASES,
  ...VALUE_CASES,
  ...BUFFER_CASES,
  ...NETWORK_CASES,
  ...COLUMN_CASES,
  ...FRAMING_CASES,
  ...VIEW_CASES,
};

/** Codes whose cases are still to come. The list only ever gets shorter: a code with a case must leave it. */
export const AWAITED: readonly string[] = [
  'beyond-its-length',
  'leftover-bytes',
  'bad-length',
  'length-disagrees',
  'array-too-long',
  'record-too-large',
  'too-deep',
  'empty-element',
  'constant-differs',
  'checksum-differs',
  'invalid-text',
  'unterminated-text',
  'not-text',
  'text-not-encodable',
  'text-does-not-fit',
  'varint-malformed',
  'unknown-tag',
  'tag-disagrees',
  'not-a-tagged-value',
  'presence-disagrees',
  'not-a-date',
  'date-out-of-range',
  'unknown-flags',
  'transform-failed',
  'invalid-layout',
  'unknown-field',
  'bad-limit',
  'not-delimited',
];
