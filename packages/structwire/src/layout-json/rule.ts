import { invalidLayout } from '../errors/schema-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';

/** What a part of a file may be: read strictly, written canonically, and said in JSON Schema, all from one description. */
export interface Rule<T> {
  /** @throws StructwireError `invalid-layout` with the place in the file as its path. */
  readonly read: (json: unknown, path: string) => T;
  readonly write: (value: T) => unknown;
  readonly schema: JsonSchema;
}

/** A fragment of JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export function refuse(problem: string, path: string): StructwireError {
  return failure(invalidLayout, { problem }, { path });
}

function same<T>(isOne: (json: unknown) => json is T, expected: string, schema: JsonSchema): Rule<T> {
  const read = (json: unknown, path: string): T => {
    if (isOne(json)) return json;
    throw refuse(`expected ${expected}, got ${JSON.stringify(json)?.slice(0, 60) ?? 'nothing'}`, path);
  };
  return { read, write: (value) => value, schema };
}

/** A whole number from `min` to `max`, by default to 2**53 - 1. */
export function whole(min: number, max: number = Number.MAX_SAFE_INTEGER): Rule<number> {
  const isOne = (json: unknown): json is number =>
    Number.isSafeInteger(json) && Number(json) >= min && Number(json) <= max;
  return same(isOne, `a whole number from ${min} to ${max}`, { type: 'integer', minimum: min, maximum: max });
}

/** A finite number that is not zero, unless it may be. */
export function finite(mayBeZero: boolean): Rule<number> {
  const isOne = (json: unknown): json is number =>
    typeof json === 'number' && Number.isFinite(json) && (mayBeZero || json !== 0);
  return same(isOne, mayBeZero ? 'a number' : 'a number other than 0', {
    type: 'number',
    ...(mayBeZero ? {} : { not: { const: 0 } }),
  });
}

export const string: Rule<string> = /* @__PURE__ */ same((json): json is string => typeof json === 'string', 'a text', {
  type: 'string',
});

export const boolean: Rule<boolean> = /* @__PURE__ */ same(
  (json): json is boolean => typeof json === 'boolean',
  'true or false',
  { type: 'boolean' },
);

/** Hex digits of whole bytes, lower case. */
export const hex: Rule<string> = /* @__PURE__ */ same(
  (json): json is string => typeof json === 'string' && /^([0-9a-f]{2})*$/.test(json),
  'hex digits in pairs',
  { type: 'string', pattern: '^([0-9a-f]{2})*$' },
);

/** One of a few values. */
export function choice<const T extends string | number | null>(...values: readonly T[]): Rule<T> {
  const isOne = (json: unknown): json is T => values.some((value) => value === json);
  return same(isOne, values.map((value) => JSON.stringify(value)).join(' or '), { enum: values });
}

export function nullable<T>(rule: Rule<T>): Rule<T | null> {
  return {
    read: (json, path) => (json === null ? null : rule.read(json, path)),
    write: (value) => (value === null ? null : rule.write(value)),
    schema: { anyOf: [{ type: 'null' }, rule.schema] },
  };
}

export function list<T>(rule: Rule<T>, least = 0): Rule<readonly T[]> {
  return {
    read: (json, path) => {
      if (!Array.isArray(json)) throw refuse('expected a list', path);
      if (json.length < least) throw refuse(`expected a list of at least ${least}`, path);
      return Object.freeze(json.map((item, i) => rule.read(item, `${path}[${i}]`)));
    },
    write: (values) => values.map((value) => rule.write(value)),
    schema: { type: 'array', items: rule.schema, ...(least === 0 ? {} : { minItems: least }) },
  };
}

/** A rule that is made when it is first needed, for layouts in layouts; `ref` is its place in the schema. */
export function later<T>(make: () => Rule<T>, ref: string): Rule<T> {
  return {
    read: (json, path) => make().read(json, path),
    write: (value) => make().write(value),
    schema: { $ref: ref },
  };
}
