import { type Codegen, calcsize, pack, Struct, unpack } from 'structwire';
import { describe, expect, it } from 'vitest';
import { caught } from '../caught.ts';

// None of these may take long or much memory: the tests would run into their timeout, or out of memory.

const BILLION = 1_000_000_000;
const BEYOND_ALL_BUFFERS = Number.MAX_SAFE_INTEGER;

describe.each<Codegen>(['never', 'eager'])('codegen: %s', (codegen) => {
  it.each([
    [`${BILLION}B`, BILLION],
    [`${BILLION}q`, BILLION],
    [`${BILLION}s`, 1],
    [`${BILLION}p`, 1],
    [`${BILLION}x`, 0],
    [`${BEYOND_ALL_BUFFERS}B`, BEYOND_ALL_BUFFERS],
    [`${BEYOND_ALL_BUFFERS}x`, 0],
    [`>H${BILLION}sH`, 3],
  ])('%s is built, measured and refuses what does not fit', (format: string, length) => {
    const struct = new Struct(format, { codegen });
    expect(struct.size).toBe(calcsize(format));
    expect(struct.layout.length).toBe(length);
    const short = new Uint8Array(7);
    for (let again = 0; again < 2; again++) {
      expect(caught(() => struct.pack(1, 2)).code).toBe('wrong-value-count');
      expect(caught(() => struct.packInto(short, 0, 1, 2)).code).toBe('wrong-value-count');
      expect(caught(() => struct.encodeInto([1, 2], short)).code).toBe('wrong-value-count');
      expect(caught(() => struct.unpack(short)).code).toBe('wrong-buffer-size');
      expect(caught(() => struct.unpackFrom(short, 1)).code).toBe('unpack-buffer-too-small');
      expect(caught(() => struct.iterUnpack(short)).code).toBe('buffer-not-multiple');
      expect(caught(() => struct.decode(short)).code).toBe('input-too-short');
      expect(caught(() => struct.decodeMany(short)).code).toBe('input-too-short');
    }
  });

  it('a long run packs and unpacks', () => {
    const struct = new Struct('<100000H', { codegen });
    const values = Array.from({ length: 100_000 }, (_, i) => i & 0xffff);
    const packed = struct.encode(values);
    expect(Buffer.compare(packed, new Uint8Array(Uint16Array.from(values).buffer))).toBe(0);
    expect(differences(struct.unpack(packed), values)).toBe(0);
    values[99_999] = 70_000;
    expect(caught(() => struct.encode(values))).toMatchObject({ path: '[99999]', offset: 199_998 });
  });

  it('a million codes pack and unpack', () => {
    const struct: Struct = new Struct('bB'.repeat(500_000), { codegen });
    const values = Array.from({ length: 1_000_000 }, (_, i) => i % 100);
    const packed = struct.encode(values);
    expect(Buffer.compare(packed, Uint8Array.from(values))).toBe(0);
    expect(differences(struct.unpack(packed), values)).toBe(0);
    values[999_999] = -1;
    expect(caught(() => struct.encode(values))).toMatchObject({ path: '[999999]', offset: 999_999 });
  });

  it('a million zero counts are nothing', () => {
    const struct: Struct = new Struct('0q'.repeat(500_000), { codegen });
    expect([struct.size, struct.layout.items.length]).toEqual([0, 0]);
    expect(struct.pack()).toEqual(new Uint8Array(0));
  });
});

it('the functions of the module keep no more than a few formats', () => {
  for (let i = 0; i < 1000; i++) expect(unpack(`<${i}xB`, pack(`<${i}xB`, i & 0xff))).toEqual([i & 0xff]);
});

/** How many elements differ: quicker than a matcher for long arrays. */
function differences(actual: readonly unknown[], expected: readonly unknown[]): number {
  return Math.abs(actual.length - expected.length) + expected.filter((value, i) => value !== actual[i]).length;
}
