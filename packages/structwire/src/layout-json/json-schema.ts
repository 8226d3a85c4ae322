import { extent } from './extent-rules.ts';
import { file } from './layout-file.ts';
import { definitions, innerLayout, KIND_RULES } from './layout-rules.ts';
import { fieldPath } from './node-rules.ts';
import type { JsonSchema } from './rule.ts';
import { value } from './value-rule.ts';

/** The JSON Schema (draft 2020-12) of `*.layout.json` files. What occurs again and again is said once. */
export function layoutFileSchema(): JsonSchema {
  const kinds = Object.entries(KIND_RULES).map(([kind, rule]) => [kind, rule.schema] as const);
  const shared = [...kinds, ['extent', extent.schema], ['path', fieldPath.schema], ['value', value.schema]] as const;
  const names = new Map(shared.map(([name, schema]) => [JSON.stringify(schema), name]));
  const parts = Object.fromEntries(shared.map(([name, schema]) => [name, withReferences(schema, names, name)]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'structwire layouts',
    ...asObject(withReferences(file.schema, names, null)),
    $defs: {
      layout: withReferences(innerLayout.schema, names, null),
      definitions: withReferences(definitions.schema, names, null),
      ...parts,
    },
  };
}

/** The same schema with references to the parts that have a name; `own` is the name of the schema itself. */
function withReferences(part: unknown, names: ReadonlyMap<string, string>, own: string | null): unknown {
  if (typeof part !== 'object' || part === null) return part;
  const name = names.get(JSON.stringify(part));
  if (name !== undefined && name !== own) return { $ref: `#/$defs/${name}` };
  if (Array.isArray(part)) return part.map((item) => withReferences(item, names, null));
  return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, withReferences(item, names, null)]));
}

function asObject(schema: unknown): JsonSchema {
  return schema as JsonSchema; // the schema of an object is one
}
