import { cLimit, cPreprocessor } from '../../errors/c-errors.ts';
import type { Abi } from '../../layout/abi.ts';
import { stringText } from '../constant/literal.ts';
import { failureOn } from '../text/failure-at.ts';
import { lineAt, type Source } from '../text/source.ts';
import { isText, type Token, type Undecided } from '../text/token.ts';
import { tokenize } from '../text/tokenize.ts';
import { evaluateCondition, type Outcome } from './condition.ts';
import { Conditions } from './conditions.ts';
import { Expander } from './expander.ts';
import { mayChangePacking } from './headers.ts';
import { type IncludeHeader, Includes, type MissingHeader } from './includes.ts';
import { type Macro, readDefine } from './macro.ts';
import { TokenFeed } from './token-feed.ts';

/** In all files together, what conditions leave out included. */
const MOST_TOKENS_READ = 2_000_000;

const PACK_WORD = /^(?:pack|push|pop|show)$/;

const ERROR_HINT =
  'define what it asks for (-D NAME=VALUE, the option `defines`), or preprocess the text with gcc -E and your flags';

/** Names beginning with an underscore belong to compilers, which are known; these belong to headers all the same. */
const HEADER_NAME = /ENDIAN|BYTE_ORDER|WORDSIZE|^_*USE_|_H_*$/i;

/** Obeys the directives of a text while its tokens are read. */
export class Directives {
  readonly expander: Expander = new Expander();
  readonly includes: Includes;
  readonly assumedUndefined: Set<string> = new Set();
  readonly feed: TokenFeed;
  readonly #conditions = new Conditions();
  readonly #abi: Abi;
  /** Names that are known not to be defined. */
  readonly #undefined = new Set<string>();
  readonly #saved = new Map<string, (Macro | undefined)[]>();
  /** The first token of each file: an `#ifndef` there is the guard against reading it twice. */
  readonly #guards = new Set<Token>();
  #packingUnknown: Undecided | null = null;
  #tokensRead = 0;

  constructor(abi: Abi, include: IncludeHeader | null) {
    this.#abi = abi;
    this.includes = new Includes(abi, include, (missing) => this.#noteMissing(missing));
    this.feed = new TokenFeed({
      directive: (hash, line) => this.#obey(hash, line),
      isSkipping: () => this.#conditions.isSkipping(),
      undecided: () => this.#undecided(),
      takeGap: () => this.#conditions.takeGap(),
      fileEnds: (source) => this.#conditions.fileEnds(source),
    });
  }

  /** The next token of the preprocessed text; `null` at its end. */
  next(): Token | null {
    return this.expander.next(this.feed);
  }

  /** Reads a text of nothing but `#define` lines. */
  define(source: Source, origin: Pick<Macro, 'isWeak' | 'isOwn'>): void {
    let line: Token[] = [];
    for (const token of [...tokenize(source), null]) {
      if (token !== null && !token.startsLine) {
        line.push(token);
        continue;
      }
      const [directive, ...rest] = line;
      if (directive !== undefined) this.#add(readDefine(directive, rest, origin));
      line = [];
    }
  }

  /** Reads a file from here on, before what is left of the one that is being read. */
  open(source: Source): void {
    const tokens = tokenize(source);
    const [first] = tokens;
    if (first !== undefined) this.#guards.add(first);
    this.#tokensRead += tokens.length;
    if (this.#tokensRead > MOST_TOKENS_READ && first !== undefined) {
      throw failureOn(cLimit, first, { what: 'tokens in all headers', limit: MOST_TOKENS_READ });
    }
    this.feed.pushFile(source, tokens);
  }

  /** Makes a name one that is not defined, for certain. */
  undefine(name: string): void {
    this.expander.macros.delete(name);
    this.#undefined.add(name);
  }

  #add(macro: Macro): void {
    this.expander.macros.set(macro.name, macro);
  }

