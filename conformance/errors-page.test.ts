import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentedErrors } from '../scripts/error-docs.ts';
import { errorsPage } from '../scripts/errors-page.ts';

describe('docs/errors.md', () => {
  it('is what the rows say', () => {
    const page = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8');
    expect(page === errorsPage(), 'docs/errors.md is stale: run `npm run docs:errors` and commit it').toBe(true);
  });

  it.each(documentedErrors())('explains $code in sentences', ({ code, message, doc }) => {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(message(doc.example).split('\n')[0]).toMatch(/^\S.*[^.\s]$/); // no full stop: the place may follow
    for (const text of [doc.cause, doc.cure]) expect(text).toMatch(/^\S[\s\S]{15,}\.$/);
  });

  it('has one kind for each code', () => {
    const codes = documentedErrors().map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)]);
  });

  it('has every code that a doc comment names behind @throws', () => {
    const known = documentedErrors().map(({ code }) => `\`${code}\``);
    const unknown = sources().flatMap(({ file, text }) =>
      Array.from(text.matchAll(/@throws StructwireError([^@]*?)(?=@|\*\/)/g))
        .flatMap(([, names = '']) => names.match(/`[a-z0-9]+(-[a-z0-9]+)+`/g) ?? [])
        .filter((name) => !(known as string[]).includes(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });
});

function sources(): { file: string; text: string }[] {
  const folder = new URL('../packages/structwire/src/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
}
