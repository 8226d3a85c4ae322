import { CommandError, EXIT } from '../terminal/command-error.ts';
import { cHeader } from './c-header.ts';
import { fieldNotation } from './field-notation.ts';
import type { FormatOptions, FormatSource, ResolvedFormat } from './format-source.ts';
import { layoutFile } from './layout-file.ts';
import { pythonFormat } from './python-format.ts';
import { schemaModule } from './schema-module.ts';

/** Asked in this order; the last one takes everything. */
const SOURCES: readonly FormatSource[] = [cHeader, schemaModule, layoutFile, fieldNotation, pythonFormat];

/**
 * The record type that a FORMAT argument names.
 *
 * @throws StructwireError what is wrong with it, `index` being the character.
 */
export async function resolveFormat(text: string, options: FormatOptions): Promise<ResolvedFormat> {
  const source = SOURCES.find(({ claims }) => claims(text));
  if (source === undefined) throw new CommandError(`not a format: ${text}`, EXIT.usage);
  return source.load(text, options);
}
