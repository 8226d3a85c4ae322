import { AGREEMENT_CASES } from './agreement-errors.ts';
import { BUFFER_CASES } from './buffer-errors.ts';
import { C_CASES } from './c-errors.ts';
import { COLUMN_CASES } from './column-errors.ts';
import type { ErrorCase } from './error-case.ts';
import { FORMAT_CASES } from './format-errors.ts';
import { FRAMING_CASES } from './framing-errors.ts';
import { NETWORK_CASES } from './network-errors.ts';
import { RECORD_CASES } from './record-errors.ts';
import { SCHEMA_CASES } from './schema-errors.ts';
import { VALUE_CASES } from './value-errors.ts';
import { VIEW_CASES } from './view-errors.ts';

/** The cases of every domain, by code. A new domain is one more line. */
export const ERROR_CASES: Readonly<Record<string, readonly ErrorCase<object>[]>> = {
  ...FORMAT_CASES,
  ...VALUE_CASES,
  ...BUFFER_CASES,
  ...NETWORK_CASES,
  ...AGREEMENT_CASES,
  ...COLUMN_CASES,
  ...FRAMING_CASES,
  ...VIEW_CASES,
  ...RECORD_CASES,
  ...SCHEMA_CASES,
  ...C_CASES,
};

/** Codes whose cases are still to come. The list only ever gets shorter: a code with a case must leave it. */
export const AWAITED: readonly string[] = [];
