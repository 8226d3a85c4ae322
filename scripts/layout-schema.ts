import { layoutFileSchema } from '../packages/structwire/src/layout-json/json-schema.ts';

/** The JSON Schema of `*.layout.json` files, as text. */
export function layoutSchemaText(): string {
  return `${JSON.stringify(layoutFileSchema(), null, 2)}\n`;
}
