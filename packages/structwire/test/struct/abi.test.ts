import { type AbiName, calcsize, isStructwireError, Struct } from 'structwire';
import { expect, it } from 'vitest';

// Rows: the size of each of these formats. From the data models of the platforms (System V x86-64 and i386, Windows x64,
// Arm EABI, avr-gcc, m68k Linux): sizes of long, size_t and void *, alignment of 8-byte types.
const FORMATS = ['l', 'i', 'n', 'P', 'bl', 'bi', 'bq', 'bd', 'bh', 'be', 'bq0q', 'd'];
const SIZES: Readonly<Record<AbiName, readonly number[]>> = {
  lp64: [8, 4, 8, 8, 16, 8, 16, 16, 4, 4, 16, 8],
  'lp64-be': [8, 4, 8, 8, 16, 8, 16, 16, 4, 4, 16, 8],
  llp64: [4, 4, 8, 8, 8, 8, 16, 16, 4, 4, 16, 8],
  i386: [4, 4, 4, 4, 8, 8, 12, 12, 4, 4, 12, 8],
  ilp32: [4, 4, 4, 4, 8, 8, 16, 16, 4, 4, 16, 8],
  'ilp32-be': [4, 4, 4, 4, 8, 8, 16, 16, 4, 4, 16, 8],
  'arm-eabi': [4, 4, 4, 4, 8, 8, 16, 16, 4, 4, 16, 8],
  avr: [4, 2, 2, 2, 5, 3, 9, 5, 3, 3, 9, 4],
  m68k: [4, 4, 4, 4, 6, 6, 10, 10, 4, 4, 10, 8],
  aarch64: [8, 4, 8, 8, 16, 8, 16, 16, 4, 4, 16, 8],
  riscv64: [8, 4, 8, 8, 16, 8, 16, 16, 4, 4, 16, 8],
  win32: [4, 4, 4, 4, 8, 8, 16, 16, 4, 4, 16, 8],
  'arm-linux': [4, 4, 4, 4, 8, 8, 16, 16, 4, 4, 16, 8],
  packed: [8, 4, 8, 8, 9, 5, 9, 9, 3, 3, 9, 8],
  'packed-be': [8, 4, 8, 8, 9, 5, 9, 9, 3, 3, 9, 8],
};

it.each(Object.entries(SIZES) as [AbiName, number[]][])('native sizes and alignment of %s', (abi, sizes) => {
  expect(FORMATS.map((format: string) => calcsize(format, { abi }))).toEqual(sizes);
  expect(FORMATS.map((format: string) => new Struct(format, { abi }).size)).toEqual(sizes);
  expect(FORMATS.map((format: string) => calcsize(`@${format}`, { abi }))).toEqual(sizes);
});

it.each([
  ['lp64-be', '0000000000000001'],
  ['ilp32-be', '00000001'],
  ['m68k', '00000001'],
  ['llp64', '01000000'],
  ['lp64', '0100000000000000'],
] as const)('native byte order of %s', (abi, hex) => {
  expect(Buffer.from(new Struct('l' as string, { abi }).pack(1)).toString('hex')).toBe(hex);
  const standard = Buffer.from(new Struct('=h' as string, { abi }).pack(1)).toString('hex');
  expect(standard).toBe(hex.startsWith('0100') ? '0100' : '0001'); // `=` is native order, standard size
});

it.each(['<', '>', '!', '='])('%s has the same sizes everywhere', (prefix) => {
  for (const abi of Object.keys(SIZES) as AbiName[]) expect(calcsize(`${prefix}blqed`, { abi })).toBe(23);
});

it('a 4-byte long is a number with the limits of 4 bytes', () => {
  const long: Struct = new Struct('l', { abi: 'llp64' });
  expect(long.unpack(long.pack(-2))).toEqual([-2]);
  try {
    long.pack(2 ** 31);
    expect.unreachable();
  } catch (error) {
    if (!isStructwireError(error, 'integer-out-of-range')) throw error;
    expect(error.message).toContain("'l' format requires -2147483648 <= number <= 2147483647");
  }
});

it('pointers of 2 and 4 bytes accept both signs and read unsigned', () => {
  const word: Struct = new Struct('P', { abi: 'avr' });
  expect(word.unpack(word.pack(-1))).toEqual([65535]);
  const pointer: Struct = new Struct('P', { abi: 'i386' });
  expect(pointer.unpack(pointer.pack(-(2 ** 31)))).toEqual([2 ** 31]);
  expect(() => pointer.pack(2 ** 32)).toThrow("int too large to convert: 'P' got 4294967296");
});
