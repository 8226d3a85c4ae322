import type { Layout } from 'structwire';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { parseJson } from './from-json.ts';
import { parseArgument } from './parse-argument.ts';
import { namedParts, valueLayouts } from './render-value.ts';

/** The record that the VALUES of a command line stand for: by position, or one JSON text for the whole record. */
export function recordFromArguments(layout: Layout, args: readonly string[]): unknown {
  const [only = ''] = args;
  if (args.length === 1 && isWholeRecord(layout, only)) return parseJson(layout, only, 'the record');
  if (layout.kind === 'tuple') return parseTuple(layout, args);
  if (layout.kind === 'record') return parseFields(layout, args);
  if (args.length === 1) return parseArgument(only, layout, 'the value');
  throw new CommandError(`expected one value, got ${args.length}`, EXIT.data);
}

function isWholeRecord(layout: Layout, text: string): boolean {
  if (layout.kind === 'record') return /^\s*\{/.test(text);
  return layout.kind === 'tuple' && layout.length !== 1 && /^\s*[[{]/.test(text);
}

/** As many values as there are; the codec says how many it wants. */
function parseTuple(layout: Layout & { kind: 'tuple' }, args: readonly string[]): unknown[] {
  const layouts = valueLayouts(layout);
  return args.map((text, i) => {
    const part = layouts.next().value;
    return part === undefined ? text : parseArgument(text, part, `value ${i + 1}`);
  });
}

function parseFields(layout: Layout, args: readonly string[]): unknown {
  const parts = namedParts(layout);
  if (parts.length !== args.length) {
    const names = parts.map(([name]) => name).join(', ');
    throw new CommandError(
      `expected ${parts.length} values (${names}), or one JSON object; got ${args.length}`,
      EXIT.data,
    );
  }
  return Object.fromEntries(parts.map(([name, part], i) => [name, parseArgument(args[i] ?? '', part, name)]));
}
