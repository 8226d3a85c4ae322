/** A file, and what in it is meant. */
export interface NamedFile {
  readonly path: string;
  /** What stands behind the `#`; `null` without one. */
  readonly name: string | null;
}

/** `path/file.ext#Name` or `path/file.ext` with one of these extensions; `null` for any other text. */
export function namedFile(text: string, extensions: readonly string[]): NamedFile | null {
  const [, path, name = null] = /^([^#]+\.[^#./\\]+)(?:#(.*))?$/.exec(text) ?? [];
  if (path === undefined || !extensions.some((extension) => path.endsWith(`.${extension}`))) return null;
  return { path, name };
}
