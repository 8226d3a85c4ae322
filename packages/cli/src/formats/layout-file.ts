import { isStructwireError, type Layout, LayoutCodec } from 'structwire';
import { parseLayouts } from 'structwire/layout';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import type { FormatSource } from './format-source.ts';
import { type NamedFile, namedFile } from './named-file.ts';
import { readText } from './read-text.ts';

const EXTENSIONS = ['json'];

/** A layout in a file: `proto.layout.json#Reading`; the name may be left out when the file holds one. */
export const layoutFile: FormatSource = {
  claims: (text) => namedFile(text, EXTENSIONS) !== null,
  load: (text) => {
    const file = namedFile(text, EXTENSIONS) as NamedFile; // it claimed it
    const [name, layout] = layoutNamed(layoutsIn(file.path), file);
    return {
      text,
      name,
      layout,
      codec: new LayoutCodec<unknown>(layout),
      mode: 'layout file',
      isNative: false,
      vocabulary: 'format',
    };
  },
};

function layoutsIn(path: string): ReadonlyMap<string, Layout> {
  try {
    return parseLayouts(readText(path));
  } catch (error) {
    if (!isStructwireError(error)) throw error;
    throw new CommandError(`${path}: ${error.message}`, EXIT.usage, { cause: error });
  }
}

function layoutNamed(layouts: ReadonlyMap<string, Layout>, { path, name }: NamedFile): [string, Layout] {
  const named = name === null ? [...layouts] : [...layouts].filter(([each]) => each === name);
  const [only] = named;
  if (only !== undefined && named.length === 1) return only;
  const known = layouts.size === 0 ? 'it holds no layout' : `its layouts are ${[...layouts.keys()].join(', ')}`;
  throw new CommandError(
    name === null ? `${path}: say which, as in ${path}#Name; ${known}` : `${path} has no layout '${name}'; ${known}`,
    EXIT.usage,
  );
}
