// IEEE 754 binary16: 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits.

/** Finite magnitudes from here on round to infinity: half way between 65504 and the next step. */
export const FLOAT16_OVERFLOW = 65520;

const SMALLEST_NORMAL = 2 ** -14;
const SUBNORMAL_STEP = 2 ** -24;
const INFINITY_BITS = 0x7c00;
const NAN_BITS = 0x7e00;
/** Adding and subtracting it rounds a non-negative number below 2**52 to an integer, ties to even. */
const ROUND_TO_INTEGER = 2 ** 52;

/** The 16 bits nearest to a number, ties to even, straight from float64. NaN becomes the quiet NaN `7e00`. */
export function encodeFloat16(value: number): number {
  if (Number.isNaN(value)) return NAN_BITS;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= FLOAT16_OVERFLOW) return sign | INFINITY_BITS;
  if (magnitude < SMALLEST_NORMAL) return sign | roundTiesToEven(magnitude / SUBNORMAL_STEP);
  const exponent = exponentOf(magnitude);
  const significand = roundTiesToEven(magnitude * 2 ** (10 - exponent)); // 1024..2048, 2048 carries into the exponent
  return sign | (((exponent + 14) << 10) + significand);
}

/** The number that 16 bits stand for. */
export function decodeFloat16(bits: number): number {
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * SUBNORMAL_STEP;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function roundTiesToEven(magnitude: number): number {
  return magnitude + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
}

/** The exponent of a number in the normal range of binary16: -14 to 15. */
function exponentOf(magnitude: number): number {
  let exponent = 15;
  while (magnitude < 2 ** exponent) exponent--;
  return exponent;
}
