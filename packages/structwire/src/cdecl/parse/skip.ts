import { cSyntax } from '../../errors/c-errors.ts';
import { failureOn } from '../text/failure-at.ts';
import { describeToken } from '../text/token.ts';
import type { TokenCursor } from '../text/token-cursor.ts';

const OPENING: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSING: ReadonlySet<string> = new Set([')', ']', '}']);

/** Passes brackets and what stands in them; the next token opens them. */
export function skipBalanced(cursor: TokenCursor): void {
  const open = cursor.peek();
  if (passBalanced(cursor)) return;
  throw failureOn(cSyntax, open, { expected: `what closes '${open.text}'`, found: describeToken(cursor.peek()) });
}

/** As `skipBalanced`, but says whether the brackets are closed; if not, it stops at the end of the text. */
export function passBalanced(cursor: TokenCursor): boolean {
  let depth = 0;
  do {
    const token = cursor.next();
    if (token.kind === 'end') return false;
    if (token.kind !== 'punctuator') continue;
    if (OPENING.has(token.text)) depth++;
    else if (CLOSING.has(token.text)) depth--;
  } while (depth > 0);
  return true;
}

/** Passes everything up to one of these signs outside of brackets; a closing bracket ends it, too. */
export function skipTo(cursor: TokenCursor, ...signs: string[]): void {
  for (let token = cursor.peek(); token.kind !== 'end'; token = cursor.peek()) {
    if (token.kind === 'punctuator') {
      if (signs.includes(token.text) || CLOSING.has(token.text)) return;
      if (OPENING.has(token.text)) {
        skipBalanced(cursor);
        continue;
      }
    }
    cursor.next();
  }
}
