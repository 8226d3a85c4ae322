import type { Layout } from 'structwire';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { givenFields, ValueReader, valueLayouts } from './value-reader.ts';

/**
 * The record that the VALUES of a command line stand for: by position, or one JSON text for the whole record. Fields
 * that encoding fills in (constants, lengths, checksums) take no value by position.
 */
export function recordFromArguments(layout: Layout, args: readonly string[]): unknown {
  const reader = new ValueReader();
  const bare = reader.bare(layout);
  const [only = ''] = args;
  if (args.length === 1 && isWholeRecord(bare, only)) return reader.fromJsonText(bare, only, 'the record');
  if (bare.kind === 'tuple') return tupleOf(bare, args, reader);
  if (bare.kind === 'record') return recordOf(bare, args, reader);
  if (args.length === 1) return reader.fromWord(bare, only, 'the value');
  throw new CommandError(`expected one value, got ${args.length}`, EXIT.data);
}

/** The record that a line of JSON stands for. */
export function recordFromJson(layout: Layout, text: string, where: string): unknown {
  return new ValueReader().fromJsonText(layout, text, where);
}

function isWholeRecord(layout: Layout, text: string): boolean {
  const isList = /^\s*\[/.test(text); // or the value of the only part
  if (layout.kind === 'record') return /^\s*\{/.test(text) || (isList && givenFields(layout.fields).length !== 1);
  return layout.kind === 'tuple' && layout.length !== 1 && (isList || /^\s*\{/.test(text));
}

/** As many values as there are; the codec says how many it wants. */
function tupleOf(layout: Layout & { kind: 'tuple' }, args: readonly string[], reader: ValueReader): unknown[] {
  const layouts = valueLayouts(layout);
  return args.map((text, i) => {
    const part = layouts.next().value;
    return part === undefined ? text : reader.fromWord(part, text, `value ${i + 1}`);
  });
}

function recordOf({ fields }: Layout & { kind: 'record' }, args: readonly string[], reader: ValueReader): unknown {
  const given = givenFields(fields);
  if (given.length !== args.length) {
    const names = given.map(({ name }) => name).join(', ');
    const message = `expected ${given.length} values (${names}), or one JSON object; got ${args.length}`;
    throw new CommandError(message, EXIT.data);
  }
  return Object.fromEntries(given.map(({ name, layout }, i) => [name, reader.fromWord(layout, args[i] ?? '', name)]));
}
