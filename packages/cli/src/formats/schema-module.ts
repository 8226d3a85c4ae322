import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createJiti } from 'jiti';
import type { Codec } from 'structwire';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import type { FormatSource } from './format-source.ts';
import { type NamedFile, namedFile } from './named-file.ts';

const EXTENSIONS = ['ts', 'mts', 'js', 'mjs'];

/** A codec that a TypeScript or JavaScript module exports: `schema.ts#Reading`; the module runs to make it. */
export const schemaModule: FormatSource = {
  claims: (text) => namedFile(text, EXTENSIONS) !== null,
  load: async (text) => {
    const file = namedFile(text, EXTENSIONS) as NamedFile; // it claimed it
    const exported = await importModule(file.path);
    const codec = codecNamed(exported, file);
    return { text, layout: codec.layout, codec, mode: 'schema', isNative: false, vocabulary: 'format' };
  },
};

/** TypeScript runs on every Node: where the runtime does not take it, it is turned into JavaScript first. */
async function importModule(path: string): Promise<Record<string, unknown>> {
  const url = pathToFileURL(resolve(path)).href;
  try {
    const isJavaScript = path.endsWith('js');
    return isJavaScript ? await import(url) : await createJiti(import.meta.url, { fsCache: false }).import(url);
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n'); // stacks and code frames follow
    throw new CommandError(`cannot load ${path}: ${reason}`, EXIT.usage, { cause: error });
  }
}

function codecNamed(exported: Record<string, unknown>, { path, name }: NamedFile): Codec<unknown, unknown> {
  const codecs = Object.entries(exported).filter((entry): entry is [string, Codec<unknown, unknown>] =>
    isCodec(entry[1]),
  );
  const named = name === null ? codecs : codecs.filter(([each]) => each === name);
  const [only] = named;
  if (only !== undefined && named.length === 1) return only[1];
  const known =
    codecs.length === 0 ? 'it exports no codec' : `its codecs are ${codecs.map(([each]) => each).join(', ')}`;
  throw new CommandError(
    name === null ? `${path}: say which, as in ${path}#Name; ${known}` : `${path} exports no codec '${name}'; ${known}`,
    EXIT.usage,
  );
}

/** By shape: the module may have a copy of the library of its own. */
function isCodec(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'layout' in value &&
    'encode' in value &&
    'decodeFrom' in value &&
    'isDelimited' in value
  );
}
