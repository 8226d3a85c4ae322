import { isStructwireError } from 'structwire';
import { describe, expect, it } from 'vitest';
import { documentedErrors } from '../scripts/error-docs.ts';
import { BACKENDS } from './backend.ts';
import { AWAITED, ERROR_CASES } from './error-cases/error-cases.ts';

const codes: readonly string[] = documentedErrors().map(({ code }) => code);

describe.each(BACKENDS)('every error code, %s', (backend) => {
  const cases = Object.entries(ERROR_CASES).flatMap(([code, rows]) => rows.map((row) => ({ code, row })));

  it.each(cases)('$code: $row.message', async ({ code, row }) => {
    const error = await caught(() => row.trigger(backend));
    if (!isStructwireError(error)) throw error;
    const { path, offset, index, message, context } = error;
    expect({ code: error.code, path, offset, index }).toEqual({
      code,
      path: row.path,
      offset: row.offset,
      index: row.index,
    });
    expect(row.message).not.toBe('');
    expect(message).toContain(row.message);
    expect(message.split('\n')[0]).toMatch(/^.{10,400}$/); // one line, and for C the line it is about below
    expect(context).toMatchObject(row.context ?? {});
  });
});

describe('the list of cases', () => {
  it('reaches every code', () => {
    const missing = codes.filter((code) => !Object.hasOwn(ERROR_CASES, code) && !AWAITED.includes(code));
    expect(
      missing,
      `no test reaches ${missing.join(', ')}: add a row to conformance/error-cases/<domain>-errors.ts ` +
        '(a new file is also one line in error-cases.ts), such as { trigger: () => theCallThatFails(), message, path, offset }',
    ).toEqual([]);
  });

  it('awaits only codes that have no case', () => {
    expect(AWAITED.filter((code) => Object.hasOwn(ERROR_CASES, code) || !codes.includes(code))).toEqual([]);
  });
});

async function caught(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
