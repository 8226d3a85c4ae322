import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { decodeStream, isStructwireError, type Schema } from 'structwire';
import { describe, expect, it } from 'vitest';
import { Random, runSeed } from '../random.ts';
import { bothWays } from './both-ways.ts';
import { randomRecord } from './random-schema.ts';

const RUNS = Number(process.env['STRUCTWIRE_RUNS'] ?? 250);
const SEED = runSeed();

type Ways = readonly [interpreted: Schema<unknown>, compiled: Schema<unknown>];

/** A random schema both ways, with values; the seed is what fast-check reports. */
function schemaOf(seed: number): { random: Random; ways: Ways; value: () => unknown } {
  const random = new Random(seed);
  const { type, value } = randomRecord(random);
  const [[, interpreted], [, compiled]] = bothWays(type) as unknown as [
    [string, Schema<unknown>],
    [string, Schema<unknown>],
  ];
  return { random, ways: [interpreted, compiled], value };
}

async function forAll(check: (made: ReturnType<typeof schemaOf>) => void | Promise<void>, runs = RUNS): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 })), async (seed) => check(schemaOf(seed))),
    { seed: SEED, numRuns: runs },
  );
}

/** What an operation gives, or where it fails; the same both ways. */
function outcome(
  ways: Ways,
  run: (schema: Schema<unknown>) => unknown,
  isSame: (one: unknown, other: unknown) => boolean = () => false,
): { value?: unknown; code?: string; offset?: number | undefined } {
  const [first, second] = ways.map((schema) => {
    try {
      return { value: run(schema) };
    } catch (error) {
      if (!isStructwireError(error)) throw error;
      const { code, path, offset, message } = error;
      return { code, path, offset, message };
    }
  });
  if (!isDeepStrictEqual(first, second) && !isSame(first?.value, second?.value)) expect(second).toEqual(first);
  return first ?? {};
}

function encoded({ ways, value }: ReturnType<typeof schemaOf>): { given: unknown; bytes: Uint8Array } {
  const given = value();
  const made = outcome(ways, (schema) => schema.encode(given));
  if (!(made.value instanceof Uint8Array)) throw new Error(`refused: ${JSON.stringify(made)}`);
  return { given, bytes: made.value };
}

// Compiling a schema takes longer than trying it: on a busy machine the default timeout is too short.
describe(`random schemas, STRUCTWIRE_SEED=${SEED}`, { timeout: 120_000 }, () => {
  it('give back what was encoded, and encode it to the same bytes', () =>
    forAll((made) => {
      for (let i = 0; i < 3; i++) {
        const { given, bytes } = encoded(made);
        const { value: decoded } = outcome(made.ways, (schema) => schema.decode(bytes));
        if (!contains(decoded, given)) expect(decoded).toEqual(given);
        const again = outcome(made.ways, (schema) => schema.encode(decoded));
        expect(again.value).toEqual(bytes);
      }
    }));

  it('need more bytes wherever a record is cut', () =>
    forAll((made) => {
      const { bytes } = encoded(made);
      const measurer = made.ways[0].measurer();
      for (let length = 0; length < bytes.length; length++) {
        expect(measurer.measure(bytes, 0, length)).toBeLessThan(0);
        if (length % 3 !== 0) continue;
        expect(outcome(made.ways, (schema) => schema.decode(bytes.subarray(0, length))).code).toBe('input-too-short');
      }
      expect(measurer.measure(bytes, 0, bytes.length)).toBe(bytes.length);
    }, RUNS / 2));

  it('give the same records however a stream is cut', () =>
    forAll(async (made) => {
      const records = [encoded(made), encoded(made), encoded(made)]
        .map(({ bytes }) => bytes)
        .filter(({ length }) => length > 0);
      const whole = Uint8Array.from(records.flatMap((bytes) => [...bytes]));
      const [schema] = made.ways;
      const cut: unknown[] = [];
      for await (const record of decodeStream(schema, pieces(whole, made.random))) cut.push(record);
      const expected = records.map((bytes) => schema.decode(bytes));
      if (!isDeepStrictEqual(cut, expected)) expect(cut).toEqual(expected);
      if (records.length > 0) expect(outcome(made.ways, (each) => each.decodeMany(whole)).value).toEqual(expected);
    }, RUNS / 2));

  it('give a value or a located error for damaged bytes', () =>
    forAll((made) => {
      const { bytes } = encoded(made);
      for (let i = 0; i < 12; i++) checkHostile(made.ways, damaged(bytes, made.random));
    }, RUNS / 2));

  it('give a value or a located error for any bytes', () =>
    forAll((made) => {
      for (let i = 0; i < 12; i++) checkHostile(made.ways, made.random.bytes(made.random.whole(0, 80)));
    }, RUNS / 2));
});

/** A value that comes out of bytes goes in again, and comes out the same, but for sums over padding that was not zero. */
function checkHostile(ways: Ways, bytes: Uint8Array): void {
  const result = outcome(ways, (schema) => schema.decodeFrom(bytes));
  if (result.code === undefined) {
    // A NaN stays a NaN, and no more than that is promised of its bits.
    const isSame = (one: unknown, other: unknown): boolean =>
      one instanceof Uint8Array &&
      other instanceof Uint8Array &&
      hasNaN(result.value) &&
      isDeepStrictEqual(withoutSums(ways[0].decode(one)), withoutSums(ways[0].decode(other)));
    const again = outcome(ways, (schema) => schema.encode(result.value), isSame);
    if (!(again.value instanceof Uint8Array)) throw new Error(`a decoded value is refused: ${JSON.stringify(again)}`);
    const bytesAgain = again.value;
    const third = outcome(ways, (schema) => schema.decode(bytesAgain));
    if (!isDeepStrictEqual(third.value, result.value))
      expect(withoutSums(third.value)).toEqual(withoutSums(result.value));
  } else {
    expect(result.offset).toBeGreaterThanOrEqual(0);
    expect(result.offset).toBeLessThanOrEqual(bytes.length);
  }
  checkMeasure(ways[0], bytes, result.code);
}

function hasNaN(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Number.isNaN(value);
  return Object.values(value).some(hasNaN);
}

function withoutSums(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSums);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const rest = Object.entries(value).filter(([name]) => name !== 'sum');
  return Object.fromEntries(rest.map(([name, inner]) => [name, withoutSums(inner)]));
}

/** Measuring never disagrees: what it calls whole decodes or is refused, but is never too short. */
function checkMeasure(schema: Schema<unknown>, bytes: Uint8Array, code: string | undefined): void {
  let size: number;
  try {
    size = schema.measurer().measure(bytes, 0, bytes.length);
  } catch (error) {
    if (!isStructwireError(error)) throw error;
    return;
  }
  if (size >= 0) expect(code).not.toBe('input-too-short');
  else expect(code).toBeDefined();
}

function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  if (copy.length === 0) return copy;
  for (let i = random.whole(1, 3); i > 0; i--)
    copy[random.whole(0, copy.length - 1)] = random.one([0, 1, 0x7f, 0x80, 0xff, random.whole(0, 255)]);
  return copy;
}

function* pieces(bytes: Uint8Array, random: Random): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const length = random.whole(1, random.one([1, 5, 50]));
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** Whether a value has everything another one has; encoding adds what it works out. */
function contains(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null || expected instanceof Uint8Array || expected instanceof Date) {
    return isDeepStrictEqual(actual, expected);
  }
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(expected) && (actual as unknown[]).length !== expected.length) return false;
  return Object.keys(expected).every((key) => contains(own(actual, key), own(expected, key)));
}

function own(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}
