import type { Layout } from 'structwire';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { parseBytesLiteral } from './parse-bytes.ts';
import { parseDecimal, parseInteger } from './parse-number.ts';

type Parser<L extends Layout> = (text: string, layout: L, where: string) => unknown;

const PARSERS: { readonly [Kind in Layout['kind']]?: Parser<Extract<Layout, { kind: Kind }>> } = {
  scalar: parseScalar,
  varint: (text) => parseInteger(text) ?? text,
  bits: (text, { as }, where) => (as === 'bool' ? parseBool(text, where) : (parseInteger(text) ?? text)),
  enum: (text) => parseInteger(text) ?? text,
  scaled: (text) => parseDecimal(text) ?? text,
  bytes: (text, { size }, where) => parseBytes(text, size, where),
  pascal: (text, { size }, where) => parseBytes(text, Math.max(size - 1, 0), where),
  blob: (text) => parseBytesLiteral(text) ?? new TextEncoder().encode(text),
  text: (text) => text,
  timestamp: (text, { as, base }, where) => (as === 'date' ? parseDate(text, where) : parseScalar(text, base, where)),
};

/** Whether values of this layout have no parts. */
export function isLeaf({ kind }: Layout): boolean {
  return PARSERS[kind] !== undefined;
}

/**
 * The value that a text stands for, by the type of a field without parts. A text that does not have the form of its
 * type is handed on as it is: the codec knows best what is wrong with it.
 */
export function parseLeaf(text: string, layout: Layout, where: string): unknown {
  const parse = PARSERS[layout.kind] as Parser<Layout> | undefined; // the table pairs each kind with its own parser
  return parse === undefined ? text : parse(text, layout, where);
}

function parseScalar(text: string, { scalar }: Extract<Layout, { kind: 'scalar' }>, where: string): unknown {
  if (scalar === 'bool') return parseBool(text, where);
  if (scalar === 'char') return parseBytesLiteral(text) ?? new TextEncoder().encode(text);
  return (scalar.startsWith('f') ? parseDecimal(text) : parseInteger(text)) ?? text;
}

const BOOLS: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false };

function parseBool(text: string, where: string): boolean {
  const value = BOOLS[text.toLowerCase()];
  if (value === undefined) throw new CommandError(`${where}: expected true or false, got '${text}'`, EXIT.data);
  return value;
}

/** Text is handed on as it is: the codec refuses one that does not fit. */
function parseBytes(text: string, max: number, where: string): Uint8Array | string {
  const literal = parseBytesLiteral(text);
  if (literal !== null && literal.length > max) {
    throw new CommandError(`${where}: ${text} is ${literal.length} bytes long, the field holds ${max}`, EXIT.data);
  }
  return literal ?? text;
}

function parseDate(text: string, where: string): Date {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new CommandError(`${where}: expected a date such as 2026-01-31T12:00:00Z, got '${text}'`, EXIT.data);
}
