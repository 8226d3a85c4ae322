import { calcsize, isStructwireError, pack, Struct, unpack } from 'structwire';
import { describe, expect, it } from 'vitest';
import { caught } from '../caught.ts';

const TUTORIAL_BYTES = Uint8Array.from([1, 0, 0, 0, 0x61, 0x62, 0, 0, 0xcd, 0xcc, 0x2c, 0x40]); // python3: struct.pack('I 2s f', 1, b'ab', 2.7)

describe("the tutorial's record", () => {
  it('packs to the bytes of CPython', () => {
    expect(new Struct('I 2s f').pack(1, 'ab', 2.7)).toEqual(TUTORIAL_BYTES);
    expect(pack('I 2s f', 1, 'ab', 2.7)).toEqual(TUTORIAL_BYTES);
  });

  it('unpacks to the values CPython prints', () => {
    expect(unpack('I 2s f', TUTORIAL_BYTES)).toEqual([1, Uint8Array.from([0x61, 0x62]), 2.700000047683716]);
  });

  it('has its size, and sizes beyond 2**53 are exact', () => {
    expect(calcsize('I 2s f')).toBe(12);
    expect(calcsize('9223372036854775807x')).toBe(9223372036854775807n);
  });

  it('names the bad character and its index', () => {
    const error = caught(() => new Struct('I 2z' as string));
    expect(isStructwireError(error, 'bad-format-char') && [error.index, error.context.char]).toEqual([3, 'z']);
  });

  it('names the value that does not fit, by path and offset', () => {
    const error = caught(() => new Struct('I 2s f' as string).pack(1, 'ab', 'x'));
    expect(isStructwireError(error, 'not-a-float') && [error.path, error.offset]).toEqual(['[2]', 8]);
  });
});
