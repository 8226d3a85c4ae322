import type * as agreementErrors from './agreement-errors.ts';
import type * as bufferErrors from './buffer-errors.ts';
import type * as cErrors from './c-errors.ts';
import type * as columnErrors from './column-errors.ts';
import type { CodeOf, ContextOf, ErrorKind } from './error-kind.ts';
import type * as formatErrors from './format-errors.ts';
import type * as framingErrors from './framing-errors.ts';
import type * as networkErrors from './network-errors.ts';
import type * as recordErrors from './record-errors.ts';
import type * as schemaErrors from './schema-errors.ts';
import type * as valueErrors from './value-errors.ts';
import type * as viewErrors from './view-errors.ts';

/** Every kind of failure, by the name of its constant; a new file of kinds is one more line here. */
type Kinds = typeof formatErrors &
  typeof valueErrors &
  typeof bufferErrors &
  typeof networkErrors &
  typeof agreementErrors &
  typeof columnErrors &
  typeof recordErrors &
  typeof schemaErrors &
  typeof framingErrors &
  typeof viewErrors &
  typeof cErrors;

type AnyKind = Extract<Kinds[keyof Kinds], ErrorKind<string, never>>;

/** Every error code. Codes are never renamed and never reused. */
export type ErrorCode = CodeOf<AnyKind>;

/** The typed context that an error with this code carries. */
export type ErrorContext<Code extends ErrorCode> = ContextOf<Extract<AnyKind, { readonly code: Code }>>;
