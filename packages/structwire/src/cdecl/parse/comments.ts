import { lineAt } from '../text/source.ts';
import type { Comment } from '../text/token.ts';
import type { Context } from './context.ts';

/** What a comment says about a member. */
export interface Documentation {
  readonly doc?: string;
  readonly unit?: string;
}

const LONGEST_DOC = 500;
/** What stands behind so many characters of a comment is not looked at. */
const LONGEST_COMMENT = 4000;
/** Of so many comments in a row, the first ones. */
const MOST_COMMENTS = 100;

/** Words in brackets that are no units. */
const NO_UNIT = /^(?:in|out|inout|in,out|optional|deprecated|reserved|unused|internal|private|const)$/i;
/** A unit in brackets of its own: `[mm]`, `[m/s^2]`, `[degE7]`, `[%]`. */
const UNIT = /(?:^|[\s(,;:])\[\s*((?:[A-Za-z%°µΩ]|1\/)[\w%°µΩ./*^·²³-]{0,15})\s*\]/u;

/**
 * The comment that belongs to what stands from token `first` to token `last`: the one behind it on its line, or else the
 * ones right above it.
 */
export function documentationOf(context: Context, first: number, last: number): Documentation {
  const trailing = trailingComments(context, last);
  return documentation(trailing.length > 0 ? trailing : leadingComments(context, first));
}

/** The comment behind a token on its line. */
export function documentationBehind(context: Context, last: number): Documentation {
  return documentation(trailingComments(context, last));
}

function documentation(comments: readonly Comment[]): Documentation {
  if (comments.length === 0) return {};
  const text = comments
    .slice(0, MOST_COMMENTS)
    .map((comment) => plainText(comment.text))
    .join(' ')
    .trim();
  if (text === '') return {};
  const unit = UNIT.exec(text)?.[1];
  if (unit === undefined || NO_UNIT.test(unit)) return { doc: cut(text) };
  const doc = text.replace(UNIT, ' ').replace(/\s+/g, ' ').trim();
  return doc === '' ? { unit } : { doc: cut(doc), unit };
}

/** Comments behind a token on the same line, and those that go on right below them with `//`. */
function trailingComments({ tokens }: Context, index: number): readonly Comment[] {
  const token = tokens[index];
  const following = tokens[index + 1];
  if (token === undefined || following === undefined || following.source !== token.source) return [];
  if (following.comments.length === 0) return [];
  const line = lineAt(token.source, token.at);
  return following.comments.filter((comment) => lineAt(token.source, comment.at) === line);
}

/** Comments that end on the line above a token, or on its line, and that are not about what stands before. */
function leadingComments({ tokens }: Context, index: number): readonly Comment[] {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token === undefined || token.comments.length === 0) return [];
  const lineBefore = before?.source === token.source ? lineAt(token.source, before.at) : 0;
  let next = lineAt(token.source, token.at);
  const found: Comment[] = [];
  for (const comment of token.comments.toReversed()) {
    const isClose = lineAt(token.source, comment.end) >= next - 1;
    if (!isClose || lineAt(token.source, comment.at) === lineBefore) break;
    found.unshift(comment);
    next = lineAt(token.source, comment.at);
  }
  return found;
}

/** A comment's words: without the stars and slashes of its frame, Doxygen's `<` and `!`. */
function plainText(comment: string): string {
  return comment
    .slice(0, LONGEST_COMMENT)
    .replace(/^[*!/]*<?/, '')
    .replace(/\n[ \t]*\*+(?!\/)/g, '\n')
    .replace(/\*+$/, '')
    .replace(/^[-=*/~#\s]+$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function cut(text: string): string {
  return text.length > LONGEST_DOC ? `${text.slice(0, LONGEST_DOC - 1)}…` : text;
}
