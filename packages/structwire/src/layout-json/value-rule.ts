import { type Rule, refuse } from './rule.ts';

/** Values of constants, enumerations and defaults. */
type Value = number | bigint | string | boolean;

/**
 * A value in JSON. What JSON has no form for is `{ "bigint": "18446744073709551615" }` or `{ "number": "NaN" }` (also
 * `Infinity`, `-Infinity` and `-0`).
 */
export const value: Rule<Value> = {
  read: (json, path) => {
    if (typeof json === 'string' || typeof json === 'boolean') return json;
    if (typeof json === 'number') return json;
    const special = specialFrom(json);
    if (special === null)
      throw refuse('expected a number, a text, true, false, { "bigint": ... } or { "number": ... }', path);
    return special;
  },
  write: (given) => {
    if (typeof given === 'bigint') return { bigint: String(given) };
    if (typeof given !== 'number' || (Number.isFinite(given) && !Object.is(given, -0))) return given;
    return { number: Object.is(given, -0) ? '-0' : String(given) };
  },
  schema: {
    anyOf: [
      { type: ['number', 'string', 'boolean'] },
      {
        type: 'object',
        properties: { bigint: { type: 'string', pattern: '^(0|-?[1-9][0-9]*)$' } },
        required: ['bigint'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: { number: { enum: ['NaN', 'Infinity', '-Infinity', '-0'] } },
        required: ['number'],
        additionalProperties: false,
      },
    ],
  },
};

/** An integer in JSON, a bigint as above. */
export const integer: Rule<number | bigint> = {
  read: (json, path) => {
    const read = value.read(json, path);
    if (typeof read === 'bigint' || (typeof read === 'number' && Number.isSafeInteger(read))) return read;
    throw refuse('expected a whole number or { "bigint": ... }', path);
  },
  write: (given) => value.write(given),
  schema: {
    anyOf: [
      { type: 'integer' },
      { type: 'object', properties: { bigint: { type: 'string' } }, required: ['bigint'], additionalProperties: false },
    ],
  },
};

/** A tag of a union, or what a condition compares with: a whole number or a text. */
export const tag: Rule<number | string> = {
  read: (json, path) => {
    if (typeof json === 'string' || (typeof json === 'number' && Number.isSafeInteger(json))) return json;
    throw refuse('expected a whole number or a text', path);
  },
  write: (given) => given,
  schema: { type: ['integer', 'string'] },
};

const NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Infinity,
  '-Infinity': -Infinity,
  '-0': -0,
};

function specialFrom(json: unknown): Value | null {
  if (typeof json !== 'object' || json === null) return null;
  const entries = Object.entries(json);
  const [key, text] = entries[0] ?? [];
  if (entries.length !== 1 || typeof text !== 'string') return null;
  if (key === 'bigint' && /^(0|-?[1-9][0-9]*)$/.test(text)) return BigInt(text);
  return key === 'number' && Object.hasOwn(NUMBERS, text) ? (NUMBERS[text] ?? null) : null;
}
