/**
 * One kind of failure: its append-only code and how its typed context reads as a sentence.
 * Kinds are separate constants, so a bundle holds only the texts of the failures it can meet.
 */
export interface ErrorKind<Code extends string, Context extends object> {
  readonly code: Code;
  readonly message: (context: Context) => string;
}

/** The code of a kind. */
export type CodeOf<Kind> = Kind extends ErrorKind<infer Code, never> ? Code : never;

/** The context that a kind carries. */
export type ContextOf<Kind> = Kind extends { readonly message: (context: infer Context) => string } ? Context : never;
