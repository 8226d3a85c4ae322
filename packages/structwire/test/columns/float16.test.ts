import { describe, expect, it } from 'vitest';
import { narrowed, widened } from '../../src/columns/kernels/float16.ts';
import { decodeFloat16, encodeFloat16 } from '../../src/scalar/float16.ts';

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

function bitsOf(value: number): number {
  float[0] = value;
  return bits[0] ?? 0;
}

describe('half floats bit by bit', () => {
  it('widen to the value of the table, all 65536 of them', () => {
    for (let half = 0; half < 0x10000; half++) {
      bits[0] = widened(half);
      if (!Object.is(float[0], decodeFloat16(half))) throw new Error(`${half.toString(16)} widens to ${float[0]}`);
    }
  });

  it('come back from there with all their bits', () => {
    const halves = Array.from({ length: 0x10000 }, (_, half) => half);
    expect(halves.filter((half) => narrowed(widened(half)) !== half)).toEqual([]);
  });

  it('are rounded as the scalar is, on and beside every tie', () => {
    for (let half = 0; half < 0x7c00; half++) {
      const [low, high] = [decodeFloat16(half), half === 0x7bff ? 65536 : decodeFloat16(half + 1)];
      const tie = bitsOf((low + high) / 2);
      for (const near of [tie - 1, tie, tie + 1]) {
        bits[0] = near;
        const value = float[0] ?? 0;
        if (narrowed(near) !== encodeFloat16(value)) throw new Error(`${value} narrows to ${narrowed(near)}`);
        if (narrowed((near | 0x80000000) >>> 0) !== encodeFloat16(-value)) throw new Error(`${-value} narrows wrongly`);
      }
    }
  });
});
