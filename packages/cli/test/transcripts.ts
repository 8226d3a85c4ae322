import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A command that a page shows, with what it is said to print. */
export interface Transcript {
  /** The file and the line of the command. */
  readonly place: string;
  readonly command: string;
  readonly output: string;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Every command in the `console` blocks of the READMEs and of docs/. */
export function transcripts(): Transcript[] {
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  const pages = ['README.md', 'packages/cli/README.md', 'packages/structwire/README.md'];
  return [...pages, ...docs.map((name) => join('docs', name))].flatMap(transcriptsOf);
}

function transcriptsOf(path: string): Transcript[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return [...text.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap((block) => {
    const line = text.slice(0, block.index).split('\n').length + 1;
    return commandsOf(block[1] ?? '', path, line);
  });
}

function commandsOf(block: string, path: string, firstLine: number): Transcript[] {
  const parts = [...block.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)];
  return parts.map(({ index, 1: command = '', 2: output = '' }) => {
    const line = firstLine + block.slice(0, index).split('\n').length - 1;
    return { place: `${path}:${line}`, command, output };
  });
}
