import { cLimit, cSyntax } from '../../errors/c-errors.ts';
import { failureOn } from './failure-at.ts';
import { describeToken, isText, type Token } from './token.ts';

const DEEPEST_NESTING = 200;
/** Tokens are passed a second time where a declaration was refused; a text that asks for more than this never ends. */
const MOST_PASSES = 100;

/** A place in a list of tokens that moves forward. The last token is the end and is never passed. */
export class TokenCursor {
  readonly tokens: readonly Token[];
  /** Index of the token that comes next. */
  position = 0;
  #depth = 0;
  #steps = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** The token that comes next, or one behind it. */
  peek(ahead = 0): Token {
    return (this.tokens[this.position + ahead] ?? this.tokens.at(-1)) as Token; // there is always an end
  }

  /** The token that came last. */
  get previous(): Token {
    return (this.tokens[this.position - 1] ?? this.tokens[0]) as Token; // there is always an end
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.position++;
    this.charge(1);
    return token;
  }

  /** How many tokens have been passed, or looked at from afar. */
  get steps(): number {
    return this.#steps;
  }

  /** Counts tokens that were looked at without passing them here. */
  charge(steps: number): void {
    this.#steps += steps;
    const limit = MOST_PASSES * (this.tokens.length + MOST_PASSES);
    if (this.#steps > limit) throw failureOn(cLimit, this.peek(), { what: 'steps through the text', limit });
  }

  /** Whether this name or punctuator comes next. */
  is(text: string, ahead = 0): boolean {
    return isText(this.peek(ahead), text);
  }

  /** Passes this name or punctuator if it comes next. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  /** Passes this name or punctuator, or fails. */
  expect(text: string, where = ''): Token {
    if (this.is(text)) return this.next();
    const token = this.peek();
    throw failureOn(cSyntax, token, { expected: `'${text}'${where}`, found: describeToken(token) });
  }

  /** Reads something that may contain itself; the depth is limited. */
  nest<T>(read: () => T): T {
    if (this.#depth >= DEEPEST_NESTING) {
      throw failureOn(cLimit, this.peek(), { what: 'levels of nesting', limit: DEEPEST_NESTING });
    }
    this.#depth++;
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }
}
