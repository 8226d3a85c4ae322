import { cStaticAssert } from '../../errors/c-errors.ts';
import { stringText } from '../constant/literal.ts';
import { failureOn } from '../text/failure-at.ts';
import type { Context } from './context.ts';
import { refuse } from './guard-body.ts';
import { skipTo } from './skip.ts';

/** Whether a static assertion comes next. */
export function startsStaticAssert(context: Context): boolean {
  return /^(?:_Static_assert|static_assert|C_ASSERT)$/.test(context.peek().text) && context.is('(', 1);
}

/**
 * Checks a static assertion. One that fails refuses the records it asks about: the text was written for another layout.
 * One that cannot be computed is left out.
 */
export function readStaticAssert(context: Context): void {
  const keyword = context.next();
  context.expect('(');
  context.asked = [];
  const { value, problem } = context.grammar.constant(context);
  const asked = context.asked;
  const message = context.take(',') && context.peek().kind === 'string' ? stringText(context.peek()) : '';
  skipTo(context);
  context.expect(')');
  context.take(';');
  if (problem !== undefined) {
    context.skipped.push({ token: keyword, what: 'a static assertion that cannot be computed' });
    return;
  }
  if (value !== 0n) return;
  const text = message;
  const hint = 'the declarations expect another platform or packing: choose it with --abi (the option `abi`)';
  const error = failureOn(cStaticAssert, keyword, { text, hint });
  if (asked.length === 0) context.report(keyword, error);
  for (const definition of asked) refuse(context, definition, error);
}
