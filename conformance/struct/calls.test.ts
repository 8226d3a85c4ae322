import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BACKENDS } from '../backend.ts';
import { difference } from '../differential/compare.ts';
import { questionOf } from '../differential/random-case.ts';
import { runCase } from '../differential/run-case.ts';
import { findPython } from '../python/python.ts';
import { StructPeer } from '../python/struct-peer.ts';
import { CALLS, type Call } from './call-tables.ts';

const GROUPS = Object.entries(CALLS).map(([heading, calls]) => ({ heading, calls }));

describe.each([...BACKENDS, 'module' as const])('%s', (backend) => {
  describe.each(GROUPS)('$heading', ({ calls }) => {
    it.each(calls)('$title', ({ testCase, expected }) => {
      const outcome = runCase(testCase, backend);
      if ('result' in expected) {
        expect(outcome).toEqual(expected);
        return;
      }
      const { text, ...place } = expected;
      if ('result' in outcome)
        expect(outcome).toEqual(expected); // fails, and shows the result
      else {
        const { message, ...found } = outcome;
        expect(message).toContain(text);
        expect(found).toEqual(place);
      }
    });
  });
});

const python = findPython();

describe.skipIf(python === null)(`the tables of calls, asked of ${python ?? 'no python3 here'}`, () => {
  let peer: StructPeer;
  beforeAll(() => {
    peer = new StructPeer();
  });
  afterAll(async () => await peer[Symbol.asyncDispose]());

  it.each(GROUPS)('$heading', async ({ calls }) => {
    const answers = await peer.ask(calls.map(({ testCase }) => questionOf(testCase)));
    const differences = answers.map((answer, i) => differenceFor(calls[i]!, answer)); // one answer for each call
    expect(differences.filter((found) => found !== null)).toEqual([]);
  });
});

function differenceFor({ title, testCase }: Call, answer: Parameters<typeof difference>[1]): string | null {
  const found = difference(testCase.operation, answer, runCase(testCase, 'module'));
  return found === null ? null : `${title}: ${found.slice(0, 300)}`;
}
