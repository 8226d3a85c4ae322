import { describe, expect, it } from 'vitest';
import { checksumNamed } from '../../src/checksum/checksums.ts';
import type { ChecksumName } from '../../src/layout/layout.ts';

const DIGITS = new TextEncoder().encode('123456789');

/** The checksum of the bytes `123456789`: `check` of the RevEng catalogue, and for the sums the arithmetic by hand. */
const CHECKS: Readonly<Record<ChecksumName, number>> = {
  crc8: 0xf4,
  'crc8/maxim': 0xa1,
  'crc8/sae-j1850': 0x4b,
  'crc8/dvb-s2': 0xbc,
  'crc16/arc': 0xbb3d,
  'crc16/modbus': 0x4b37,
  'crc16/ibm-3740': 0x29b1,
  'crc16/xmodem': 0x31c3,
  'crc16/kermit': 0x2189,
  'crc16/ibm-sdlc': 0x906e,
  'crc16/mcrf4xx': 0x6f91,
  'crc16/usb': 0xb4c8,
  'crc16/dnp': 0xea82,
  'crc24/openpgp': 0x21cf02,
  crc32: 0xcbf43926,
  crc32c: 0xe3069283,
  'crc32/bzip2': 0xfc891918,
  'crc32/mpeg-2': 0x0376e6e7,
  fletcher8: 0x15dd, // sums 0x1dd and 0x915 modulo 256
  fletcher16: 0x1ede,
  adler32: 0x091e01de, // python3: zlib.adler32(b'123456789')
  sum: 0x1dd,
  xor: 0x31,
  internet: 0xf62a, // 0x3132 + 0x3334 + 0x3536 + 0x3738 + 0x3900 = 0x109d4
};

describe('checksums of 123456789', () => {
  for (const [name, check] of Object.entries(CHECKS)) {
    it(name, () => {
      const compute = checksumNamed(name as ChecksumName); // the keys are names
      expect(compute(DIGITS, 0, 9).toString(16)).toBe(check.toString(16));
      const among = new Uint8Array([7, ...DIGITS, 7]);
      expect(compute(among, 1, 10)).toBe(check);
    });
  }

  it('does not overflow over long runs', () => {
    const ones = new Uint8Array(100_000).fill(255);
    expect(checksumNamed('adler32')(ones, 0, ones.length)).toBe(0x149a302c); // python3: zlib.adler32(b'\xff' * 100000)
  });
});
