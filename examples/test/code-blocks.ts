import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFile } from './programs.ts';

/** A fenced block of code in the documentation. */
export interface CodeBlock {
  /** The file and the line of the fence. */
  readonly place: string;
  readonly language: string;
  readonly code: string;
}

/** Every fenced block of the READMEs, of docs/, and of the doc comments of the packages' sources. */
export function codeBlocks(): CodeBlock[] {
  const pages = ['README.md', ...filesUnder('docs', '.md'), ...packageFiles('README.md', '.md')];
  const sources = packageFiles('src', '.ts');
  return [
    ...pages.flatMap((path) => blocksOf(path, (line) => line)),
    ...sources.flatMap((path) => blocksOf(path, comment)),
  ];
}

function packageFiles(path: string, ending: string): string[] {
  return readdirSync(repositoryFile('packages')).flatMap((name) => filesUnder(join('packages', name, path), ending));
}

function filesUnder(path: string, ending: string): string[] {
  if (path.endsWith(ending)) return [path];
  const entries = readdirSync(repositoryFile(path), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const child = join(path, entry.name);
    if (entry.isDirectory()) return filesUnder(child, ending);
    return child.endsWith(ending) ? [child] : [];
  });
}

/** What a line of a doc comment says; `null` for a line that belongs to none. */
function comment(line: string): string | null {
  return /^\s*\* ?(.*)$/.exec(line)?.[1] ?? null;
}

function blocksOf(path: string, content: (line: string) => string | null): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { place: string; language: string; lines: string[] } | null = null;
  for (const [i, raw] of readFileSync(repositoryFile(path), 'utf8').split('\n').entries()) {
    const line = content(raw);
    if (line === null) {
      open = null;
    } else if (open === null) {
      const language = /^```(\w*)$/.exec(line)?.[1];
      if (language !== undefined) open = { place: `${path}:${i + 1}`, language, lines: [] };
    } else if (line === '```') {
      blocks.push({ place: open.place, language: open.language, code: open.lines.join('\n') });
      open = null;
    } else {
      open.lines.push(line);
    }
  }
  return blocks;
}
