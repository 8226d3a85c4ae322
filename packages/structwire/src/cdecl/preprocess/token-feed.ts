import type { Source } from '../text/source.ts';
import { isText, type Token, type Undecided } from '../text/token.ts';
import type { Macro } from './macro.ts';

/** What tokens are read from at the moment. */
interface Frame {
  readonly tokens: readonly Token[];
  next: number;
  /** The file they are the text of; `null` for those of an expansion. */
  readonly source: Source | null;
  /** The macro they are the expansion of. */
  readonly macro: Macro | null;
}

/** What a feed does with the directives of files. */
export interface DirectiveHandler {
  /** Obeys one directive: the tokens of its line, without the `#`. */
  readonly directive: (hash: Token, line: readonly Token[]) => void;
  /** Whether a condition leaves out the text that comes now. */
  readonly isSkipping: () => boolean;
  /** What the text that comes now depends on. */
  readonly undecided: () => Undecided | null;
  /** What the text left out just before depends on; asked once. */
  readonly takeGap: () => Undecided | null;
  /** A file has come to its end. */
  readonly fileEnds: (source: Source) => void;
}

/** The tokens of files and, within them, of the expansions of macros: the last one that was put in is read first. */
export class TokenFeed {
  readonly #frames: Frame[] = [];
  readonly #handler: DirectiveHandler | null;

  constructor(handler: DirectiveHandler | null) {
    this.#handler = handler;
  }

  /** How many files are being read, one out of the other. */
  get fileDepth(): number {
    return this.#frames.filter((frame) => frame.source !== null).length;
  }

  pushFile(source: Source, tokens: readonly Token[]): void {
    this.#frames.push({ tokens, next: 0, source, macro: null });
  }

  /** Puts tokens in front; while those of a macro are read, it is not expanded again. */
  push(tokens: readonly Token[], macro: Macro | null = null): void {
    if (macro !== null) macro.isBusy = true;
    this.#frames.push({ tokens, next: 0, source: null, macro });
  }

  /** The next token, directives obeyed and skipped text left out; `null` at the end of everything. */
  next(): Token | null {
    for (;;) {
      const frame = this.#frames.at(-1);
      if (frame === undefined) return null;
      const token = frame.tokens[frame.next++];
      if (token === undefined) this.#pop();
      else if (frame.source === null || this.#handler === null) return token;
      else if (token.startsLine && isText(token, '#')) this.#handler.directive(token, restOfLine(frame));
      else if (!this.#handler.isSkipping()) return marked(token, this.#handler);
    }
  }

  /** Leaves out what has not been read. */
  close(): void {
    while (this.#frames.length > 0) this.#pop();
  }

  #pop(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    if (frame.macro !== null) frame.macro.isBusy = false;
    if (frame.source !== null) this.#handler?.fileEnds(frame.source);
  }
}

function restOfLine(frame: Frame): Token[] {
  const start = frame.next;
  while (frame.next < frame.tokens.length && !frame.tokens[frame.next]?.startsLine) frame.next++;
  return frame.tokens.slice(start, frame.next);
}

function marked(token: Token, handler: DirectiveHandler): Token {
  token.undecided = handler.undecided();
  token.undecidedGap = handler.takeGap();
  return token;
}
