import type { CPlace } from '../../errors/c-errors.ts';
import type { ErrorCode } from '../../errors/catalog.ts';
import type { ErrorKind } from '../../errors/error-kind.ts';
import { StructwireError } from '../../errors/structwire-error.ts';
import { originalIndex, placeAt, type Source } from './source.ts';
import type { Token } from './token.ts';

/** What a kind of error wants to know, without the place, which is found here. */
type Details<Context> = Omit<Context, 'file' | 'line' | 'column' | 'lineText'>;

/** The failure of this kind at an index into the text of a source. */
export function failureAt<Code extends ErrorCode, Context extends CPlace>(
  kind: ErrorKind<Code, Context>,
  source: Source,
  at: number,
  details: Details<Context>,
): StructwireError {
  const context = { ...placeAt(source, at), ...details } as unknown as Context; // place and details are all of it
  return new StructwireError(kind.message(context), kind.code, context, { index: originalIndex(source, at) });
}

/** The failure of this kind at a token. */
export function failureOn<Code extends ErrorCode, Context extends CPlace>(
  kind: ErrorKind<Code, Context>,
  token: Token,
  details: Details<Context>,
): StructwireError {
  return failureAt(kind, token.source, token.at, details);
}
