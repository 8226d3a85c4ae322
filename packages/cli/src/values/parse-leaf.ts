import type { Layout } from 'structwire';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { parseBytesLiteral } from './parse-bytes.ts';

type Parser<L extends Layout> = (text: string, layout: L, where: string) => unknown;

const PARSERS: { readonly [Kind in Layout['kind']]?: Parser<Extract<Layout, { kind: Kind }>> } = {
  scalar: parseScalar,
  bytes: (text, { size }, where) => parseBytes(text, size, where),
  pascal: (text, { size }, where) => parseBytes(text, Math.max(size - 1, 0), where),
  bits: (text, { as }, where) => (as === 'bool' ? parseBool(text, where) : (parseInteger(text) ?? text)),
  enum: (text) => parseInteger(text) ?? text,
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

const INTEGER = /^([+-]?)(0x[0-9a-f]+|0b[01]+|0o[0-7]+|[0-9]+)$/i;

/** A `number` where that is exact, otherwise a `bigint`. */
function parseInteger(text: string): number | bigint | undefined {
  const [, sign, digits = ''] = INTEGER.exec(text.replaceAll(/(?<=[0-9a-f])_(?=[0-9a-f])/gi, '')) ?? [];
  if (sign === undefined) return undefined;
  const value = BigInt(digits) * (sign === '-' ? -1n : 1n);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const DECIMAL = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i;
const NAMED_FLOATS: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, infinity: Infinity };

function parseDecimal(text: string): number | bigint | undefined {
  if (DECIMAL.test(text)) return Number(text);
  const [, sign, name = ''] = /^([+-]?)([a-z]+)$/i.exec(text) ?? [];
  const named = NAMED_FLOATS[name.toLowerCase()];
  if (named !== undefined) return sign === '-' ? -named : named;
  return parseInteger(text);
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
