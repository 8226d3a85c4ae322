/** What a compiler says about one program. */
export interface Verdict {
  /** How many types the checker made from generic ones: its work, and the same number on every machine. */
  readonly instantiations: number;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Diagnostic {
  /** Line in the program, from 1. */
  readonly line: number;
  readonly message: string;
}
