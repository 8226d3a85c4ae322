/**
 * Every error code, explained. To add a code:
 *
 * 1. add its kind to `packages/structwire/src/errors/<domain>-errors.ts` (a new file is also one line in `catalog.ts`);
 * 2. add its row to `scripts/error-docs/<domain>-errors.ts` (a new file is also one line in `KINDS` and in `DOCS` below);
 * 3. add a case that triggers it to `conformance/error-cases/<domain>-errors.ts` (a new file is also one line in
 *    `conformance/error-cases/error-cases.ts`);
 * 4. run `npm run docs:errors`, which writes `docs/errors.md`, and commit the page with the rest (also the way out of a
 *    merge conflict in it).
 *
 * A code without a row, and a row without a code, are compile errors here or in the file of the domain.
 */
import * as agreementErrors from '../packages/structwire/src/errors/agreement-errors.ts';
import * as bufferErrors from '../packages/structwire/src/errors/buffer-errors.ts';
import * as cErrors from '../packages/structwire/src/errors/c-errors.ts';
import type { ErrorCode } from '../packages/structwire/src/errors/catalog.ts';
import * as columnErrors from '../packages/structwire/src/errors/column-errors.ts';
import type { ErrorKind } from '../packages/structwire/src/errors/error-kind.ts';
import * as formatErrors from '../packages/structwire/src/errors/format-errors.ts';
import * as framingErrors from '../packages/structwire/src/errors/framing-errors.ts';
import * as networkErrors from '../packages/structwire/src/errors/network-errors.ts';
import * as recordErrors from '../packages/structwire/src/errors/record-errors.ts';
import * as schemaErrors from '../packages/structwire/src/errors/schema-errors.ts';
import * as valueErrors from '../packages/structwire/src/errors/value-errors.ts';
import * as viewErrors from '../packages/structwire/src/errors/view-errors.ts';
import { AGREEMENT_DOCS } from './error-docs/agreement-errors.ts';
import { BUFFER_DOCS } from './error-docs/buffer-errors.ts';
import { C_DOCS } from './error-docs/c-errors.ts';
import { COLUMN_DOCS } from './error-docs/column-errors.ts';
import type { ErrorDoc } from './error-docs/error-doc.ts';
import { FORMAT_DOCS } from './error-docs/format-errors.ts';
import { FRAMING_DOCS } from './error-docs/framing-errors.ts';
import { NETWORK_DOCS } from './error-docs/network-errors.ts';
import { RECORD_DOCS } from './error-docs/record-errors.ts';
import { SCHEMA_DOCS } from './error-docs/schema-errors.ts';
import { VALUE_DOCS } from './error-docs/value-errors.ts';
import { VIEW_DOCS } from './error-docs/view-errors.ts';

/** The modules of kinds, under their headings. */
const KINDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Formats: formatErrors,
  Values: valueErrors,
  'Buffers and offsets': bufferErrors,
  Records: recordErrors,
  'Schemas and layouts': schemaErrors,
  'C declarations': cErrors,
  Views: viewErrors,
  Columns: columnErrors,
  Framing: framingErrors,
  Connections: networkErrors,
  Agreement: agreementErrors,
};

const DOCS: Readonly<Record<ErrorCode, ErrorDoc<object>>> = {
  ...FORMAT_DOCS,
  ...VALUE_DOCS,
  ...RECORD_DOCS,
  ...SCHEMA_DOCS,
  ...C_DOCS,
  ...BUFFER_DOCS,
  ...NETWORK_DOCS,
  ...AGREEMENT_DOCS,
  ...COLUMN_DOCS,
  ...FRAMING_DOCS,
  ...VIEW_DOCS,
};

/** A code with its message and its row. */
export interface DocumentedError {
  /** What it is about, as a heading. */
  readonly domain: string;
  readonly code: ErrorCode;
  readonly message: (context: object) => string;
  readonly doc: ErrorDoc<object>;
}

/** All codes in alphabetical order. */
export function documentedErrors(): DocumentedError[] {
  const errors = Object.entries(KINDS).flatMap(([domain, module]) =>
    Object.values(module)
      .filter(isKind)
      .map(({ code, message }) => ({ domain, code, message, doc: DOCS[code] })),
  );
  return errors.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The headings, in the order of a reader's way. */
export function errorDomains(): string[] {
  return Object.keys(KINDS);
}

function isKind(value: unknown): value is ErrorKind<ErrorCode, object> {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
