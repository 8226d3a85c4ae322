import type { Random } from '../../packages/structwire/test/random.ts';

const view = new DataView(new ArrayBuffer(8));

/** Fraction bits and smallest exponent of the target formats. */
const SHAPES: Readonly<
  Record<string, { readonly fraction: number; readonly minExponent: number; readonly maxExponent: number }>
> = {
  e: { fraction: 10, minExponent: -14, maxExponent: 15 },
  f: { fraction: 23, minExponent: -126, maxExponent: 127 },
  d: { fraction: 52, minExponent: -1022, maxExponent: 1023 },
};

const SPECIAL = [0, -0, Infinity, -Infinity, Number.NaN, 5e-324, 1, -1, 0.1, 2.7, 65504, 2 ** -24, 2 ** -25, 2 ** -149];

/** A number that is interesting for a float code: on, half way between and just beside its values, over all exponents. */
export function randomFloat(random: Random, code: string): number {
  const shape = SHAPES[code]!; // e, f and d only
  const kind = random.below(100);
  if (kind < 10) return random.one(SPECIAL);
  if (kind < 25) return float64(random.bits32(), random.bits32());
  const exponent =
    shape.minExponent - shape.fraction - 2 + random.below(shape.maxExponent - shape.minExponent + shape.fraction + 4);
  const unit = 2 ** Math.max(exponent - shape.fraction, shape.minExponent - shape.fraction); // distance of neighbours
  const steps = Math.floor(2 ** (shape.fraction + 1) * random.next());
  const near = (steps + random.one([0, 0.5, 0.5, 0.25, 0.75])) * unit;
  const value = random.chance(0.3) ? neighbour(near, random.one([-1, 1])) : near;
  return random.chance(0.5) ? -value : value;
}

/** The next larger (`1`) or smaller (`-1`) magnitude; of 0 and the largest one, itself. */
export function neighbour(value: number, direction: 1 | -1): number {
  view.setFloat64(0, value);
  const low = view.getUint32(4);
  const carry = direction === 1 ? low === 0xffffffff : low === 0;
  view.setUint32(4, low + direction);
  if (carry) view.setUint32(0, view.getUint32(0) + direction);
  const result = view.getFloat64(0);
  return Number.isFinite(result) ? result : value;
}

function float64(high: number, low: number): number {
  view.setInt32(0, high);
  view.setInt32(4, low);
  const value = view.getFloat64(0);
  return Number.isNaN(value) ? Number.NaN : value; // payloads are no part of the promise
}
