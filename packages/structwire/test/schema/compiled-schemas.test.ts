import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  type AnyType,
  array,
  bytes,
  codec,
  f32,
  type Layout,
  lazy,
  optional,
  record,
  type Schema,
  sized,
  transform,
  u8,
  varint,
} from 'structwire';
import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../src/codec/all-kinds.ts';
import { LayoutEmitter } from '../../src/codec/emit/layout-emitter.ts';
import { sizeSource } from '../../src/codec/emit/moving/size-source.ts';
import { runtimeWith } from '../../src/codec/emit/runtime.ts';
import { DEFAULT_LIMITS } from '../../src/codec/limits.ts';
import type { SizeOf } from '../../src/codec/measure/sizer.ts';
import { OPERATIONS, type Operations } from '../../src/codec/operations.ts';
import { sourceOf } from '../../src/codec/sources.ts';
import { caught } from '../caught.ts';
import { Random, runSeed } from '../random.ts';
import { randomRecord } from './random-schema.ts';

const RUNS = Number(process.env['STRUCTWIRE_RUNS'] ?? 250);
const SEED = runSeed();

/** Compiled operations that cannot leave anything to the interpreter. */
function compiledOnly(layout: Layout): Operations<unknown, unknown> {
  const refuse = new Proxy(
    {},
    {
      get: (_target, name) => () => {
        throw new Error(`${String(name)} is left to the interpreter`);
      },
    },
  );
  const runtime = runtimeWith({ ...ALL_KINDS.helpers, limits: DEFAULT_LIMITS, transforms: new Map() });
  const made = OPERATIONS.map((name) => {
    const source = sourceOf(layout, name, { isLending: false, maxArrayLength: 1000 }, ALL_KINDS);
    if (source === null) throw new Error(`there is no code for ${name} of ${JSON.stringify(layout)}`);
    // oxlint-disable-next-line typescript/no-implied-eval -- what is tested
    const make = new Function('interpret', 'runtime', source) as (...parts: unknown[]) => unknown;
    return [name, make(refuse, runtime)] as const;
  });
  return Object.fromEntries(made) as unknown as Operations<unknown, unknown>; // all of them, by name
}

function sizerOnly(layout: Layout): SizeOf {
  const options = { isLending: false, maxArrayLength: 1000 };
  const source = sizeSource(layout, options, new LayoutEmitter(ALL_KINDS.emitters));
  if (source === null) throw new Error(`there is no code for the size of ${JSON.stringify(layout)}`);
  // oxlint-disable-next-line typescript/no-implied-eval -- what is tested
  const make = new Function('interpret', 'runtime', source) as (...parts: unknown[]) => SizeOf;
  return make({}, runtimeWith({ ...ALL_KINDS.helpers, limits: DEFAULT_LIMITS, transforms: new Map() }));
}

describe(`compiled code of random schemas, STRUCTWIRE_SEED=${SEED}`, () => {
  it('does all operations on plain values without the interpreter', () => {
    fc.assert(
      fc.property(fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 })), (seed) => {
        const { type, value } = randomRecord(new Random(seed));
        const interpreted = codec(type, { codegen: 'never' });
        const compiled = compiledOnly(interpreted.layout);
        const given = value();
        const bytes = interpreted.encode(given as never); // a value of the type
        const decoded: unknown = interpreted.decode(bytes);
        const twice = Uint8Array.from([1, ...bytes, ...bytes, 2]);
        same(compiled.encode(given), bytes);
        same(compiled.encode(decoded), bytes);
        same(compiled.decode(bytes), decoded);
        same(compiled.decodeFrom(twice, 1), decoded);
        if (bytes.length > 0) same(compiled.decodeMany(twice, 1, twice.length - 1), [decoded, decoded]);
        const target = new Uint8Array(bytes.length + 3).fill(9);
        same(compiled.encodeInto(given, target, 2), bytes.length);
        same(target, Uint8Array.from([9, 9, ...bytes, 9]));
        if (interpreted.size === null) same(sizerOnly(interpreted.layout)(twice, 1, twice.length), bytes.length);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

/** Records inside each other, as many as the type has, around a value. */
function nested(depth: number, value: unknown): unknown {
  return depth === 0 ? value : { [`a${depth}`]: depth, inner: nested(depth - 1, value) };
}

function same(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}

describe('compiled code', () => {
  it('lets a function of a transformation use the same codec', () => {
    const inner = Uint8Array.from({ length: 80 }, (_, i) => 255 - i);
    let again = 0;
    const Nested: Schema<{ first: unknown; floats: number[] }, never> = codec(
      record({
        first: transform(bytes(40), {
          decode: (value) => (again++ === 0 ? Nested.decode(inner) : value),
          encode: (value: Uint8Array) => value,
        }),
        floats: array(f32, 10),
      }),
      { codegen: 'eager' },
    );
    const outer = Uint8Array.from({ length: 80 }, (_, i) => i);
    const plain = codec(record({ first: bytes(40), floats: array(f32, 10) }), { codegen: 'never' });
    expect(Nested.decode(outer).floats).toEqual(plain.decode(outer).floats);
    expect(again).toBe(2);
  });

  it('calls too deep what the call stack does not bear, whatever the limit', () => {
    const inside = (depth: number): AnyType =>
      depth === 0 ? optional(chain, u8) : sized(varint, record({ [`a${depth}`]: u8, inner: inside(depth - 1) }));
    const chain: AnyType = lazy('Chain', () => record({ id: u8, next: inside(6) }));
    let bytes: Uint8Array = Uint8Array.of(0);
    let value: unknown;
    for (const codegen of ['never', 'eager'] as const) {
      const Deep = codec(chain, { codegen, limits: { maxDepth: 1000 } }) as unknown as Schema<unknown>;
      const cycle: Record<string, unknown> = { id: 1 };
      cycle['next'] = nested(6, cycle);
      expect(caught(() => Deep.encode(cycle)).code).toBe('too-deep');
      value = { id: 1, next: nested(6, undefined) };
      bytes = Deep.encode(value);
      expect(Deep.decode(bytes)).toEqual(value);
      const flat: AnyType = lazy('Flat', () => record({ next: optional(flat, u8) }));
      const Flat = codec(flat, { codegen, limits: { maxDepth: 1000 } });
      const ones = new Uint8Array(100_000).fill(1);
      expect(caught(() => Flat.decode(ones)).code).toBe('too-deep');
      expect(caught(() => Flat.measurer().measure(ones, 0, ones.length)).code).toBe('too-deep');
    }
  });

  it('leaves what a function throws to the interpreter, with its place', () => {
    const odd = transform(u8, {
      name: 'odd',
      decode: (value) => {
        if (value % 2 === 0) throw new RangeError('even');
        return value;
      },
      encode: (value: number) => value,
    });
    for (const codegen of ['never', 'eager'] as const) {
      const Odds = record({ list: array(odd, u8) }, { codegen });
      expect(Odds.decode(Uint8Array.of(2, 1, 3))).toEqual({ list: [1, 3] });
      const error = caught(() => Odds.decode(Uint8Array.of(3, 1, 3, 4)));
      expect([error.code, error.path, error.offset]).toEqual(['transform-failed', 'list[2]', 3]);
    }
  });
});
