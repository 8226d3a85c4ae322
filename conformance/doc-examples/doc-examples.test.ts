import '../../packages/structwire/test/net/web-globals.ts';
import { describe, expect, it } from 'vitest';
import { findExamples } from './find-examples.ts';
import { wrongClaims } from './run-example.ts';
import { typeErrors } from './type-check.ts';

const examples = findExamples();

/** An entry point, resolved as for the tests themselves. */
const load = async (name: string): Promise<unknown> => await import(/* @vite-ignore */ name);

describe('every example of the documentation', () => {
  // `expression; // value`, `const name = ...; // value`, `console.log(...); // output`, as Node prints values or as hex.
  it.each(examples)('$title runs and gives what its comments say', async ({ code }) => {
    expect(await wrongClaims(code, load)).toEqual([]);
  });

  it('passes the type checker, and has the types that its comments say', () => {
    expect(typeErrors(examples)).toEqual([]);
  });
});

describe('a comment that says something else', () => {
  it.each([
    ['1 + 1; // 3', 'line 1: the comment says 3, it is 2'],
    ['const a = [1, 2]; // [ 1 ]', 'line 1: the comment says [ 1 ], it is [ 1, 2 ]'],
    ['\nconst [a, b] = [1, 2]; // 1, 3', 'line 2: the comment says 1, 3, it is 1, 2'],
    ["console.log('a', 1n); // a 1", 'line 1: the comment says a 1, it is a 1n'],
    ['if (false) console.log(1); // 1', 'line 1: the comment says 1, it is never reached'],
    ['Uint8Array.of(1, 255); // 01 fe', 'line 1: the comment says 01 fe, it is Uint8Array(2) [ 1, 255 ]'],
  ])('%s', async (code, complaint) => {
    expect(await wrongClaims(code, load)).toEqual([complaint]);
  });

  it('about a type, or code that does not compile', () => {
    const [wrongType, wrongCode, ...others] = typeErrors([
      { title: 'one', code: 'type A = [1]; // [2]' },
      { title: 'two', code: 'const a: string = 1;' },
    ]);
    expect(wrongType).toMatch(/^one\(\d+,\d+\): error TS1360/);
    expect(wrongCode).toMatch(/^two\(1,7\): error TS2322/);
    expect(others).toEqual([]);
  });
});
