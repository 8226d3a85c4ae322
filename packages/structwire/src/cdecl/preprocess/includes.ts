import { cLimit, cPreprocessor } from '../../errors/c-errors.ts';
import type { Abi } from '../../layout/abi.ts';
import { failureOn } from '../text/failure-at.ts';
import { openSource, type Source } from '../text/source.ts';
import { isText, type Token } from '../text/token.ts';
import { knownHeader } from './headers.ts';

const DEEPEST_INCLUDE = 50;
const MOST_INCLUDES = 2000;

/** A header's text, with the name to use in messages when it is not the one asked for. */
export type HeaderText = string | { readonly file: string; readonly text: string };

/** Finds the header of an `#include`; `undefined` when there is none. `from` is the file that asks. */
export type IncludeHeader = (name: string, from: string, isSystem: boolean) => HeaderText | undefined;

/** An `#include` that nobody answered. */
export interface MissingHeader {
  /** With its signs: `"name"` or `<name>`. */
  readonly name: string;
  readonly token: Token;
}

/** Answers `#include`s, and counts them. */
export class Includes {
  readonly missing: MissingHeader[] = [];
  readonly #abi: Abi;
  readonly #include: IncludeHeader | null;
  readonly #onMissing: (header: MissingHeader) => void;
  readonly #readOnce = new Set<string>();
  #opened = 0;

  constructor(abi: Abi, include: IncludeHeader | null, onMissing: (header: MissingHeader) => void) {
    this.#abi = abi;
    this.#include = include;
    this.#onMissing = onMissing;
  }

  /** Whether there is a header of this name. */
  has(name: string, directive: Token): boolean {
    return this.#find(name, directive, true) !== null;
  }

  /**
   * The header that a directive names by its tokens, or else by what they are expanded to, to be read inside so many other
   * ones; `null` when nobody has it, or it is not to be read again.
   */
  open(
    directive: Token,
    rest: readonly Token[],
    expand: (tokens: readonly Token[]) => readonly Token[],
    depth: number,
  ): Source | null {
    const name = headerName(rest) ?? headerName(expand(rest));
    if (name === null) {
      throw failureOn(cPreprocessor, rest[0] ?? directive, { problem: `#${directive.text} needs "name" or <name>` });
    }
    const found = this.#find(name.slice(1, -1), directive, name.startsWith('<'));
    if (found === null) {
      const missing = { name, token: directive };
      this.missing.push(missing);
      this.#onMissing(missing);
      return null;
    }
    if (this.#readOnce.has(found.file)) return null;
    if (depth >= DEEPEST_INCLUDE) {
      throw failureOn(cLimit, directive, { what: 'headers inside one another', limit: DEEPEST_INCLUDE });
    }
    if (++this.#opened > MOST_INCLUDES) {
      throw failureOn(cLimit, directive, { what: 'headers', limit: MOST_INCLUDES });
    }
    return openSource(found.file, found.text);
  }

  /** `#pragma once` */
  readOnce(file: string): void {
    this.#readOnce.add(file);
  }

  #find(name: string, directive: Token, isSystem: boolean): { file: string; text: string } | null {
    const known = knownHeader(name, this.#abi);
    if (known !== null) return { file: `<${name}>`, text: known };
    const found = this.#include?.(name, directive.source.file, isSystem);
    if (found === undefined || found === null) return null;
    return typeof found === 'string' ? { file: name, text: found } : found;
  }
}

/** `"name"` or `<name>` with its signs; `null` when the tokens are neither. */
function headerName(tokens: readonly Token[]): string | null {
  const [first] = tokens;
  if (first?.kind === 'string' && first.text.startsWith('"')) return first.text;
  const close = tokens.findIndex((token) => isText(token, '>'));
  if (!isText(first, '<') || close < 0) return null;
  return tokens
    .slice(0, close + 1)
    .map((token) => token.text)
    .join('');
}
