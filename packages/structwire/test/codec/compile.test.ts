import { type Layout, LayoutCodec, Struct } from 'structwire';
import { afterEach, describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../src/codec/all-kinds.ts';
import { runtimeWith } from '../../src/codec/emit/runtime.ts';
import { tupleSourceOf } from '../../src/codec/emit/tuple-source.ts';
import type { Operations, TupleOperations } from '../../src/codec/operations.ts';
import { sourceOf } from '../../src/codec/sources.ts';
import { thrownBy } from '../caught.ts';

const RECORD = new Struct('<I 2s 2x f').layout;

const HostFunction = globalThis.Function;
afterEach(() => {
  globalThis.Function = HostFunction;
});

/** Counts what is compiled from here on. */
function countCompilations(): { count: number } {
  const seen = { count: 0 };
  globalThis.Function = new Proxy(HostFunction, {
    construct: (target, parameters: string[]) => {
      seen.count++;
      return Reflect.construct(target, parameters) as object;
    },
  });
  return seen;
}

describe('compiling', () => {
  it('starts when an operation has earned it, each on its own', () => {
    const compilations = countCompilations();
    const codec = new Struct('<I 2s 2x f');
    const bytes = codec.pack(1, 'ab', 2.5);
    for (let i = 0; i < 100; i++) expect(codec.decode(bytes)).toEqual([1, Uint8Array.of(97, 98), 2.5]);
    expect(compilations.count).toBe(0);
    codec.decode(bytes);
    codec.decode(bytes);
    expect(compilations.count).toBe(1);
    expect(codec.decodeMany(new Uint8Array(12 * 200))).toHaveLength(200); // enough records in one call
    expect(compilations.count).toBe(2);
    for (let i = 0; i < 300; i++) codec.pack(i, 'ab', 2.5);
    expect(compilations.count).toBe(3);
  });

  it('happens at the first call, or never, when asked to', () => {
    const compilations = countCompilations();
    const eager = new LayoutCodec(RECORD, { codegen: 'eager' });
    expect(compilations.count).toBe(0);
    eager.decode(new Uint8Array(12));
    expect(compilations.count).toBe(1);
    const never = new LayoutCodec(RECORD, { codegen: 'never' });
    for (let i = 0; i < 1000; i++) never.decode(new Uint8Array(12));
    expect(compilations.count).toBe(1);
  });

  it('gives functions that do the usual values without the interpreter', () => {
    const values = [1, Uint8Array.of(97, 98), 2.5];
    const bytes = new Struct('<I 2s 2x f').pack(1, 'ab', 2.5);
    const alone = withoutInterpreter(RECORD);
    expect(alone.decode(bytes)).toEqual(values);
    for (let i = 0; i < 3; i++) expect(alone.decodeFrom(bytes, 0)).toEqual(values);
    expect(alone.decodeMany(bytes, 0, 12)).toEqual([values]);
    expect(alone.encode(values)).toEqual(bytes);
    expect(alone.pack(...values)).toEqual(bytes);
    expect(alone.pack(1, 'ab', 2.5)).toEqual(bytes);
    const target = new Uint8Array(12).fill(9);
    expect(alone.encodeInto(values, target, 0)).toBe(12);
    expect(target).toEqual(bytes);
    target.fill(9);
    for (let i = 0; i < 3; i++) alone.packInto(target, 0, 1, 'ab', 2.5);
    expect(target).toEqual(bytes);
    expect(() => alone.pack(1, 'abc', 2.5)).toThrow('left to the interpreter');
  });

  it('names the functions in stack traces, whatever the name of the layout is', () => {
    const layout: Layout & { size: number } = {
      kind: 'record',
      name: 'a\nthrow 1;\u2028*/',
      size: 1,
      align: 1,
      stretches: [1],
      fields: [
        { name: 'a', stretch: 0, offset: 0, layout: { kind: 'scalar', scalar: 'u8', endian: 'le', size: 1, align: 1 } },
      ],
    };
    const codec = new LayoutCodec<{ a: number }>(layout, { codegen: 'eager' });
    expect(codec.decode(Uint8Array.of(7))).toEqual({ a: 7 });
    const error = thrownBy(() =>
      codec.encode({
        get a(): number {
          throw new Error('from the getter');
        },
      }),
    );
    expect(error instanceof Error && error.stack).toMatch(/structwire:a_throw_1____\.encode#\d+/);
  });
});

describe('source', () => {
  it('stays short for counts of a thousand million', () => {
    const codec = new Struct('<1000000000B 4000000000x H');
    expect(codec.source.length).toBeLessThan(5000);
    expect(() => codec.unpack(new Uint8Array(1))).toThrow('unpack requires a buffer of 5000000002 bytes');
  });

  it('is not made for layouts of very many items; they are interpreted', () => {
    const codec = new Struct(`<${'Bh'.repeat(20_000)}`, { codegen: 'eager' });
    expect(codec.source.trim()).toBe('');
    const bytes = new Uint8Array(codec.size).fill(1);
    const values = codec.unpack(bytes);
    expect(values).toHaveLength(40_000);
    expect(codec.pack(...values)).toEqual(bytes);
  });
});

/** The compiled operations alone: where they would ask the interpreter, they throw. */
function withoutInterpreter(layout: typeof RECORD): Operations<unknown, unknown> & TupleOperations {
  const refuse = new Proxy(
    {},
    {
      get: () => () => {
        throw new Error('left to the interpreter');
      },
    },
  );
  const compiled = (source: string | null): unknown =>
    (new HostFunction('interpret', 'runtime', source ?? '') as (...parts: unknown[]) => unknown)(
      refuse,
      runtimeWith(ALL_KINDS.helpers),
    );
  const names = ['decode', 'decodeFrom', 'decodeMany', 'encode', 'encodeInto'] as const;
  return Object.fromEntries([
    ...names.map((name) => [
      name,
      compiled(sourceOf(layout, name, { isLending: false, maxArrayLength: 1000 }, ALL_KINDS)),
    ]),
    ...(['pack', 'packInto'] as const).map((name) => [name, compiled(tupleSourceOf(layout, name, ALL_KINDS.emitters))]),
  ]) as Operations<unknown, unknown> & TupleOperations; // all the operations, by name
}
