import { type AnyType, codec, type Infer, type InferInput, type Schema, type StructwireError } from 'structwire';
import { expect } from 'vitest';
import { caught } from '../caught.ts';
import { fromHex, toHex } from '../hex.ts';

/** The same type interpreted and compiled. */
export function bothWays<T extends AnyType>(type: T): readonly [string, Schema<Infer<T>, InferInput<T>>][] {
  return [
    ['interpreted', codec(type, { codegen: 'never' })],
    ['compiled', codec(type, { codegen: 'eager' })],
  ];
}

/** Bytes and value of one record, in both directions and both ways; every truncation needs more, and its end is found. */
export function checkVector<T extends AnyType>(
  type: T,
  hex: string,
  value: NoInfer<Infer<T>>,
  // Most types take what they give; a case of one that does not says what it takes.
  input: NoInfer<InferInput<T>> = value as InferInput<T>,
): void {
  const bytes = fromHex(hex);
  for (const [way, schema] of bothWays(type)) {
    expect(toHex(schema.encode(input)), way).toBe(toHex(bytes));
    expect(schema.decode(bytes), way).toEqual(value);
    checkPlaces(schema as unknown as Schema<unknown>, bytes, input); // given what it takes
    checkTruncations(schema, bytes);
  }
}

/** Somewhere in other bytes. */
function checkPlaces(schema: Schema<unknown>, bytes: Uint8Array, input: unknown): void {
  const around = new Uint8Array(2 * bytes.length + 3).fill(0x5a);
  expect(schema.encodeInto(input, around, 3)).toBe(bytes.length);
  expect(schema.encodeInto(input, around, 3 + bytes.length)).toBe(bytes.length);
  const expected = schema.decode(bytes);
  if (schema.isDelimited) {
    expect(schema.decodeFrom(around, 3)).toEqual(expected);
    if (bytes.length > 0) expect(schema.decodeMany(around, 3)).toEqual([expected, expected]);
    const late = caught(() => schema.encodeInto(input, around, around.length - bytes.length + 1));
    expect(late.code).toBe('output-too-small');
  }
}

function checkTruncations(schema: Schema<unknown, never>, bytes: Uint8Array): void {
  if (!schema.isDelimited) return;
  const measurer = schema.measurer();
  for (let length = 0; length < bytes.length; length++) {
    expect(caught(() => schema.decode(bytes.subarray(0, length))).code, `cut to ${length}`).toBe('input-too-short');
    expect(measurer.measure(bytes, 0, length), `measured at ${length}`).toBeLessThan(0);
  }
  expect(measurer.measure(bytes, 0, bytes.length)).toBe(bytes.length);
}

/** The error of decoding, which must be the same both ways. */
export function decodingError(type: AnyType, hex: string): StructwireError {
  return sameError(type, (schema) => schema.decode(fromHex(hex)));
}

/** The error of encoding, which must be the same both ways. */
export function encodingError(type: AnyType, value: unknown): StructwireError {
  return sameError(type, (schema) => schema.encode(value));
}

function sameError(type: AnyType, run: (schema: Schema<unknown>) => unknown): StructwireError {
  const schemas = bothWays(type).map(([, schema]) => schema as unknown as Schema<unknown>); // also given what it does not take
  const [first, second] = schemas.map((schema) => caught(() => run(schema)));
  expect([second?.code, second?.path, second?.offset, second?.message]).toEqual([
    first?.code,
    first?.path,
    first?.offset,
    first?.message,
  ]);
  return first!; // there are two ways
}
