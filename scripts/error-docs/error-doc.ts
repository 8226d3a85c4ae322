import type { CodeOf, ContextOf } from '../../packages/structwire/src/errors/error-kind.ts';

/** What the reference page says about one error code. */
export interface ErrorDoc<Context> {
  /** What the user did, or what happened, in one or two sentences. */
  readonly cause: string;
  /** What to do about it. */
  readonly cure: string;
  /** A typical context: the page shows the message it makes. */
  readonly example: Context;
}

/** One row for each kind of a module in `packages/structwire/src/errors`: a missing or superfluous one does not compile. */
export type ErrorDocs<Kinds> = {
  readonly [Name in keyof Kinds as CodeOf<Kinds[Name]>]: ErrorDoc<ContextOf<Kinds[Name]>>;
};
