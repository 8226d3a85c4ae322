import { LayoutCodec, type RecordLayout, struct } from 'structwire';
import { describe, expect, it } from 'vitest';

/** A record of so many bytes, with padding after the first one. */
function codecOf(size: number, codegen: 'eager' | 'never'): LayoutCodec<{ a: number; b: number[] }> {
  const { layout } = struct(`<a:B 3x b:${size}B` as string);
  return new LayoutCodec(layout as RecordLayout, { codegen });
}

describe.each(['never', 'eager'] as const)('encodeInto (codegen %s)', (codegen) => {
  it.each([1, 2, 3, 4, 7, 8, 33, 59, 60, 61, 62, 100])(
    'stores 4 + %d bytes and no others, into memory that is new and that was seen before',
    (size) => {
      const codec = codecOf(size, codegen);
      const value = { a: 7, b: Array.from({ length: size }, (_, i) => (i * 37 + 1) & 0xff) };
      const expected = [7, 0, 0, 0, ...value.b];
      for (const offset of [0, 1, 2, 3, 5]) {
        const memory = new Uint8Array(size + 16);
        const target = memory.subarray(3, size + 3 + 4 + offset); // a part of its buffer
        for (let time = 0; time < 3; time++) {
          memory.fill(0xee);
          expect(codec.encodeInto(value, target, offset)).toBe(size + 4);
          const before = Array.from({ length: 3 + offset }, () => 0xee);
          const behind = Array.from({ length: memory.length - before.length - expected.length }, () => 0xee);
          expect([...memory]).toEqual([...before, ...expected, ...behind]);
        }
      }
    },
  );

  it('forgets a record that was refused', () => {
    const codec = codecOf(2, codegen);
    const target = new Uint8Array(6).fill(0xee);
    expect(() => codec.encodeInto({ a: 9, b: [1, 256] }, target)).toThrow('<= 255');
    expect([...target]).toEqual([0xee, 0xee, 0xee, 0xee, 0xee, 0xee]);
    codec.encodeInto({ a: 1, b: [2, 3] }, target);
    expect([...target]).toEqual([1, 0, 0, 0, 2, 3]);
  });

  it('takes what coerces for every scalar, and refuses an empty array where one byte is meant', () => {
    const { layout } = struct('<a:b b:? 2x c:h d:c e:i f:q g:f h:d i:e' as string);
    const codec = new LayoutCodec<Record<string, unknown>>(layout, { codegen });
    const value = { a: -1, b: 3, c: -2, d: Uint8Array.of(5), e: 7n, f: -8, g: true, h: 9n, i: 0.5 };
    const bytes = codec.encode(value);
    expect(Buffer.from(bytes).toString('hex')).toBe(
      'ff' + '01' + '0000' + 'feff' + '05' + '07000000' + 'f8ffffffffffffff' + '0000803f' + '0000000000002240' + '0038',
    );
    expect(codec.decode(bytes)).toEqual({ ...value, b: true, e: 7, f: -8n, g: 1, h: 9 });
    expect(() => codec.encode({ ...value, d: new Uint8Array(0) })).toThrow(expect.objectContaining({ path: 'd' }));
    for (const c of [32768, -32769, 0.5, NaN]) expect(() => codec.encode({ ...value, c })).toThrow();
  });
});
