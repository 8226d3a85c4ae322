import { type AbiName, abiNamed } from '../layout/abi.ts';
import { CDeclarations } from './c-declarations.ts';
import { Context } from './parse/context.ts';
import { readDeclarations } from './parse/declarations.ts';
import { GRAMMAR } from './parse/grammar.ts';
import type { IncludeHeader } from './preprocess/includes.ts';
import { preprocess } from './preprocess/preprocess.ts';
import type { CharArrays } from './to-layout.ts';
import { Scope } from './types/scope.ts';

/** How a text of C declarations is to be understood. */
export interface ParseCOptions {
  /** The platform whose compiler lays out the structs. Default `lp64`. */
  readonly abi?: AbiName;
  /**
   * Macros that are defined before the first line, as with `-D`: `{ N: 4, 'MIN(a, b)': '((a) < (b) ? (a) : (b))' }`;
   * `true` is 1, and `false` says that a name is not defined, as with `-U`.
   */
  readonly defines?: Readonly<Record<string, string | number | bigint | boolean>>;
  /**
   * Finds the text of an `#include`; `undefined` when there is none. Headers of the C library need not be found: the
   * types of `stdint.h`, `stdbool.h` and `stddef.h` are known. Default: nothing is found.
   */
  readonly include?: IncludeHeader;
  /** Name of the text in messages. Default `input.h`. */
  readonly file?: string;
  /** What arrays of `char` are shown as: all their bytes (default), or UTF-8 text up to the first NUL. */
  readonly charArrays?: CharArrays;
}

/**
 * Reads C declarations and lays out their types exactly as the platform's compiler does.
 *
 * Functions, variables and other things that are no data are passed over. A struct that cannot be laid out with certainty
 * is refused, and found in {@link CDeclarations.refused} with the line and the reason; the others are not affected.
 *
 * @throws StructwireError `unknown-abi`, and what stops the preprocessor: `c-preprocessor` (also `#error`), `c-limit`.
 * @example
 * ```ts
 * import { LayoutCodec } from 'structwire';
 * import { parseC } from 'structwire/c';
 *
 * const declarations = parseC(`
 *   #include <stdint.h>
 *   typedef struct __attribute__((packed)) {
 *     uint8_t id;
 *     int16_t temperature; //< [degC] times 100
 *   } sensor_t;
 * `);
 * const { layout } = declarations.typeNamed('sensor_t');
 * ```
 */
export function parseC(text: string, options: ParseCOptions = {}): CDeclarations {
  const abi = abiNamed(options.abi ?? 'lp64');
  const file = options.file ?? 'input.h';
  const { defines = {}, include = null } = options;
  const preprocessed = preprocess(text, { abi, file, defines, include });
  const scope = new Scope(abi);
  const context = new Context(preprocessed.tokens, abi, scope, GRAMMAR);
  readDeclarations(context);
  return new CDeclarations(context, preprocessed, { file, charArrays: options.charArrays ?? 'bytes' });
}
