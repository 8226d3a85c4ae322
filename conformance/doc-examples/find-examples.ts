import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A piece of TypeScript that the documentation shows. */
export interface DocExample {
  /** File and line of its first line. */
  readonly title: string;
  readonly code: string;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The examples of all doc comments of the library and of all Markdown pages. */
export function findExamples(): DocExample[] {
  const comments = filesIn('packages/structwire/src', '.ts').flatMap((file) =>
    examplesIn(file, /@example\n([\s\S]*?)\*\//g),
  );
  const pages = ['README.md', 'packages/structwire/README.md', ...filesIn('docs', '.md')];
  return [...comments, ...pages.flatMap((file) => examplesIn(file, /([\s\S]+)/g))];
}

function filesIn(folder: string, extension: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(extension)).map((name) => join(folder, name));
}

/** The TypeScript blocks in the parts of a file that the pattern captures. */
function examplesIn(file: string, part: RegExp): DocExample[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const examples: DocExample[] = [];
  for (const found of text.matchAll(part)) {
    const start = found.index + found[0].indexOf(found[1] ?? '');
    for (const block of (found[1] ?? '').matchAll(/^([ *]*)```ts\n([\s\S]*?)^[ *]*```$/gm)) {
      const line = text.slice(0, start + block.index).split('\n').length + 1;
      examples.push({ title: `${file}:${line}`, code: withoutMargin(block[2] ?? '', block[1] ?? '') });
    }
  }
  return examples;
}

function withoutMargin(code: string, margin: string): string {
  return code
    .split('\n')
    .map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line.replace(/^ +\*/, '')))
    .join('\n');
}
