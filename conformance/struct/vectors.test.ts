import { type CodecOptions, calcsize, Struct } from 'structwire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caught } from '../../packages/structwire/test/caught.ts';
import { BACKENDS, running } from '../backend.ts';
import { formatOf } from '../differential/random-format.ts';
import { findPython } from '../python/python.ts';
import { StructPeer } from '../python/struct-peer.ts';
import { valuePair } from './python-value.ts';
import { VECTORS, type Vector } from './vector-tables.ts';

const GUARD = 3;

describe.each(BACKENDS)('%s', (backend) => {
  describe.each(VECTORS)('$heading', ({ vectors }) => {
    it.each(vectors)('$format $hex', (vector) => {
      checkPacking(vector, running(backend));
      checkUnpacking(vector, running(backend));
      checkTruncations(vector, running(backend));
    });
  });
});

const python = findPython();

describe.skipIf(python === null)(`the table of vectors, asked of ${python ?? 'no python3 here'}`, () => {
  let peer: StructPeer;
  beforeAll(() => {
    peer = new StructPeer();
  });
  afterAll(async () => await peer[Symbol.asyncDispose]());

  it.each(VECTORS)('$heading', async ({ vectors }) => {
    const packed = await peer.ask(vectors.map((vector) => ['pack', vector.format, ...pythonValues(vector)]));
    expect(packed).toEqual(vectors.map(({ hex }) => ['ok', `b${hex}`]));
    const unpacked = await peer.ask(vectors.map(({ format, hex }) => ['unpack', format, `b${hex}`]));
    expect(unpacked).toEqual(vectors.map((vector) => ['ok', pythonValues({ ...vector, values: back(vector) })]));
  });
});

function checkPacking({ format, values, hex }: Vector, options: CodecOptions): void {
  const struct = new Struct(format, options);
  const expected = Uint8Array.from(Buffer.from(hex, 'hex'));
  expect([struct.size, calcsize(format)]).toEqual([expected.length, expected.length]);
  expect(struct.pack(...values)).toEqual(expected);
  const target = new Uint8Array(expected.length + 2 * GUARD).fill(0xaa);
  const around = target.slice(0, GUARD);
  struct.packInto(target, GUARD, ...values);
  struct.packInto(target, -expected.length - GUARD, ...values); // the same place, from the end
  expect(target).toEqual(Uint8Array.of(...around, ...expected, ...around));
}

function checkUnpacking(vector: Vector, options: CodecOptions): void {
  const struct = new Struct(vector.format, options);
  const bytes = Uint8Array.from(Buffer.from(vector.hex, 'hex'));
  expect(struct.unpack(bytes)).toEqual(back(vector));
  const longer = Uint8Array.of(1, 2, 3, ...bytes, 4);
  expect(struct.unpackFrom(longer, GUARD)).toEqual(back(vector));
  expect(struct.unpackFrom(longer, -bytes.length - 1)).toEqual(back(vector));
  if (bytes.length > 0) {
    expect(Array.from(struct.iterUnpack(Uint8Array.of(...bytes, ...bytes)))).toEqual([back(vector), back(vector)]);
    expect(struct.decodeMany(Uint8Array.of(...bytes, ...bytes))).toEqual([back(vector), back(vector)]);
  }
}

function checkTruncations({ format, hex }: Vector, options: CodecOptions): void {
  const struct = new Struct(format, options);
  const bytes = Buffer.from(hex, 'hex');
  for (let length = 0; length < bytes.length; length++) {
    const cut = bytes.subarray(0, length);
    expect(caught(() => struct.unpack(cut)).code).toBe('wrong-buffer-size');
    expect(caught(() => struct.unpackFrom(cut)).code).toBe('unpack-buffer-too-small');
    expect(caught(() => struct.decode(cut)).code).toBe('input-too-short');
  }
}

function back({ values, back }: Vector): readonly unknown[] {
  return back ?? values;
}

/** The values in the notation of the peer. */
function pythonValues({ format, values }: Vector): string[] {
  const { slots } = formatOf(format);
  return values.map((value, i) => valuePair(value, slots[i]).python);
}
