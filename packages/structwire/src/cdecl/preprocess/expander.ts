import { cLimit, cPreprocessor } from '../../errors/c-errors.ts';
import { stringText } from '../constant/literal.ts';
import { failureOn } from '../text/failure-at.ts';
import { placeAt } from '../text/source.ts';
import { type Comment, isText, type Token } from '../text/token.ts';
import type { Macro } from './macro.ts';
import { substitute } from './substitute.ts';
import { TokenFeed } from './token-feed.ts';

const MOST_EXPANDED = 1_000_000;
const DEEPEST_ARGUMENTS = 100;

/** Replaces macros by what they stand for (C11 6.10.3). */
export class Expander {
  readonly macros: Map<string, Macro> = new Map();
  #expanded = 0;
  #counter = 0;
  #depth = 0;
  /** Comments before a macro that came to nothing: they go to the next token. */
  #orphans: Comment[] = [];

  /** The next token of a feed that is no macro any more; `null` at its end. */
  next(feed: TokenFeed): Token | null {
    for (;;) {
      const token = feed.next();
      if (token === null) return null;
      const last = token.kind === 'name' ? this.#expand(token, feed) : token;
      if (last !== null) return this.#adopt(last);
    }
  }

  /** A list of tokens with its macros replaced. */
  expandList(tokens: readonly Token[]): Token[] {
    const [first] = tokens;
    if (first === undefined) return [];
    if (this.#depth >= DEEPEST_ARGUMENTS) {
      throw failureOn(cLimit, first, { what: 'macro calls inside one another', limit: DEEPEST_ARGUMENTS });
    }
    this.#depth++;
    const feed = new TokenFeed(null);
    feed.push(tokens);
    try {
      const result: Token[] = [];
      for (let token = this.next(feed); token !== null; token = this.next(feed)) result.push(token);
      return result;
    } finally {
      feed.close();
      this.#depth--;
    }
  }

  /** Puts the expansion of a name into the feed (`null`), or gives the token that the name is. */
  #expand(token: Token, feed: TokenFeed): Token | null {
    if (token.text === '_Pragma' || token.text === '__pragma') return this.#pragma(token, feed);
    const macro = this.macros.get(token.text);
    if (macro === undefined) return this.#dynamic(token);
    if (token.isPainted) return token;
    if (macro.isBusy) return { ...token, isPainted: true };
    if (macro.parameters === null) {
      this.#put(token, macro, [], feed);
      return null;
    }
    const open = feed.next();
    if (open === null || !isText(open, '(')) {
      if (open !== null) feed.push([open]);
      return token;
    }
    this.#put(token, macro, collectArguments(token, macro, feed), feed);
    return null;
  }

  /** Puts the expansion of a macro in front of what is left in the feed. */
  #put(site: Token, macro: Macro, parameters: readonly (readonly Token[])[], feed: TokenFeed): void {
    this.#spend(site, 1);
    const tokens = substitute(macro, parameters, site, {
      expand: (list) => this.expandList(list),
      spend: (count) => this.#spend(site, count),
    });
    if (tokens.length === 0) for (const comment of site.comments) this.#orphans.push(comment);
    feed.push(tokens, macro);
  }

  /** Counts tokens before they are made: a short text can ask for any number of them. */
  #spend(site: Token, count: number): void {
    this.#expanded += count;
    if (this.#expanded <= MOST_EXPANDED) return;
    throw failureOn(cLimit, site, { what: 'tokens out of macros', limit: MOST_EXPANDED });
  }

  /** `__LINE__`, `__FILE__` and `__COUNTER__` are not defined anywhere. */
  #dynamic(token: Token): Token {
    if (token.text === '__LINE__') return numbered(token, placeAt(token.source, token.at).line);
    if (token.text === '__COUNTER__') return numbered(token, this.#counter++);
    if (token.text !== '__FILE__') return token;
    return { ...token, kind: 'string', text: JSON.stringify(placeAt(token.source, token.at).file) };
  }

  /** `_Pragma("pack(1)")`, and Microsoft's `__pragma(pack(1))`. */
  #pragma(token: Token, feed: TokenFeed): Token {
    const parts = collectArguments(token, null, feed);
    const [first] = parts[0] ?? [];
    const isString = token.text === '_Pragma' && first?.kind === 'string';
    const text = isString ? stringText(first) : parts.map((part) => part.map((each) => each.text).join(' ')).join(',');
    return { ...token, kind: 'pragma', text };
  }

  #adopt(token: Token): Token {
    if (this.#orphans.length === 0) return token;
    const comments = [...this.#orphans, ...token.comments];
    this.#orphans = [];
    return { ...token, comments };
  }
}

function numbered(token: Token, value: number): Token {
  return { ...token, kind: 'number', text: String(value) };
}

/** The arguments of a call, macros in them not replaced yet. The `(` has been read, except for a pragma. */
function collectArguments(site: Token, macro: Macro | null, feed: TokenFeed): Token[][] {
  if (macro === null && !isText(feed.next() ?? undefined, '(')) {
    throw failureOn(cPreprocessor, site, { problem: `expected '(' behind ${site.text}` });
  }
  const most = macro === null ? Number.POSITIVE_INFINITY : (macro.parameters?.size ?? 0);
  const found: Token[][] = [[]];
  let depth = 0;
  for (;;) {
    const token = feed.next();
    if (token === null) {
      throw failureOn(cPreprocessor, site, { problem: `the call of '${site.text}' has no ')'` });
    }
    if (isText(token, ')') && depth-- === 0) break;
    if (isText(token, '(')) depth++;
    const isSeparator = depth === 0 && isText(token, ',') && !(macro?.isVariadic === true && found.length >= most);
    if (isSeparator) found.push([]);
    else found.at(-1)?.push(token);
  }
  return macro === null ? found : matched(site, macro, found);
}

/** As many arguments as the macro has parameters. */
function matched(site: Token, macro: Macro, found: Token[][]): Token[][] {
  const wanted = macro.parameters?.size ?? 0;
  if (wanted === 0 && found.length === 1 && found[0]?.length === 0) return [];
  if (macro.isVariadic && found.length === wanted - 1) return [...found, []];
  if (found.length === wanted) return found;
  const problem = `'${macro.name}' takes ${wanted} arguments, got ${found.length}`;
  throw failureOn(cPreprocessor, site, { problem });
}
