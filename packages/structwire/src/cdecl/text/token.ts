import type { Source } from './source.ts';

/** A token of C, or a pragma (`text` is then what stands behind `#pragma`), or the end of the text. */
export interface Token {
  readonly kind: 'name' | 'number' | 'character' | 'string' | 'punctuator' | 'stray' | 'pragma' | 'end';
  readonly text: string;
  readonly source: Source;
  /** Index into `source.text`; that of the use of a macro for what came out of it. */
  readonly at: number;
  /** First of its line. */
  readonly startsLine: boolean;
  /** White space or a comment stands before it. */
  readonly isSpaced: boolean;
  /** The comments between the previous token and this one. */
  readonly comments: readonly Comment[];
  /** Name of a macro that stood inside its own expansion: it is not expanded again. */
  readonly isPainted: boolean;
  /** Whether this token is there depends on something that a missing header may say. */
  undecided: Undecided | null;
  /** Whether something stands before this token depends on what a missing header may say. */
  undecidedGap: Undecided | null;
}

/** A name that was taken as not defined, although a header that is missing may define it. */
export interface Undecided {
  readonly name: string;
  readonly include: string;
  readonly token: Token;
}

/** A comment, without its signs. */
export interface Comment {
  readonly text: string;
  /** Indices into the text of the source: of its first character, and behind its last one. */
  readonly at: number;
  readonly end: number;
}

/** Whether a token is this name or punctuator. */
export function isText(token: Token | undefined, text: string): boolean {
  return token !== undefined && token.text === text && (token.kind === 'name' || token.kind === 'punctuator');
}

/** A token as messages call it. */
export function describeToken(token: Token): string {
  if (token.kind === 'end') return 'the end of the text';
  if (token.kind === 'pragma') return '#pragma';
  return `'${token.text.length > 40 ? `${token.text.slice(0, 40)}...` : token.text}'`;
}
