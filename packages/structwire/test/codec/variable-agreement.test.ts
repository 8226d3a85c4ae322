import { isDeepStrictEqual } from 'node:util';
import { codec, type Schema } from 'structwire';
import { describe, expect, it } from 'vitest';
import { type Outcome, outcomeOf } from './both-ways.ts';
import { VARIABLE_KINDS } from './variable-kind-tables.ts';

/** What may be put in the place of any part of a value. */
const ODD_VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  1,
  2.5,
  300,
  -0,
  Number.NaN,
  2 ** 40,
  5n,
  -5n,
  2n ** 64n,
  '',
  'point',
  'é\ud800',
  'nul\0nul',
  'x'.repeat(70_000),
  [],
  [1, 2, 3],
  [undefined],
  {},
  { tag: 1, value: 1 },
  { tag: null, actual: 1, value: new Uint8Array(1) },
  new Uint8Array(2),
  new Uint8Array(300),
  new Float64Array(1),
  new Date(1),
  new Date(Number.NaN),
  Object.create({ a: 1 }),
  Object.create(null),
  Symbol('odd'),
  '0',
  [0],
  new Map(),
  { tag: null, actual: undefined, value: new Uint8Array(1) },
];

const DAMAGE = [0x00, 0x01, 0x7f, 0x80, 0xff];

class Both {
  readonly #interpreted: Schema<unknown>;
  readonly #compiled: Schema<unknown>;

  constructor(interpreted: Schema<unknown>, compiled: Schema<unknown>) {
    this.#interpreted = interpreted;
    this.#compiled = compiled;
  }

  /** The outcome of an operation, the same both ways. */
  agree(what: string, run: (schema: Schema<unknown>) => unknown): Outcome {
    const expected = outcomeOf(() => run(this.#interpreted));
    const actual = outcomeOf(() => run(this.#compiled));
    if (!isDeepStrictEqual(actual, expected)) expect(actual, what).toStrictEqual(expected);
    return expected;
  }

  /** Encodes into new bytes, and into a target that stays as it is on failure. */
  encode(what: string, value: unknown): Outcome {
    const outcome = this.agree(what, (schema) => schema.encode(value));
    const length = 'value' in outcome ? (outcome.value as Uint8Array).length : 200; // what encoding gives
    for (const room of [length, length - 1]) {
      this.agree(`${what}, into`, (schema) => {
        const target = new Uint8Array(Math.max(room, 0) + 3).fill(0xa5);
        try {
          for (let time = 0; time < 3; time++) schema.encodeInto(value, target, 3);
        } catch (error) {
          if (target.some((byte) => byte !== 0xa5)) throw new Error('a failed call wrote something', { cause: error });
          throw error;
        }
        return target;
      });
    }
    return outcome;
  }

  /** What encoding took is decoded, unless there is too much of it. */
  decodeTaken(what: string, bytes: Uint8Array): void {
    const outcome = this.agree(what, (schema) => schema.decode(bytes));
    if (!('value' in outcome)) expect(['array-too-long', 'too-deep'], outcome.message).toContain(outcome.code);
  }

  /** The same length, or the same mistake: found at once, or by decoding. */
  #measure(what: string, bytes: Uint8Array, start: number, end: number): void {
    const [expected, actual] = [this.#interpreted, this.#compiled].map((schema) =>
      outcomeOf(() => schema.measurer().measure(bytes, start, end)),
    );
    if (isDeepStrictEqual(actual, expected)) return;
    const found = outcomeOf(() => this.#compiled.decode(bytes.slice(start, end)));
    expect([expected, 'value' in (actual ?? {})], what).toEqual([found, true]);
  }

  decode(what: string, bytes: Uint8Array): void {
    this.agree(what, (schema) => schema.decode(bytes));
    const around = Uint8Array.from([9, 9, 9, ...bytes, ...bytes]);
    this.agree(`${what}, from`, (schema) => schema.decodeFrom(around, 3));
    this.agree(`${what}, many`, (schema) => schema.decodeMany(around, 3));
    if (!this.#interpreted.isDelimited) return;
    this.#measure(`${what}, measured`, bytes, 0, bytes.length);
    this.#measure(`${what}, measured inside`, around, 3, 3 + bytes.length);
  }
}

/** The value with something else in each place of it. */
function* mutations(value: unknown, odd: unknown): Iterable<unknown> {
  yield odd;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Date) return;
  for (const key of Object.keys(value)) {
    const inner: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
    for (const changed of mutations(inner, odd)) {
      const copy: object = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
      Object.defineProperty(copy, key, { value: changed, enumerable: true, configurable: true, writable: true });
      yield copy;
    }
  }
}

describe('compiled code and the interpreter agree about', () => {
  for (const { name, type, values, options } of VARIABLE_KINDS) {
    const compiled = codec(type, { ...options, codegen: 'eager' }) as Schema<unknown>;
    const both = new Both(codec(type, { ...options, codegen: 'never' }) as Schema<unknown>, compiled);

    it(`${name}: every operation is compiled`, () => {
      expect(compiled.source.match(/^return function \w+/gm)).toHaveLength(5);
    });

    it(`${name}: values, every truncation and every damaged byte`, () => {
      for (const value of values) {
        const outcome = both.encode('encode', value);
        if (!('value' in outcome)) throw new Error(`refused: ${outcome.message}`);
        const bytes = outcome.value as Uint8Array; // what encoding gives
        for (let length = 0; length <= bytes.length; length++)
          both.decode(`cut to ${length}`, bytes.subarray(0, length));
        both.decode('too long', Uint8Array.from([...bytes, 0]));
        for (let i = 0; i < bytes.length; i++) {
          for (const byte of DAMAGE) {
            const damaged = Uint8Array.from(bytes);
            damaged[i] = byte;
            both.decode(`byte ${i} as ${byte}`, damaged);
          }
        }
      }
    });

    it(`${name}: what is put in the place of each part of a value`, () => {
      for (const value of values) {
        for (const odd of ODD_VALUES) {
          for (const changed of mutations(value, odd)) {
            const outcome = both.encode('encode', changed);
            if ('value' in outcome) both.decodeTaken('decode what was taken', outcome.value as Uint8Array); // what encoding gives
          }
        }
      }
    });
  }
});
