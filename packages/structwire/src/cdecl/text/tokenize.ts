import { cLimit, cPreprocessor } from '../../errors/c-errors.ts';
import { failureAt } from './failure-at.ts';
import type { Source } from './source.ts';
import type { Comment, Token } from './token.ts';

const MOST_TOKENS = 1_000_000;

const NAME = /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /\.?\d(?:[eEpP][+-]|'\w|[\w.])*/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const CHARACTER = /'(?:[^'\\\n]|\\.)+'/y;
const PUNCTUATOR = /\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|[<>=!+\-*/%&|^]=|&&|\|\||##|::|[[\](){}.&*+\-~!/%<>^|?:;=,#]/y;
const LITERAL_PREFIX = /^(?:L|u8|u|U)$/;
const BLANK = /[ \t\v\f\r]+/y;

const NO_COMMENTS: readonly Comment[] = [];

/** Takes a text apart. Nothing is refused here but a comment without end: what has no meaning becomes a stray token. */
export function tokenize(source: Source): Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  let startsLine = true;
  let isSpaced = false;
  let comments: Comment[] | null = null;
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\n') {
      startsLine = true;
      at++;
    } else if (char === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const comment = readComment(source, at);
      if (comments === null) comments = [comment];
      else comments.push(comment);
      at = comment.end;
      isSpaced = true;
    } else if (char === ' ' || char === '\t' || char === '\r' || char === '\v' || char === '\f') {
      at += matchLength(BLANK, text, at);
      isSpaced = true;
    } else {
      if (tokens.length >= MOST_TOKENS) throw failureAt(cLimit, source, at, { what: 'tokens', limit: MOST_TOKENS });
      const [kind, length] = classify(text, at, char);
      tokens.push(
        newToken(kind, text.slice(at, at + length), source, at, startsLine, isSpaced, comments ?? NO_COMMENTS),
      );
      at += length;
      startsLine = false;
      isSpaced = false;
      comments = null;
    }
  }
  return tokens;
}

/** The token that ends a source. */
export function endToken(source: Source, comments: readonly Comment[] = []): Token {
  return newToken('end', '', source, source.text.length, true, true, comments);
}

/** A token. All of them are made here, with their properties in one order, which engines make fast. */
function newToken(
  kind: Token['kind'],
  text: string,
  source: Source,
  at: number,
  startsLine: boolean,
  isSpaced: boolean,
  comments: readonly Comment[],
): Token {
  return {
    kind,
    text,
    source,
    at,
    startsLine,
    isSpaced,
    comments,
    isPainted: false,
    undecided: null,
    undecidedGap: null,
  };
}

function readComment(source: Source, at: number): Comment {
  const { text } = source;
  if (text[at + 1] === '/') {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    return { text: text.slice(at + 2, end), at, end };
  }
  const end = text.indexOf('*/', at + 2);
  if (end < 0) throw failureAt(cPreprocessor, source, at, { problem: 'this comment has no end', hint: 'add */' });
  return { text: text.slice(at + 2, end), at, end: end + 2 };
}

function classify(text: string, at: number, char: string): [Token['kind'], number] {
  if (char === '"') return orStray('string', matchLength(STRING, text, at), text, at);
  if (char === "'") return orStray('character', matchLength(CHARACTER, text, at), text, at);
  const number = matchLength(NUMBER, text, at);
  if (number > 0) return ['number', number];
  const name = matchLength(NAME, text, at);
  if (name > 0) return classifyName(text, at, name);
  const punctuator = matchLength(PUNCTUATOR, text, at);
  return punctuator > 0 ? ['punctuator', punctuator] : ['stray', 1];
}

/** A name, or a literal with a prefix: `L"text"`, `u'x'`. */
function classifyName(text: string, at: number, length: number): [Token['kind'], number] {
  const quote = text.charAt(at + length);
  if ((quote === '"' || quote === "'") && LITERAL_PREFIX.test(text.slice(at, at + length))) {
    const literal = matchLength(quote === '"' ? STRING : CHARACTER, text, at + length);
    if (literal > 0) return [quote === '"' ? 'string' : 'character', length + literal];
  }
  return ['name', length];
}

/** A quote without its partner takes the rest of the line, as in prose that a condition leaves out. */
function orStray(kind: Token['kind'], length: number, text: string, at: number): [Token['kind'], number] {
  if (length > 0) return [kind, length];
  const newline = text.indexOf('\n', at);
  return ['stray', (newline < 0 ? text.length : newline) - at];
}

function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}
