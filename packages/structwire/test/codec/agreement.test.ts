import fc from 'fast-check';
import { type Layout, Struct } from 'structwire';
import { describe, expect, it } from 'vitest';
import { runSeed } from '../random.ts';
import { BothWays } from './both-ways.ts';
import { fixedLayout } from './random-layout.ts';
import { valueFor } from './random-value.ts';

const RUNS = Number(process.env['STRUCTWIRE_RUNS'] ?? 1000);
const VALUES = 4; // of each layout: making one costs more than trying a value
const SEED = runSeed();

describe(`compiled code and the interpreter, STRUCTWIRE_SEED=${SEED}`, () => {
  it('encode every value to the same bytes, or refuse it with the same error', () => {
    const cases = fixedLayout.chain((layout) =>
      fc.tuple(fc.constant(layout), fc.array(valueFor(layout, 12), { minLength: VALUES, maxLength: VALUES })),
    );
    let refused = 0;
    fc.assert(
      fc.property(cases, ([layout, values]) => {
        const both = new BothWays(layout);
        for (const value of values) if ('code' in both.encode(value)) refused++;
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect(refused).toBeGreaterThan(RUNS / 10); // the odd values are there
    expect(refused).toBeLessThan(VALUES * RUNS * 0.9); // and so are the others
  });

  it('give back what was encoded, both ways', () => {
    const cases = fixedLayout.chain((layout) =>
      fc.tuple(fc.constant(layout), fc.array(valueFor(layout, Infinity), { minLength: VALUES, maxLength: VALUES })),
    );
    fc.assert(
      fc.property(cases, ([layout, values]) => {
        const both = new BothWays(layout);
        for (const value of values) {
          const encoded = both.encode(value);
          if (!('value' in encoded)) throw new Error(`refused: ${encoded.message}`);
          both.decode(encoded.value as Uint8Array); // `encode` gives bytes
        }
      }),
      { seed: SEED, numRuns: RUNS / 2 },
    );
  });

  it('read any bytes as the same values, and refuse the same lengths and places', () => {
    const cases = fixedLayout.chain((layout) => {
      const size = layout.size ?? 0;
      const bytes = fc.uint8Array({ minLength: size, maxLength: size });
      return fc.tuple(fc.constant(layout), fc.array(bytes, { minLength: VALUES, maxLength: VALUES }), fc.nat(size));
    });
    fc.assert(
      fc.property(cases, ([layout, all, cut]) => {
        const both = new BothWays(layout);
        for (const bytes of all) {
          both.decode(bytes);
          both.decode(bytes.subarray(cut));
          both.agree('decodeFrom outside', (codec) => codec.decodeFrom(bytes, cut + 1));
          both.agree('decodeMany of a part', (codec) => codec.decodeMany(bytes, 0, cut));
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('keep the limits of arrays', () => {
    const element = { kind: 'scalar', scalar: 'u8', endian: 'le', size: 1, align: 1 } as const;
    for (const value of [3, 16, 17, 20]) {
      const layout: Layout = { kind: 'array', element, count: { by: 'fixed', value }, size: value, align: 1 };
      const outcome = new BothWays(layout, { limits: { maxArrayLength: 16 } }).decode(new Uint8Array(value));
      expect('code' in outcome ? outcome.code : outcome.value).toEqual(
        value > 16 ? 'array-too-long' : Array(value).fill(0),
      );
    }
  });

  it('lend the bytes that they read when asked to', () => {
    const { layout } = new Struct('<I 3s 20s 5p');
    const bytes = Uint8Array.from({ length: layout.size }, (_, i) => i + 3);
    const both = new BothWays(layout, { bytes: 'view' });
    both.decode(bytes);
    for (const codec of [both.compiled, both.interpreted]) {
      const [, three, twenty, pascal] = codec.decodeFrom(bytes) as Uint8Array[];
      expect([three, twenty, pascal].map((field) => [field?.buffer === bytes.buffer, field?.byteOffset])).toEqual([
        [true, 4],
        [true, 7],
        [true, 28],
      ]);
    }
  });

  it('refuse an end that is no whole number, however small a part it is', () => {
    const both = new BothWays(new Struct('<q').layout);
    const ends = [0.5, 7.5, 8.5, Number.MIN_VALUE, Number.NaN, -1, 17];
    for (const end of ends) {
      both.agree('compiled at the first call', (codec) => codec.decodeMany(new Uint8Array(16)));
      expect(both.agree(`an end of ${end}`, (codec) => codec.decodeMany(new Uint8Array(16), 0, end))).toHaveProperty(
        'code',
      );
    }
  });
});
