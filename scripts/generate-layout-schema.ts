// Writes packages/structwire/layout.schema.json, the JSON Schema of *.layout.json files.
import { writeFileSync } from 'node:fs';
import { layoutSchemaText } from './layout-schema.ts';

writeFileSync(new URL('../packages/structwire/layout.schema.json', import.meta.url), layoutSchemaText());
