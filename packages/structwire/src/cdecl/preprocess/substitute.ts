import { cPreprocessor } from '../../errors/c-errors.ts';
import { failureOn } from '../text/failure-at.ts';
import { openSource } from '../text/source.ts';
import { isText, type Token } from '../text/token.ts';
import { tokenize } from '../text/tokenize.ts';
import type { Macro } from './macro.ts';

/** What replacing a macro needs of the preprocessor. */
export interface Substitution {
  /** Replaces the macros in an argument. */
  readonly expand: (tokens: readonly Token[]) => Token[];
  /** Says that so many tokens are going to be made; throws when there have been too many. */
  readonly spend: (count: number) => void;
}

/** Characters of a pasted token or a string that count as one token. */
const CHARACTERS_PER_TOKEN = 32;

/**
 * The body of a macro with its arguments put in: `#x` becomes a string, `a ## b` one token (C11 6.10.3.1 to 6.10.3.3).
 *
 * Tokens of the body are said to stand where the macro is used; those of the arguments stay where they are.
 */
export function substitute(
  macro: Macro,
  found: readonly (readonly Token[])[],
  site: Token,
  { expand, spend }: Substitution,
): Token[] {
  const expanded: (readonly Token[])[] = [];
  const argumentAt = (index: number): readonly Token[] => {
    expanded[index] ??= expand(found[index] ?? []);
    return expanded[index];
  };
  const result: Token[] = [];
  const append = (tokens: readonly Token[]): void => {
    spend(tokens.length);
    for (const token of tokens) result.push(token);
  };
  const { body } = macro;
  spend(body.length);
  for (let i = 0; i < body.length; i++) {
    const token = body[i] as Token; // below the length
    const isPasted = isText(body[i + 1], '##') && i + 2 < body.length;
    const parameter = parameterIndex(macro, token);
    if (isText(token, '#') && parameterIndex(macro, body[i + 1]) >= 0) {
      result.push(stringified(found[parameterIndex(macro, body[++i])] ?? [], atSite(token, site), spend));
    } else if (isText(token, '##') && i > 0 && i + 1 < body.length) {
      const right = body[++i] as Token; // below the length
      const index = parameterIndex(macro, right);
      const pasted = index >= 0 ? (found[index] ?? []) : [atSite(right, site)];
      spend(pasted.length + lengthOf(result.at(-1)) / CHARACTERS_PER_TOKEN);
      paste(result, pasted, site, macro.isVariadic && index === found.length - 1);
    } else if (parameter < 0) {
      result.push(atSite(token, site));
    } else if (isPasted) {
      const raw = found[parameter] ?? [];
      append(raw.length > 0 ? raw : [placeholder(token)]);
    } else {
      append(argumentAt(parameter));
    }
  }
  return led(
    result.filter((token) => !isPlaceholder(token)),
    site,
  );
}

/** A token of the body: it is said to stand where the macro is used. */
function atSite(token: Token, site: Token): Token {
  const { source, at } = site;
  const undecided = token.undecided ?? site.undecided;
  return { ...token, source, at, comments: [], startsLine: false, undecided, undecidedGap: null };
}

/** The first token takes what stood before the macro. */
function led([first, ...others]: readonly Token[], site: Token): Token[] {
  if (first === undefined) return [];
  const { startsLine, isSpaced } = site;
  const comments = [...site.comments, ...first.comments];
  const undecidedGap = site.undecidedGap ?? first.undecidedGap;
  return [{ ...first, startsLine, isSpaced, comments, undecidedGap }, ...others];
}

/** Stands for an empty argument beside `##`. */
function placeholder(token: Token): Token {
  return { ...token, kind: 'stray', text: '' };
}

function isPlaceholder(token: Token): boolean {
  return token.kind === 'stray' && token.text === '';
}

function parameterIndex({ parameters }: Macro, token: Token | undefined): number {
  return token?.kind === 'name' ? (parameters?.get(token.text) ?? -1) : -1;
}

function lengthOf(token: Token | undefined): number {
  return token?.text.length ?? 0;
}

/** Joins the last token so far and the first of the right side. `, ## args` is GNU C: the comma goes when there are none. */
function paste(result: Token[], right: readonly Token[], site: Token, isRest: boolean): void {
  const left = result.pop();
  const [first] = right;
  let rest = right;
  if (left !== undefined && !isPlaceholder(left)) {
    if (isRest && isText(left, ',')) {
      if (first !== undefined) result.push(left);
    } else if (first === undefined) {
      result.push(left);
    } else {
      result.push(joined(left, first, site));
      rest = right.slice(1);
    }
  }
  for (const token of rest) result.push(token);
}

function joined(left: Token, right: Token, site: Token): Token {
  const tokens = tokenize(openSource('', left.text + right.text));
  const [only] = tokens;
  if (only === undefined || tokens.length > 1) {
    throw failureOn(cPreprocessor, site, { problem: `'${left.text}' and '${right.text}' pasted are no token` });
  }
  return { ...left, kind: only.kind, text: only.text, isPainted: false };
}

function stringified(tokens: readonly Token[], sign: Token, spend: Substitution['spend']): Token {
  for (const token of tokens) spend(1 + lengthOf(token) / CHARACTERS_PER_TOKEN);
  const text = tokens.map((token, i) => (i > 0 && token.isSpaced ? ` ${token.text}` : token.text)).join('');
  return { ...sign, kind: 'string', text: `"${text.replace(/[\\"]/g, '\\$&')}"` };
}
