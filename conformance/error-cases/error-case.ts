import type { CodeOf, ContextOf } from '../../packages/structwire/src/errors/error-kind.ts';
import type { Backend } from '../backend.ts';

/** One way to meet an error code. What is left out must be absent from the error too. */
export interface ErrorCase<Context> {
  /** Throws the error, or returns a promise that rejects with it. */
  readonly trigger: (backend: Backend) => unknown;
  readonly path?: string;
  readonly offset?: number;
  readonly index?: number;
  /** The message, or the part of it before the place; for what CPython refuses too it contains CPython's text. */
  readonly message: string;
  /** Properties the context must have. */
  readonly context?: Partial<Context>;
}

/** At least one case for each kind of a module in `packages/structwire/src/errors`. */
export type ErrorCases<Kinds> = {
  readonly [Name in keyof Kinds as CodeOf<Kinds[Name]>]: readonly [
    ErrorCase<ContextOf<Kinds[Name]>>,
    ...ErrorCase<ContextOf<Kinds[Name]>>[],
  ];
};
