import { Struct } from 'structwire';
import { describe, expect, it } from 'vitest';
import { BACKENDS, running } from '../backend.ts';
import { findPython } from '../python/python.ts';
import { pythonPack, pythonUnpack } from './python-floats.ts';

const ALL = 65_536;
const bits = Uint16Array.from({ length: ALL }, (_, i) => i);
const bytes = new Uint8Array(bits.buffer);

const python = findPython();

describe.skipIf(python === null)(`all 65,536 half floats, as ${python ?? 'no python3 here'} has them`, () => {
  describe.each(BACKENDS)('%s', (backend) => {
    const struct = new Struct(`<${ALL}e`, running(backend));

    it('unpacks each', () => {
      expect(differences(struct.unpack(bytes) as number[], pythonUnpack('<e', bytes))).toEqual([]);
    });

    it('packs each value back to its bits, NaN to a NaN', () => {
      const values = pythonUnpack('<e', bytes);
      const packed = new Uint16Array(struct.encode(Array.from(values)).buffer);
      const python = new Uint16Array(pythonPack('<e', values).bytes.slice().buffer);
      const wrong = bits.filter((half, i) => (isNaNHalf(half) ? !isNaNHalf(packed[i]!) : packed[i] !== python[i]));
      expect(hex(wrong)).toEqual([]);
      expect(hex(bits.filter((half, i) => !isNaNHalf(half) && packed[i] !== half))).toEqual([]);
    });
  });
});

/** The halves whose value differs; NaN equals NaN, -0 does not equal 0. */
function differences(ours: readonly number[], theirs: Float64Array): string[] {
  return hex(bits.filter((_, i) => !Object.is(ours[i], Number.isNaN(theirs[i]) ? Number.NaN : theirs[i])));
}

function isNaNHalf(half: number): boolean {
  return (half & 0x7fff) > 0x7c00;
}

function hex(halves: Uint16Array): string[] {
  return Array.from(halves, (half) => half.toString(16).padStart(4, '0'));
}
