import { type CodecOptions, isStructwireError, Struct } from 'structwire';
import { describe, expect, it } from 'vitest';
import { Random, runSeed } from '../../packages/structwire/test/random.ts';
import { BACKENDS, running } from '../backend.ts';
import { neighbour, randomFloat } from '../differential/random-float.ts';
import { findPython } from '../python/python.ts';
import { type PackedFloats, pythonPack } from './python-floats.ts';

const LANES = 16; // values of one record: straight-line code when compiled
const RANDOM_HALVES = 250_000;
const RANDOM_SINGLES = 600_000;

const python = findPython();
const seed = runSeed();

// Run again with STRUCTWIRE_SEED=<seed>.
describe.skipIf(python === null)(`rounding of more than a million floats, STRUCTWIRE_SEED=${seed}`, () => {
  const random = new Random(seed);
  const halves = padded([...halvesAndTies(), ...randomFloats(random, 'e', RANDOM_HALVES)]);
  const singles = padded(randomFloats(random, 'f', RANDOM_SINGLES));

  it('has a million of them', () => {
    expect(halves.length + singles.length).toBeGreaterThan(1_000_000);
  });

  describe.each([
    { format: '<e', values: halves },
    { format: '>f', values: singles },
  ])('$format', ({ format, values }) => {
    const expected = python === null ? undefined : pythonPack(format, values);

    it.each(BACKENDS)('is that of CPython, %s', (backend) => {
      expect(wrongOnes(format, values, expected!, running(backend))).toEqual([]); // there is a python3, or this would be skipped
    });
  });

  it.each(BACKENDS)('native f becomes infinite where the others refuse, %s', (backend) => {
    const refused = singles.filter((value) => Number.isFinite(value) && !Number.isFinite(Math.fround(value)));
    expect(refused.length).toBeGreaterThan(1000);
    const values = padded(Array.from(refused));
    expect(wrongOnes('@f', values, pythonPack('@f', values), running(backend))).toEqual([]);
  });
});

/** The values of a row that are packed to other bytes than CPython's, or refused where it packs, or the other way round. */
function wrongOnes(
  format: string,
  values: Float64Array,
  { bytes, isRefused }: PackedFloats,
  options: CodecOptions,
): string[] {
  const one = new Struct(format, options);
  const { size } = one;
  const lanes = new Struct(`${format.charAt(0)}${LANES}${format.charAt(1)}`, options);
  const wrong: string[] = [];
  const target = new Uint8Array(lanes.size);
  const accepted = values.filter((_, i) => !isRefused(i));
  const wanted = bytes.filter((_, i) => !isRefused(Math.floor(i / size)));
  for (let at = 0; at + LANES <= accepted.length; at += LANES) {
    const row = accepted.subarray(at, at + LANES);
    lanes.encodeInto(Array.from(row), target);
    if (!sameBytes(target, wanted, at * size)) wrong.push(`one of ${row.join(', ')}`);
  }
  for (let i = 0; i < values.length; i++) {
    if (isRefused(i) && !refuses(one, values[i]!)) wrong.push(`${values[i]} is packed`); // i is inside
  }
  return wrong.slice(0, 10);
}

function sameBytes(bytes: Uint8Array, all: Uint8Array, offset: number): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== all[offset + i]) return false;
  return true;
}

function refuses(struct: Struct, value: number): boolean {
  try {
    struct.pack(value);
    return false;
  } catch (error) {
    return isStructwireError(error, 'float-too-large');
  }
}

/** Every finite half, the point half way to the next one, and what lies just below and above that; both signs. */
function halvesAndTies(): number[] {
  const values: number[] = [];
  for (let exponent = 0; exponent < 31; exponent++) {
    const unit = 2 ** (Math.max(exponent, 1) - 25);
    for (let fraction = 0; fraction < 1024; fraction++) {
      const half = (exponent === 0 ? fraction : 1024 + fraction) * unit;
      const tie = half + unit / 2;
      values.push(
        half,
        -half,
        tie,
        -tie,
        neighbour(tie, -1),
        -neighbour(tie, -1),
        neighbour(tie, 1),
        -neighbour(tie, 1),
      );
    }
  }
  return values;
}

function randomFloats(random: Random, code: string, count: number): number[] {
  return Array.from({ length: count }, () => randomFloat(random, code)).filter((value) => !Number.isNaN(value));
}

/** With values to spare, so that the last ones of interest are in a full record too. */
function padded(values: readonly number[]): Float64Array {
  return Float64Array.from(values.concat(Array<number>(LANES).fill(1)));
}
