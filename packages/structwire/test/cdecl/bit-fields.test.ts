import type { AbiName } from 'structwire';
import { parseC } from 'structwire/c';
import { describe, expect, it } from 'vitest';

/**
 * Size, alignment and first bit of the last bit-field, measured with ten compilers: gcc, gcc -m32, arm-none-eabi-gcc,
 * avr-gcc, x86_64-w64-mingw32-gcc, s390x-linux-gnu-gcc and m68k-linux-gnu-gcc, by sizeof, _Alignof and an object file.
 */
const ABIS: readonly AbiName[] = ['lp64', 'i386', 'arm-eabi', 'avr', 'llp64', 'lp64-be', 'm68k'];

interface Row {
  readonly members: string;
  /** `size/align`, and `bit` of the member named last, one for each platform. */
  readonly expected: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    members: 'uint8_t a:4; uint32_t last:20; uint8_t c;',
    expected: ['4/4 4', '4/4 4', '4/4 4', '4/1 4', '12/4 32', '4/4 4', '4/1 4'],
  },
  {
    members: 'uint16_t a:10; uint16_t last:10;',
    expected: ['4/2 16', '4/2 16', '4/2 16', '3/1 10', '4/2 16', '4/2 16', '3/1 10'],
  },
  {
    members: 'uint16_t a:10; uint16_t last:10; } __attribute__((packed',
    expected: ['3/1 10', '3/1 10', '3/1 10', '3/1 10', '4/1 16', '3/1 10', '3/1 10'],
  },
  {
    members: 'uint8_t x; uint32_t last:8;',
    expected: ['4/4 8', '4/4 8', '4/4 8', '2/1 8', '8/4 32', '4/4 8', '2/1 8'],
  },
  {
    members: 'uint8_t a; uint32_t :0; uint8_t last:8;',
    expected: ['5/1 32', '5/1 32', '8/4 32', '2/1 8', '2/1 8', '5/1 32', '4/2 16'],
  },
  {
    members: 'uint8_t c; uint64_t last:5;',
    expected: ['8/8 8', '4/4 8', '8/8 8', '2/1 8', '16/8 64', '8/8 8', '2/1 8'],
  },
  {
    members: 'uint32_t :5; uint8_t last:2;',
    expected: ['1/1 5', '1/1 5', '4/4 5', '1/1 5', '8/4 32', '1/1 5', '1/1 5'],
  },
];

describe('bit-fields', () => {
  for (const { members, expected } of ROWS) {
    for (const [i, abi] of ABIS.entries()) {
      it(`${abi}: ${members} is ${expected[i]}`, () => {
        const text = members.includes('}') ? `struct s { ${members}));` : `struct s { ${members} };`;
        const { size, align, members: found } = parseC(text, { abi }).typeNamed('s');
        const last = found.find((member) => member.path === 'last');
        expect(`${size}/${align} ${last?.bitOffset}`).toBe(expected[i]);
      });
    }
  }

  it('are numbered from the most significant bit on big-endian platforms', () => {
    const text = 'struct s { unsigned version : 3, kind : 5; unsigned char flags; };';
    expect(parseC(text, { abi: 'lp64-be' }).typeNamed('s').layout).toMatchObject({
      size: 4,
      fields: [
        { name: 'version', offset: 0, layout: { kind: 'bits', width: 3, bit: 0, order: 'msb', size: 1 } },
        { name: 'kind', offset: 0, layout: { kind: 'bits', width: 5, bit: 3, order: 'msb', size: 1 } },
        { name: 'flags', offset: 1, layout: { kind: 'scalar', scalar: 'u8' } },
      ],
    });
  });
});
