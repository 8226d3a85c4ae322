import { cLimit } from '../../errors/c-errors.ts';
import type { Abi } from '../../layout/abi.ts';
import { failureOn } from '../text/failure-at.ts';
import { openSource } from '../text/source.ts';
import type { Token } from '../text/token.ts';
import { endToken } from '../text/tokenize.ts';
import { Directives } from './directives.ts';
import type { IncludeHeader, MissingHeader } from './includes.ts';
import type { Macro } from './macro.ts';
import { CUSTOMARY_MACROS, predefinedMacros } from './predefined.ts';

const MOST_TOKENS = 1_000_000;

/** How a text is to be preprocessed. */
export interface PreprocessOptions {
  readonly abi: Abi;
  /** Name of the file, for messages. */
  readonly file: string;
  readonly defines: Readonly<Record<string, string | number | bigint | boolean>>;
  readonly include: IncludeHeader | null;
}

/** A text without directives and macros. */
export interface Preprocessed {
  /** Pragmas are among them; the last one is the end. */
  readonly tokens: readonly Token[];
  /** The macros that are defined at the end, by name. */
  readonly macros: ReadonlyMap<string, Macro>;
  /** Replaces the macros in a list of tokens. */
  readonly expand: (tokens: readonly Token[]) => Token[];
  readonly missingHeaders: readonly MissingHeader[];
  /** Names that conditions asked for and that were not defined, in order of appearance. */
  readonly assumedUndefined: readonly string[];
}

/** Obeys the directives of a text and replaces its macros. */
export function preprocess(text: string, options: PreprocessOptions): Preprocessed {
  const directives = new Directives(options.abi, options.include);
  directives.define(openSource('<customary>', CUSTOMARY_MACROS), { isWeak: true, isOwn: false });
  directives.define(openSource('<compiler>', predefinedMacros(options.abi)), { isWeak: false, isOwn: false });
  directives.define(openSource('<options>', optionLines(options.defines)), { isWeak: false, isOwn: false });
  for (const [name, value] of Object.entries(options.defines)) if (value === false) directives.undefine(name);
  const source = openSource(options.file, text);
  directives.open(source);
  const tokens: Token[] = [];
  for (let token = directives.next(); token !== null; token = directives.next()) {
    if (tokens.length >= MOST_TOKENS) throw failureOn(cLimit, token, { what: 'tokens', limit: MOST_TOKENS });
    tokens.push(token);
  }
  tokens.push(endToken(source));
  return {
    tokens,
    macros: directives.expander.macros,
    expand: (list) => directives.expander.expandList(list),
    missingHeaders: directives.includes.missing,
    assumedUndefined: [...directives.assumedUndefined],
  };
}

function optionLines(defines: PreprocessOptions['defines']): string {
  return Object.entries(defines)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => `#define ${name} ${value === true ? 1 : String(value).replaceAll('\n', ' ')}\n`)
    .join('');
}
