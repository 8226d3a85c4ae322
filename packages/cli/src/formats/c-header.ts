import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { LayoutCodec } from 'structwire';
import { type CDeclarations, type IncludeHeader, parseC } from 'structwire/c';
import type { FormatOptions, FormatSource } from './format-source.ts';
import { type NamedFile, namedFile } from './named-file.ts';
import { readText } from './read-text.ts';

const EXTENSIONS = ['h', 'hh', 'hpp', 'hxx', 'c', 'cc', 'cpp', 'ino', 'txt'];

/** A C declaration in a file: `proto.h#sensor_t`; the name may be left out when the file declares one root. */
export const cHeader: FormatSource = {
  claims: (text) => cFile(text) !== null,
  load: (text, options) => {
    const file = cFile(text) as NamedFile; // it claimed it
    const { layout } = parseHeader(file.path, options).typeNamed(file.name ?? undefined);
    const codec = new LayoutCodec<unknown>(layout);
    return { text, layout, codec, mode: `C on ${options.abi}`, isNative: true, vocabulary: 'c' };
  },
};

/** The file, and the type in it, that a text names; `null` for what names no C declaration. */
export function cFile(text: string): NamedFile | null {
  return namedFile(text, EXTENSIONS);
}

/** What a file declares. Headers that it includes are looked for beside it and in the folders of `--include`. */
export function parseHeader(path: string, { abi, defines, includeFolders }: FormatOptions): CDeclarations {
  return parseC(readText(path), { abi, defines, include: headerFinder(includeFolders), file: path });
}

function headerFinder(folders: readonly string[]): IncludeHeader {
  return (name, from, isSystem) => {
    const places = isSystem ? folders : [dirname(from), ...folders];
    const candidates = isAbsolute(name) ? [name] : places.map((folder) => join(folder, name));
    const file = candidates.find((each) => existsSync(each));
    return file === undefined ? undefined : { file, text: readText(file) };
  };
}
