import { existsSync } from 'node:fs';
import { type ErrorCode, isStructwireError, Struct, StructwireError } from 'structwire';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../caught.ts';

const BUILT = new URL('../../dist/index.js', import.meta.url);

const outOfRange = thrownBy(() => new Struct('<BH').pack(1, 70000));

describe('StructwireError', () => {
  it('says code, context and place, and derives its message from them', () => {
    expect(outOfRange).toBeInstanceOf(StructwireError);
    expect(outOfRange).toBeInstanceOf(Error);
    expect(outOfRange).toMatchObject({
      name: 'StructwireError',
      code: 'integer-out-of-range',
      context: { type: 'H', min: 0n, max: 65535n, actual: '70000' },
      path: '[1]',
      offset: 1,
      index: undefined,
      message: "'H' format requires 0 <= number <= 65535, got 70000 [at [1], offset 1]",
    });
    expect(String(outOfRange)).toMatch(/^StructwireError: 'H' format requires/);
    expect((outOfRange as Error).stack).toMatch(/^StructwireError: 'H' format requires/);
  });

  it('keeps what the engine said as its cause', () => {
    const error = thrownBy(() => new Struct('9007199254740991s').pack('a'));
    expect((error as Error).cause).toBeInstanceOf(RangeError);
    expect((outOfRange as Error).cause).toBeUndefined();
  });
});

describe('isStructwireError', () => {
  it('narrows by code, and gives the context its type', () => {
    if (!isStructwireError(outOfRange, 'integer-out-of-range')) throw new Error('it is one');
    expect(outOfRange.context.max + 1n).toBe(65536n); // `max` is known to be a bigint
    expect(isStructwireError(outOfRange)).toBe(true);
    expect(isStructwireError(outOfRange, 'not-an-integer')).toBe(false);
  });

  it.each([
    null,
    undefined,
    'integer-out-of-range',
    7,
    () => 1,
    new Error('no'),
    new TypeError('no'),
    { code: 'integer-out-of-range', name: 'StructwireError' },
    Object.assign(new Error('no'), { code: 'integer-out-of-range', name: 'StructwireError' }),
  ])('is false for %o', (value) => {
    expect(isStructwireError(value)).toBe(false);
    expect(isStructwireError(value, 'integer-out-of-range')).toBe(false);
  });

  it('agrees between two copies of the library, whose classes differ', async () => {
    if (!existsSync(BUILT)) throw new Error('packages/structwire/dist is missing: run `npm run build`');
    const other = (await import(BUILT.href)) as typeof import('structwire');
    expect(other.StructwireError).not.toBe(StructwireError);
    const theirs = thrownBy(() => new other.Struct('<H').pack(-1));
    expect(theirs).not.toBeInstanceOf(StructwireError);
    const code: ErrorCode = 'integer-out-of-range';
    expect([isStructwireError(theirs), isStructwireError(theirs, code)]).toEqual([true, true]);
    expect([other.isStructwireError(outOfRange), other.isStructwireError(outOfRange, code)]).toEqual([true, true]);
    expect([isStructwireError(theirs, 'not-a-float'), other.isStructwireError(new Error('no'))]).toEqual([
      false,
      false,
    ]);
  });
});