  #undecided(): Undecided | null {
    return this.#conditions.undecided() ?? this.#packingUnknown;
  }

  #obey(hash: Token, line: readonly Token[]): void {
    const [directive, ...rest] = line;
    if (directive === undefined) return;
    const conditional = CONDITIONALS.get(directive.text);
    if (conditional !== undefined) {
      conditional(this.#conditions, directive, () => this.#outcome(hash, directive, rest));
    } else if (this.#conditions.isSkipping()) {
      this.#doubt(directive, rest);
    } else if (directive.kind === 'number') {
      mark(directive, directive, rest[0]);
    } else {
      this.#execute(directive, rest);
    }
  }

  #execute(directive: Token, rest: readonly Token[]): void {
    switch (directive.text) {
      case 'define':
        this.#define(directive, rest);
        break;
      case 'undef':
        this.undefine(rest[0]?.text ?? '');
        break;
      case 'include':
      case 'include_next':
      case 'import':
        this.#read(directive, rest);
        break;
      case 'pragma':
        this.#pragma(directive, rest);
        break;
      case 'line':
        mark(directive, ...this.expander.expandList(rest));
        break;
      case 'error':
        throw failureOn(cPreprocessor, directive, { problem: `#error ${lineText(rest)}`, hint: ERROR_HINT });
      case 'warning':
      case 'ident':
      case 'sccs':
      case 'assert':
      case 'unassert':
        break;
      default:
        throw failureOn(cPreprocessor, directive, { problem: `unknown directive #${directive.text}` });
    }
  }

  /** A directive that is left out, but that might count if the missing header were there. */
  #doubt(directive: Token, rest: readonly Token[]): void {
    const undecided = this.#conditions.undecided();
    if (undecided === null) return;
    const [name] = rest;
    if (directive.text === 'pragma' && isText(name, 'pack')) this.#packingUnknown ??= undecided;
    const macro = this.expander.macros.get(name?.text ?? '');
    if (!/^(?:define|undef)$/.test(directive.text) || macro === undefined || macro.body[0]?.undecided) return;
    this.#add({ ...macro, body: macro.body.map((token) => ({ ...token, undecided })) });
  }

  #define(directive: Token, rest: readonly Token[]): void {
    const undecided = this.#undecided();
    for (const token of rest) token.undecided = undecided;
    this.#add(readDefine(directive, rest, { isWeak: false, isOwn: true }));
  }

  #outcome(hash: Token, directive: Token, rest: readonly Token[]): Outcome {
    if (!directive.text.endsWith('def')) {
      return evaluateCondition(directive, rest, {
        isDefined: (name) => this.#isDefined(name),
        openQuestion: (token) => this.#openQuestion(token),
        hasHeader: (name) => this.includes.has(name, directive),
        expand: (tokens) => this.expander.expandList(tokens),
        isCharSigned: this.#abi.isCharSigned,
      });
    }
    const [name] = rest;
    if (name?.kind !== 'name')
      throw failureOn(cPreprocessor, directive, { problem: `#${directive.text} needs a name` });
    const isDefined = this.#isDefined(name.text);
    const isGuard = directive.text === 'ifndef' && this.#guards.has(hash);
    const undecided = isDefined || isGuard ? null : this.#openQuestion(name);
    return { isTrue: isDefined !== directive.text.endsWith('ndef'), undecided };
  }

  #isDefined(name: string): boolean {
    if (name === '__LINE__' || name === '__FILE__' || name === '__COUNTER__' || /^__has_\w+$/.test(name)) return true;
    return this.expander.macros.get(name)?.isWeak === false;
  }

  #openQuestion(token: Token): Undecided | null {
    const name = token.text;
    if (this.#undefined.has(name)) return null;
    this.assumedUndefined.add(name);
    const [missing] = this.includes.missing;
    if (missing === undefined || (/^_[_A-Z]/.test(name) && !HEADER_NAME.test(name))) return null;
    return { name, include: `#include ${missing.name}`, token };
  }

  #read(directive: Token, rest: readonly Token[]): void {
    const expand = (tokens: readonly Token[]): readonly Token[] => this.expander.expandList(tokens);
    const source = this.includes.open(directive, rest, expand, this.feed.fileDepth);
    if (source !== null) this.open(source);
  }

  #noteMissing({ name, token }: MissingHeader): void {
    if (mayChangePacking(name)) this.#packingUnknown ??= { name: '#pragma pack', include: `#include ${name}`, token };
  }

  #pragma(directive: Token, rest: readonly Token[]): void {
    const [first] = rest;
    if (isText(first, 'pack')) this.#packingUnknown ??= this.#conditions.undecided();
    if (isText(first, 'once')) this.includes.readOnce(directive.source.file);
    else if (isText(first, 'push_macro') || isText(first, 'pop_macro'))
      this.#saveMacro(isText(first, 'push_macro'), rest);
    else if (first !== undefined) this.feed.push([{ ...first, kind: 'pragma', text: this.#pragmaText(rest) }]);
  }

  /** Compilers do not agree whether macros count in `#pragma pack`, so one with a macro is not understood. */
  #pragmaText(rest: readonly Token[]): string {
    const text = lineText(rest);
    const isMacro = (name: string): boolean =>
      this.#isDefined(name) || (this.includes.missing.length > 0 && !PACK_WORD.test(name));
    const usesMacro = rest.some(({ kind, text: name }) => kind === 'name' && isMacro(name));
    return usesMacro && isText(rest[0], 'pack') ? `pack with macros: ${text}` : text;
  }

  #saveMacro(isPush: boolean, rest: readonly Token[]): void {
    const name = rest[2]?.kind === 'string' ? stringText(rest[2]) : '';
    const saved = this.#saved.get(name) ?? [];
    this.#saved.set(name, saved);
    if (isPush) {
      saved.push(this.expander.macros.get(name));
    } else if (saved.length > 0) {
      const macro = saved.pop();
      if (macro === undefined) this.expander.macros.delete(name);
      else this.#add(macro);
    }
  }
}

type Conditional = (groups: Conditions, directive: Token, evaluate: () => Outcome) => void;

const begin: Conditional = (groups, directive, evaluate) => groups.open(directive, evaluate);
const goOn: Conditional = (groups, directive, evaluate) => groups.elseIf(directive, evaluate);

/** What the directives of conditions do. */
const CONDITIONALS: ReadonlyMap<string, Conditional> = new Map([
  ['if', begin],
  ['ifdef', begin],
  ['ifndef', begin],
  ['elif', goOn],
  ['elifdef', goOn],
  ['elifndef', goOn],
  ['else', (groups, directive) => groups.otherwise(directive)],
  ['endif', (groups, directive) => groups.close(directive)],
]);

/** `#line 12 "file.c"`, and the `# 12 "file.c"` of a preprocessor's output. */
function mark(directive: Token, number?: Token, file?: Token): void {
  const line = Number(number?.text);
  if (number?.kind !== 'number' || !Number.isSafeInteger(line)) {
    throw failureOn(cPreprocessor, number ?? directive, { problem: '#line needs a number' });
  }
  const { source } = directive;
  const name = file?.kind === 'string' ? stringText(file) : undefined;
  const after = lineAt(source, directive.at);
  source.markers.push({ after, line, file: name ?? source.markers.at(-1)?.file ?? source.file });
  source.markerLines.push(after);
}

function lineText(tokens: readonly Token[]): string {
  return tokens.map((token, i) => (i > 0 && token.isSpaced ? ` ${token.text}` : token.text)).join('');
}
