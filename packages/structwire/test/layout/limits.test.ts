import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../src/codec/all-kinds.ts';
import { interpret } from '../../src/codec/interpret/interpret.ts';
import { type Limits, limitsFrom } from '../../src/codec/limits.ts';
import { LayoutMeasurer } from '../../src/codec/measure/measurer.ts';
import { caught } from '../caught.ts';
import { fromHex } from '../hex.ts';
import { decode } from './interpret-case.ts';
import { array, blob, by, prefixed, record, u8, u32 } from './variable-layouts.ts';

describe('limits', () => {
  it('have defaults, each of which can be set alone', () => {
    expect(limitsFrom({ maxDepth: 3 })).toEqual({ maxRecordSize: 1048576, maxArrayLength: 1048576, maxDepth: 3 });
  });

  it('are switched off by Infinity, as far as the engine goes', () => {
    expect(limitsFrom({ maxArrayLength: Infinity, maxDepth: Infinity })).toMatchObject({
      maxArrayLength: 2 ** 32 - 1,
      maxDepth: 1000,
    });
  });

  it.each([{ maxDepth: -1 }, { maxDepth: 1001 }, { maxArrayLength: 1.5 }, { maxRecordSize: Number.NaN }])(
    'refuse %o',
    (given) => {
      expect(caught(() => limitsFrom(given as Partial<Limits>)).code).toBe('bad-limit');
    },
  );

  it('bound an array by its count, before its elements', () => {
    const layout = record({ n: u8, a: array(u8, by('n')) });
    const error = caught(() => decode(layout, fromHex('04'), limitsFrom({ maxArrayLength: 3 })));
    expect([error.code, error.path, error.context]).toEqual(['array-too-long', 'a', { count: 4, limit: 3 }]);
  });

  it('bound a record in a stream as soon as its length is known', () => {
    const measurer = new LayoutMeasurer(
      interpret(record({ b: blob(prefixed(u32)), c: u8 }), ALL_KINDS.nodes),
      limitsFrom({ maxRecordSize: 9 }),
    );
    const error = caught(() => measurer.measure(fromHex('05000000'), 0, 4));
    expect([error.code, error.context]).toEqual(['record-too-large', { size: 10, limit: 9 }]);
    expect(measurer.measure(fromHex('04000000'), 0, 4), 'the next stream').toBe(-5);
  });
});
