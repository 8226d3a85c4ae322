import { isStructwireError, type StructwireError } from '../../errors/structwire-error.ts';
import type { EnumDefinition, RecordDefinition } from '../types/data-type.ts';
import type { Context } from './context.ts';

/**
 * Reads a body that begins with the `{` that comes next. What is refused in it refuses this type alone: reading goes on
 * behind its `}`.
 */
export function guardBody(context: Context, definition: RecordDefinition | EnumDefinition, read: () => void): void {
  const open = context.position;
  context.defined.push(definition);
  try {
    read();
  } catch (error) {
    if (!isStructwireError(error)) throw error;
    refuse(context, definition, error);
    if (context.position < open) return;
    const end = closeOf(context, open);
    while (context.position < end) context.next();
    context.grammar.attributes(context);
  }
}

/** Marks a type as refused. Only the first reason counts. */
export function refuse(context: Context, definition: RecordDefinition | EnumDefinition, error: StructwireError): void {
  if (definition.error !== null) return;
  definition.error = error;
  context.report(definition.place, error);
}

/** Index behind the bracket that closes the one at `open`. */
function closeOf(context: Context, open: number): number {
  let depth = 0;
  for (let at = open; at < context.tokens.length - 1; at++) {
    const { kind, text } = context.tokens[at] ?? context.peek();
    if (kind !== 'punctuator') continue;
    if (text === '{') depth++;
    if (text === '}' && --depth === 0) return passed(context, open, at + 1);
  }
  return passed(context, open, context.tokens.length - 1);
}

function passed(context: Context, from: number, to: number): number {
  context.charge(to - from);
  return to;
}
