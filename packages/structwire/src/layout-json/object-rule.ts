import { type JsonSchema, type Rule, refuse } from './rule.ts';

/** A property that may be missing. */
export interface OptionalRule<T> {
  readonly optional: Rule<T>;
}

export function optional<T>(rule: Rule<T>): OptionalRule<T> {
  return { optional: rule };
}

/** A rule for each property of `T`, those that may be missing marked so. Their order is the order in files. */
export type Properties<T> = {
  readonly [Key in keyof T]-?: undefined extends T[Key] ? OptionalRule<NonNullable<T[Key]>> : Rule<T[Key]>;
};

type AnyProperty = Rule<unknown> | OptionalRule<unknown>;

/** An object with these properties and no others. */
export function object<T extends object>(properties: Properties<T>): Rule<T> {
  const rules = Object.entries(properties) as [string, AnyProperty][]; // one rule for each property
  return {
    read: (json, path) => {
      const given = asObject(json, path);
      for (const key of Object.keys(given)) {
        if (!Object.hasOwn(properties, key)) throw refuse(`unknown property '${key}'`, path);
      }
      const read = rules.flatMap(([key, rule]) => readProperty(given, key, rule, path));
      return Object.freeze(Object.fromEntries(read)) as T; // every property was read by its rule
    },
    write: (value) => Object.fromEntries(rules.flatMap(([key, rule]) => writeProperty(value, key, rule))),
    schema: objectSchema(rules),
  };
}

/** A rule for each value of one property that tells several objects apart. */
type Variants<T, Key extends keyof T> = {
  readonly [Tag in T[Key] & string]: Rule<Extract<T, { readonly [K in Key]: Tag }>>;
};

/** One of several objects, told apart by one property. */
export function variant<T extends object>(): <Key extends keyof T & string>(
  key: Key,
  rules: Variants<T, Key>,
) => Rule<T> {
  return (key, rules) => {
    const find = (tag: unknown): Rule<T> | undefined =>
      typeof tag === 'string' && Object.hasOwn(rules, tag)
        ? (rules as unknown as Readonly<Record<string, Rule<T>>>)[tag] // reads and writes objects with this very tag
        : undefined;
    return {
      read: (json, path) => {
        const tag = asObject(json, path)[key];
        const rule = find(tag);
        if (rule !== undefined) return rule.read(json, path);
        throw refuse(`expected ${key} to be one of ${Object.keys(rules).join(', ')}, got ${JSON.stringify(tag)}`, path);
      },
      write: (value) => find(value[key])?.write(value),
      schema: { oneOf: Object.keys(rules).map((tag) => find(tag)?.schema) },
    };
  };
}

function asObject(json: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>; // as just seen
  throw refuse('expected an object', path);
}

function readProperty(
  given: Readonly<Record<string, unknown>>,
  key: string,
  rule: AnyProperty,
  path: string,
): [string, unknown][] {
  const place = path === '' ? key : `${path}.${key}`;
  const isThere = Object.hasOwn(given, key);
  if ('optional' in rule) return isThere ? [[key, rule.optional.read(given[key], place)]] : [];
  if (isThere) return [[key, rule.read(given[key], place)]];
  throw refuse(`the property '${key}' is missing`, path);
}

function writeProperty(value: object, key: string, rule: AnyProperty): [string, unknown][] {
  const given = (value as Readonly<Record<string, unknown>>)[key]; // any property may be asked for
  if (!('optional' in rule)) return [[key, rule.write(given)]];
  return given === undefined ? [] : [[key, rule.optional.write(given)]];
}

function objectSchema(rules: readonly (readonly [string, AnyProperty])[]): JsonSchema {
  const schemas = rules.map(([key, rule]) => [key, 'optional' in rule ? rule.optional.schema : rule.schema]);
  const required = rules.filter(([, rule]) => !('optional' in rule)).map(([key]) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(schemas) as JsonSchema,
    required,
    additionalProperties: false,
  };
}
