/** One record: values, their bytes as hex, and what unpacking gives where that is not the values again. */
export interface Vector {
  readonly format: string;
  readonly values: readonly unknown[];
  readonly hex: string;
  readonly back?: readonly unknown[];
}

type Row = readonly [format: string, values: readonly unknown[], hex: string, back?: readonly unknown[]];

/** Bytes from text, one for each character up to U+00FF. */
export function b(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const X = b('x'.repeat(300));

// Made with `python3 -c "import struct; print(struct.pack(format, *values).hex())"`; the test asks python3 for every row again.
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'the record of the README': [
    ['I 2s f', [1, b('ab'), 2.7], '0100000061620000cdcc2c40', [1, b('ab'), 2.700000047683716]],
    ['I 2s f', [1, 'ab', 2.7], '0100000061620000cdcc2c40', [1, b('ab'), 2.700000047683716]],
  ],
  'formats: empty ones, prefixes, white space, counts': [
    ['', [], ''],
    ['<', [], ''],
    ['   ', [], ''],
    ['@', [], ''],
    ['> \t\n\v\f\r', [], ''],
    ['<\tH\n2B\v\f\r ?', [1, 2, 3, true], '0100020301'],
    [' h', [1], '0100'],
    ['@h', [1], '0100'],
    ['=h', [1], '0100'],
    ['<h', [1], '0100'],
    ['>h', [1], '0001'],
    ['!h', [1], '0001'],
    ['<007B', [1, 2, 3, 4, 5, 6, 7], '01020304050607'],
    ['<000B', [], ''],
    ['<3h', [1, -1, 256], '0100ffff0001'],
  ],
  'codes with standard sizes': [
    ['<xxcbB?', [b('a'), -1, 255, true], '000061ffff01'],
    ['<hHiIlL', [-2, 65534, -2, 4294967294, -2, 4294967294], 'fefffefffefffffffefffffffefffffffeffffff'],
    ['>hHiIlL', [-2, 65534, -2, 4294967294, -2, 4294967294], 'fffefffefffffffefffffffefffffffefffffffe'],
    ['=qQ', [-2n, 2n ** 64n - 2n], 'fefffffffffffffffeffffffffffffff'],
    ['!qQ', [-2n, 2n ** 64n - 2n], 'fffffffffffffffefffffffffffffffe'],
    ['<efd', [1.5, 1.5, 1.5], '003e0000c03f000000000000f83f'],
    ['>efd', [1.5, 1.5, 1.5], '3e003fc000003ff8000000000000'],
    ['<3s4p', [b('abc'), b('abc')], '61626303616263'],
  ],
  'codes with native sizes: l and L are 8 bytes, n N P exist': [
    ['l', [-2n], 'feffffffffffffff'],
    ['L', [2n ** 64n - 1n], 'ffffffffffffffff'],
    ['@lL', [1, 2], '01000000000000000200000000000000', [1n, 2n]],
    ['nN', [-1n, 1n], 'ffffffffffffffff0100000000000000'],
    ['P', [0xdeadbeefn], 'efbeadde00000000'],
    ['P', [-1], 'ffffffffffffffff', [2n ** 64n - 1n]],
    ['P', [-(2n ** 63n)], '0000000000000080', [2n ** 63n]],
    ['@efd', [1, 1, 1], '003c00000000803f000000000000f03f'],
  ],
  'alignment: native only, before an item, also of zero items, never behind the last one': [
    ['@ib', [1, 2], '0100000002'],
    ['@bi', [1, 2], '0100000002000000'],
    ['bhbibq', [1, 2, 3, 4, 5, 6n], '010002000300000004000000050000000600000000000000'],
    ['<bi', [1, 2], '0102000000'],
    ['=bi', [1, 2], '0102000000'],
    ['@bh0i', [1, 2], '01000200'],
    ['@bih0i', [1, 2, 3], '010000000200000003000000'],
    ['@5s0i', [b('abcde')], '6162636465000000'],
    ['@llh0l', [1n, 2n, 3], '010000000000000002000000000000000300000000000000'],
    ['@0qb', [1], '01'],
    ['<b0q', [1], '01'],
    ['b0q0h', [1], '0100000000000000'],
    ['bxxh', [1, 2], '010000000200'],
    ['c?2s3pbB', [b('a'), true, b('bc'), b('de'), 1, 2], '610162630264650102'],
    ['b0xi', [1, 2], '0100000002000000'],
    ['b0si', [1, b(''), 2], '0100000002000000'],
    ['b2e', [1, 1, 2], '0100003c0040'],
    ['b2f0d', [1, 1, 2], '010000000000803f0000004000000000'],
  ],
  's, p and c: the count is the length, 0s and 0p are values, 0c is none': [
    ['<3s', [b('abcdef')], '616263', [b('abc')]],
    ['<5s', [b('ab')], '6162000000', [b('ab\0\0\0')]],
    ['<5s', [b('\0a\0')], '0061000000', [b('\0a\0\0\0')]],
    ['<s', [b('ab')], '61', [b('a')]],
    ['<s', [b('')], '00', [b('\0')]],
    ['<0sB', [b('ab'), 7], '07', [b(''), 7]],
    ['<0pB', [b('ab'), 7], '07', [b(''), 7]],
    ['<0cB', [7], '07'],
    ['<3c', [b('a'), b('\0'), b('\u00ff')], '6100ff'],
    ['<p', [b('ab')], '00', [b('')]],
    ['<2p', [b('abc')], '0161', [b('a')]],
    ['<5p', [b('ab')], '0261620000', [b('ab')]],
    ['<256p', [X], `ff${'78'.repeat(255)}`, [X.subarray(0, 255)]],
    ['<257p', [X], `ff${'78'.repeat(256)}`, [X.subarray(0, 255)]],
    ['<300p', [b('ab')], `026162${'00'.repeat(297)}`, [b('ab')]],
    ['<4s', ['é'], 'c3a90000', [b('\u00c3\u00a9\0\0')]],
    ['<5p', ['€'], '03e282ac00', [b('\u00e2\u0082\u00ac')]],
  ],
  'integers: the limits of every code': [
    ['<2b', [-128, 127], '807f'],
    ['<2B', [0, 255], '00ff'],
    ['<2h', [-32768, 32767], '0080ff7f'],
    ['<2H', [0, 65535], '0000ffff'],
    ['<2i', [-2147483648, 2147483647], '00000080ffffff7f'],
    ['<2I', [0, 4294967295], '00000000ffffffff'],
    ['<2l', [-2147483648, 2147483647], '00000080ffffff7f'],
    ['<2L', [0, 4294967295], '00000000ffffffff'],
    ['<2q', [-(2n ** 63n), 2n ** 63n - 1n], '0000000000000080ffffffffffffff7f'],
    ['<2Q', [0n, 2n ** 64n - 1n], '0000000000000000ffffffffffffffff'],
    ['2l', [-(2n ** 63n), 2n ** 63n - 1n], '0000000000000080ffffffffffffff7f'],
    ['2N', [0n, 2n ** 64n - 1n], '0000000000000000ffffffffffffffff'],
    ['P', [2n ** 64n - 1n], 'ffffffffffffffff'],
  ],
  'integers: a number, a bigint or a boolean': [
    ['<HH', [258n, true], '02010100', [258, 1]],
    ['<qq', [2 ** 53 - 1, -(2 ** 53) + 1], 'ffffffffffff1f00010000000000e0ff', [2n ** 53n - 1n, -(2n ** 53n) + 1n]],
    ['<bq', [false, true], '000100000000000000', [0, 1n]],
    ['<bq', [-0, -0], '000000000000000000', [0, 0n]],
  ],
  'bool: the truth of any value': [
    ['<6?', [true, false, 1, 0, -1, 2n], '010001000101', [true, false, true, false, true, true]],
    ['<6?', ['0', '', Number.NaN, -0, null, undefined], '010001000000', [true, false, true, false, false, false]],
    ['<5?', [[], [0], {}, b(''), b('\0')], '0001010001', [false, true, true, false, true]],
    ['@?h', [true, 1], '01000100'],
  ],
  'e: ties to even straight from float64, subnormals, signed zero, infinities': [
    ['>e', [0x1ffdffffff * 2 ** -26], '67ff', [2047]],
    ['>e', [2 ** -24], '0001'],
    ['>e', [2 ** -25], '0000', [0]],
    ['>e', [2 ** -25 * (1 + 2 ** -52)], '0001', [2 ** -24]],
    ['>e', [2 ** -14 - 2 ** -25], '0400', [2 ** -14]],
    ['>2e', [65519.99, -65519.99], '7bfffbff', [65504, -65504]],
    ['>3e', [-0, Infinity, -Infinity], '80007c00fc00'],
    ['>2e', [2049, 2051], '68006802', [2048, 2052]],
    ['>2e', [0.1, 1 / 3], '2e663555', [0.0999755859375, 0.333251953125]],
    ['>2e', [3n, true], '42003c00', [3, 1]],
    ['>e', [Number.NaN], '7e00'],
  ],
  'f and d: the nearest value, ties to even': [
    ['>2f', [2.7, 0.1], '402ccccd3dcccccd', [2.700000047683716, 0.10000000149011612]],
    ['>3f', [2 ** -149, 2 ** -150, 5e-324], '000000010000000000000000', [2 ** -149, 0, 0]],
    ['>2f', [16777217, 16777219], '4b8000004b800002', [16777216, 16777220]],
    ['>f', [2 ** 128 - 2 ** 103 - 2 ** 76], '7f7fffff', [2 ** 128 - 2 ** 104]],
    ['>2f', [1.0000000596046448, 1.0000001788139343], '3f8000003f800002', [1, 1.000000238418579]],
    ['>3f', [-0, Infinity, -Infinity], '800000007f800000ff800000'],
    ['f', [2 ** 128 - 2 ** 103], '0000807f', [Infinity]],
    ['@f', [-1e300], '000080ff', [-Infinity]],
    ['>3d', [2.7, 5e-324, Number.MAX_VALUE], '400599999999999a00000000000000017fefffffffffffff'],
    ['>3d', [-0, Infinity, -Infinity], '80000000000000007ff0000000000000fff0000000000000'],
    ['>d', [2n ** 53n + 1n], '4340000000000000', [2 ** 53]],
    ['>d', [2n ** 1024n - 2n ** 970n - 1n], '7fefffffffffffff', [Number.MAX_VALUE]],
    ['>fd', [Number.NaN, Number.NaN], '7fc000007ff8000000000000'],
  ],
};

/** The rows under their headings. */
export const VECTORS: readonly { heading: string; vectors: readonly Vector[] }[] = Object.entries(ROWS).map(
  ([heading, rows]) => ({
    heading,
    vectors: rows.map(([format, values, hex, back]) => ({ format, values, hex, ...(back && { back }) })),
  }),
);
