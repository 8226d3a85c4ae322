import { isStructwireError } from '../errors/structwire-error.ts';
import { Context } from './parse/context.ts';
import { GRAMMAR } from './parse/grammar.ts';
import type { Macro } from './preprocess/macro.ts';
import type { Preprocessed } from './preprocess/preprocess.ts';
import { endToken } from './text/tokenize.ts';

const MOST_MACROS = 20_000;
const LONGEST_BODY = 100;

/** The constants of a scope, and the macros of the text that have an integer value. */
export function macroConstants(context: Context, preprocessed: Preprocessed): ReadonlyMap<string, bigint> {
  const found = new Map<string, bigint>();
  for (const [name, { value, problem }] of context.scope.constants) if (problem === undefined) found.set(name, value);
  let tried = 0;
  for (const macro of preprocessed.macros.values()) {
    if (!macro.isOwn || macro.parameters !== null || found.has(macro.name) || tried >= MOST_MACROS) continue;
    if (macro.body.length === 0 || macro.body.length > LONGEST_BODY) continue;
    tried++;
    const value = valueOfMacro(macro, context, preprocessed);
    if (value !== null) found.set(macro.name, value);
  }
  return found;
}

/** The value of a macro's body as a constant expression; `null` when it is none. */
function valueOfMacro({ body }: Macro, context: Context, { expand }: Preprocessed): bigint | null {
  const [first] = body;
  if (first === undefined || first.kind === 'string') return null;
  try {
    const tokens = [...expand(body), endToken(first.source)];
    const own = new Context(tokens, context.abi, context.scope, GRAMMAR);
    const { value, problem } = own.grammar.constant(own);
    return problem === undefined && own.peek().kind === 'end' ? value : null;
  } catch (error) {
    if (isStructwireError(error)) return null;
    throw error;
  }
}
