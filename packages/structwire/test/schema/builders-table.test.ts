import { readFileSync } from 'node:fs';
import * as structwire from 'structwire';
import { type AnyType, record } from 'structwire';
import { describe, expect, it } from 'vitest';
import { checkVector } from './both-ways.ts';

/** The rows of the table of builders in `docs/schemas.md`: an example, a value of it, and its bytes. */
const ROWS = Array.from(
  readFileSync(new URL('../../../../docs/schemas.md', import.meta.url), 'utf8').matchAll(
    /^\| .*? \| `([^|]+)` \| `([^|]+)` \|(?: `([^|]*)`)? \|$/gm,
  ),
  ([, example = '', value = '', bytes = '']): [string, string, string] => [example, value, bytes],
);

/** An expression as the page has it, with all that the package exports in scope. */
function evaluate(expression: string): unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- text of this repository
  return new Function(...Object.keys(structwire), `return (${expression});`)(...Object.values(structwire));
}

describe('the table of builders', () => {
  it('is found', () => {
    expect(ROWS.length).toBeGreaterThan(40);
  });

  it.each(ROWS)('%s: %s is %s', (example, value, bytes) => {
    checkVector(record({ x: evaluate(example) as AnyType }), bytes, { x: evaluate(value) } as never); // as the page says
  });
});
