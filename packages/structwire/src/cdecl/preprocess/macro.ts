import { cPreprocessor } from '../../errors/c-errors.ts';
import { failureOn } from '../text/failure-at.ts';
import { describeToken, isText, type Token } from '../text/token.ts';

/** A macro. */
export interface Macro {
  readonly name: string;
  /** Names of the parameters with their places; `null` when it takes none at all, as in `#define N 3`. */
  readonly parameters: ReadonlyMap<string, number> | null;
  /** The last parameter takes all the arguments that are left. */
  readonly isVariadic: boolean;
  readonly body: readonly Token[];
  /** A customary meaning that holds while the text does not give another: `#ifdef` does not see it. */
  readonly isWeak: boolean;
  /** It comes from the declarations themselves, not from the compiler or from options. */
  readonly isOwn: boolean;
  /** Its expansion is being read: its name stays as it is in there. */
  isBusy: boolean;
}

/** Reads what stands behind `#define`; `directive` is that word. */
export function readDefine(directive: Token, line: readonly Token[], origin: Pick<Macro, 'isWeak' | 'isOwn'>): Macro {
  const [name, second] = line;
  if (name?.kind !== 'name') throw failureOn(cPreprocessor, name ?? directive, { problem: 'a macro needs a name' });
  if (second === undefined || !isText(second, '(') || second.isSpaced) {
    return { name: name.text, parameters: null, isVariadic: false, body: line.slice(1), ...origin, isBusy: false };
  }
  const { parameters, isVariadic, end } = readParameters(second, line);
  return { name: name.text, parameters, isVariadic, body: line.slice(end), ...origin, isBusy: false };
}

function readParameters(
  open: Token,
  line: readonly Token[],
): { parameters: ReadonlyMap<string, number>; isVariadic: boolean; end: number } {
  const parameters = new Map<string, number>();
  let isVariadic = false;
  let at = 2;
  if (isText(line[at], ')')) return { parameters, isVariadic, end: at + 1 };
  for (;;) {
    const token = line[at++];
    if (token === undefined) throw failureOn(cPreprocessor, open, { problem: "the macro's parameters have no ')'" });
    isVariadic = isText(token, '...') || isText(line[at], '...');
    if (token.kind !== 'name' && !isVariadic) {
      throw failureOn(cPreprocessor, token, { problem: `expected a parameter, found ${describeToken(token)}` });
    }
    if (token.kind === 'name' && isVariadic) at++; // GNU C: `args...`
    const name = token.kind === 'name' ? token.text : '__VA_ARGS__';
    if (parameters.has(name)) throw failureOn(cPreprocessor, token, { problem: `a second parameter '${name}'` });
    parameters.set(name, parameters.size);
    const separator = line[at++];
    if (isText(separator, ')')) return { parameters, isVariadic, end: at };
    if (!isText(separator, ',') || isVariadic) {
      throw failureOn(cPreprocessor, separator ?? token, { problem: "expected ',' or ')' behind a macro's parameter" });
    }
  }
}
