import { struct } from 'structwire';
import { describe, expect, it } from 'vitest';

const SIZES = [1, 64, 65, 100, 1000, 1024, 1025, 9000];

/** Different bytes for each time. */
function recordOf(size: number, time: number): { a: number[] } {
  return { a: Array.from({ length: size }, (_, i) => (i + 31 * time) & 0xff) };
}

describe.each(['never', 'eager'] as const)('results (codegen %s)', (codegen) => {
  it.each(SIZES)('of %d bytes never change, and hold little memory', (size) => {
    const codec = struct(`<a:${size}B` as string, { codegen });
    const results = Array.from({ length: 50 }, (_, time) => codec.encode(recordOf(size, time) as never));
    for (const [time, result] of results.entries()) {
      expect(result.constructor).toBe(Uint8Array);
      expect([...result]).toEqual(recordOf(size, time).a);
      expect(result.buffer.byteLength).toBeLessThanOrEqual(Math.max(8192, size));
      if (size <= 64 || size > 1024) expect(result.buffer.byteLength).toBe(size);
    }
  });

  it.each(SIZES)('of %d bytes are right also after a buffer of them was transferred away', (size) => {
    const codec = struct(`<a:${size}B` as string, { codegen });
    const { buffer } = codec.encode(recordOf(size, 1) as never);
    structuredClone(buffer, { transfer: [buffer] });
    expect([...codec.encode(recordOf(size, 2) as never)]).toEqual(recordOf(size, 2).a);
  });

  it.each(SIZES)('of %d bytes have memory of their own as copies', (size) => {
    const codec = struct(`<a:${size}B` as string, { codegen });
    const [first, second] = [codec.encode(recordOf(size, 1) as never), codec.encode(recordOf(size, 2) as never)];
    const copy = first.slice();
    structuredClone(copy.buffer, { transfer: [copy.buffer] });
    expect([...second]).toEqual(recordOf(size, 2).a);
    expect([...first]).toEqual(recordOf(size, 1).a);
  });
});
