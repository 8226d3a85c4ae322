import { calcsize, type ErrorCode } from 'structwire';
import { toHex } from '../../packages/structwire/test/hex.ts';
import { type Case, type Operation, questionOf } from '../differential/random-case.ts';
import { formatOf } from '../differential/random-format.ts';
import { valuePair } from './python-value.ts';
import { b } from './vector-tables.ts';

/** One call and what must come of it, on both sides. */
export interface Call {
  readonly title: string;
  readonly testCase: Case;
  /** What it gives, in the notation of `struct_peer.py`; or why and where it is refused. */
  readonly expected: { readonly result: unknown } | Refusal;
}

interface Refusal {
  readonly code: ErrorCode;
  /** Part of the message, which also contains CPython's. */
  readonly text: string;
  readonly path?: string;
  readonly offset?: number;
  readonly index?: number;
}

interface Arguments {
  readonly values?: readonly unknown[];
  /** Bytes, or what came instead of a buffer. */
  readonly buffer?: unknown;
  readonly offset?: unknown;
}

const LONGEST_TITLE = 100;

function call(operation: Operation, format: string, args: Arguments, expected: Call['expected']): Call {
  const { slots } = formatOf(format);
  const buffer = args.buffer ?? new Uint8Array(0);
  const isBytes = buffer instanceof Uint8Array;
  const testCase: Case = {
    operation,
    format: { text: format, slots },
    values: (args.values ?? []).map((value, i) => valuePair(value, slots[i])),
    buffer: {
      ours: buffer,
      python: isBytes
        ? `${operation === 'pack_into' ? 'B' : 'b'}${toHex(buffer)}`
        : valuePair(buffer, undefined).python,
      hold: isBytes ? () => hold(buffer) : null,
    },
    offset: valuePair('offset' in args ? args.offset : 0, undefined),
  };
  return { title: JSON.stringify(questionOf(testCase)).slice(0, LONGEST_TITLE), testCase, expected };
}

function hold(content: Uint8Array): ReturnType<NonNullable<Case['buffer']['hold']>> {
  const bytes = content.slice();
  return { given: bytes, bytes, isSurroundingIntact: () => true };
}

const zeros = (length: number): Uint8Array => new Uint8Array(length);

function sizes(format: string, size: number | bigint): Call {
  return call('calcsize', format, {}, { result: String(size) });
}

function noFormat(format: string, code: ErrorCode, text: string, index: number): Call {
  return call('calcsize', format, {}, { code, text, index });
}

function noPack(
  format: string,
  values: readonly unknown[],
  code: ErrorCode,
  text: string,
  at?: [number, number],
): Call {
  return call('pack', format, { values }, { code, text, ...(at && { path: `[${at[0]}]`, offset: at[1] }) });
}

const INTEGER = 'required argument is not an integer';
const FLOAT = 'required argument is not a float';
const ONE_BYTE = 'char format requires a bytes object of length 1';
const BAD_CHAR = 'bad char in struct format';
const TOO_LONG = 'total struct size too long';

function refuseToBeRead(): never {
  throw new Error('coerced');
}

function outOfRange(format: string, value: number | bigint, min: number | bigint, max: number | bigint): Call {
  const text = `'${format.slice(-1)}' format requires ${min} <= number <= ${max}, got `;
  return noPack(format, [value], 'integer-out-of-range', text, [0, 0]);
}

const I64 = [-(2n ** 63n), 2n ** 63n - 1n] as const;
const U64 = [0, 2n ** 64n - 1n] as const;

/** Calls under their headings; every one is asked of `python3` in the same run. */
export const CALLS: Readonly<Record<string, readonly Call[]>> = {
  'sizes are exact, without expanding counts': [
    sizes('9223372036854775807x', 2n ** 63n - 1n),
    sizes('9223372036854775800x0q', 2n ** 63n - 8n),
    sizes('9223372036854775799x0q', 2n ** 63n - 8n),
    sizes('9007199254740993s', 2n ** 53n + 1n),
    sizes('9007199254740991x', 2n ** 53n - 1n),
    sizes('9007199254740991xb', 2n ** 53n),
    sizes('1152921504606846975q', 2n ** 63n - 8n),
    sizes('1000000000B', 1_000_000_000),
    sizes(`${'0'.repeat(100)}7i`, 28),
    sizes('0x3i', 12), // no bytes of padding, then three integers
    sizes('b'.repeat(1_000_000), 1_000_000),
    sizes(' '.repeat(1_000_000), 0),
  ],
  'formats: mistakes in the order in which they are found': [
    noFormat('zé', 'format-not-ascii', "can't encode character '\\xe9' in position 1", 1),
    noFormat('é\0', 'format-not-ascii', "can't encode character '\\xe9' in position 0", 0),
    noFormat('z\0', 'format-has-nul', 'embedded null character', 1),
    noFormat('\0', 'format-has-nul', 'embedded null character', 0),
    noFormat('zi99999999999999999999', 'bad-format-char', BAD_CHAR, 0),
    noFormat('99999999999999999999', 'format-too-long', TOO_LONG, 0),
    noFormat('99999999999999999999z', 'format-too-long', TOO_LONG, 0),
    noFormat('9223372036854775808x', 'format-too-long', TOO_LONG, 0),
    noFormat('b9223372036854775807x', 'format-too-long', TOO_LONG, 1),
    noFormat('9223372036854775807x0i', 'format-too-long', TOO_LONG, 20),
    noFormat('1152921504606846976q', 'format-too-long', TOO_LONG, 0),
    noFormat('9223372036854775807', 'count-without-code', 'repeat count given without format specifier', 0),
    noFormat('i3', 'count-without-code', 'repeat count given without format specifier', 1),
    noFormat('1'.repeat(1_000_000), 'format-too-long', TOO_LONG, 0),
    noFormat('é'.repeat(1_000_000), 'format-not-ascii', "can't encode characters in position 0-999999", 0),
  ],
  'formats: characters that are no codes': [
    noFormat(' <i', 'bad-format-char', `${BAD_CHAR}: '<' (a prefix counts only as the very first character)`, 1),
    noFormat('i<', 'bad-format-char', BAD_CHAR, 1),
    noFormat('<<i', 'bad-format-char', BAD_CHAR, 1),
    noFormat('@=i', 'bad-format-char', BAD_CHAR, 1),
    noFormat('3 i', 'bad-format-char', `${BAD_CHAR}: ' ' (no space between a count and its code)`, 1),
    noFormat('-1i', 'bad-format-char', BAD_CHAR, 0),
    noFormat('+1i', 'bad-format-char', BAD_CHAR, 0),
    noFormat('1.0i', 'bad-format-char', BAD_CHAR, 1),
    noFormat('1e3', 'count-without-code', 'repeat count given without format specifier', 2), // 1e, then 3
    noFormat('1_0i', 'bad-format-char', BAD_CHAR, 1),
    noFormat('<n', 'bad-format-char', `${BAD_CHAR}: 'n' (only with native sizes: without a prefix or with '@')`, 1),
    noFormat('=N', 'bad-format-char', BAD_CHAR, 1),
    noFormat('!2P', 'bad-format-char', BAD_CHAR, 2),
    noFormat('F', 'bad-format-char', BAD_CHAR, 0),
    noFormat('Zf', 'bad-format-char', BAD_CHAR, 0),
    noFormat('X', 'bad-format-char', BAD_CHAR, 0),
    noFormat('i\x1c', 'bad-format-char', BAD_CHAR, 1),
    noFormat('i\x1fi', 'bad-format-char', BAD_CHAR, 1),
    noFormat('i\x7f', 'bad-format-char', BAD_CHAR, 1),
    noFormat('i\u00a0i', 'format-not-ascii', "'\\xa0' in position 1", 1),
    noFormat('\ufeffi', 'format-not-ascii', "'\\ufeff' in position 0", 0),
    noFormat('\u0663i', 'format-not-ascii', "'\\u0663' in position 0", 0), // a digit elsewhere
    noFormat('i😀i', 'format-not-ascii', "'\\U0001f600' in position 1", 1),
    noFormat('constructor', 'bad-format-char', `${BAD_CHAR}: 'o'`, 1),
    noFormat('__proto__', 'bad-format-char', `${BAD_CHAR}: '_'`, 0),
  ],
  'the number of values comes before any value': [
    noPack('<2H', [70000], 'wrong-value-count', 'pack expected 2 items for packing (got 1)'),
    noPack('<H', ['x', 'y'], 'wrong-value-count', 'pack expected 1 items for packing (got 2)'),
    noPack('<H', [], 'wrong-value-count', 'pack expected 1 items for packing (got 0)'),
    noPack('', [1], 'wrong-value-count', 'pack expected 0 items for packing (got 1)'),
    noPack('<0H', [1], 'wrong-value-count', 'pack expected 0 items for packing (got 1)'),
    noPack('<0c', [b('')], 'wrong-value-count', 'pack expected 0 items for packing (got 1)'),
    noPack('<0s', [], 'wrong-value-count', 'pack expected 1 items for packing (got 0)'),
    noPack('<0p', [], 'wrong-value-count', 'pack expected 1 items for packing (got 0)'),
    noPack('<4x', [0], 'wrong-value-count', 'pack expected 0 items for packing (got 1)'),
    noPack('<10s', [b('a'), b('b')], 'wrong-value-count', 'pack expected 1 items for packing (got 2)'),
    noPack('1000000000B', [1], 'wrong-value-count', 'pack expected 1000000000 items for packing (got 1)'),
    noPack('1000000000s', [], 'wrong-value-count', 'pack expected 1 items for packing (got 0)'),
    noPack('1000000000x', [1], 'wrong-value-count', 'pack expected 0 items for packing (got 1)'),
    noPack('<2H', ['x', 'y'], 'not-an-integer', INTEGER, [0, 0]), // the first bad value wins
    noPack('<Hc', [70000, 'y'], 'integer-out-of-range', "'H' format requires 0 <= number <= 65535", [0, 0]),
  ],
  'integers out of range: the same words for every code': [
    outOfRange('<b', 128, -128, 127),
    outOfRange('b', -129n, -128, 127),
    outOfRange('>B', 256, 0, 255),
    outOfRange('B', -1, 0, 255),
    outOfRange('>h', 32768, -32768, 32767),
    outOfRange('=H', -1, 0, 65535),
    outOfRange('i', 2147483648, -2147483648, 2147483647),
    outOfRange('!i', -(2n ** 70n), -2147483648, 2147483647),
    outOfRange('I', -1, 0, 4294967295),
    outOfRange('<I', 4294967296, 0, 4294967295),
    outOfRange('<l', 2147483648, -2147483648, 2147483647),
    outOfRange('>L', -1, 0, 4294967295),
    outOfRange('l', 2n ** 63n, ...I64),
    outOfRange('L', -1, ...U64),
    outOfRange('q', 2 ** 63, ...I64),
    outOfRange('>q', -(2n ** 63n) - 1n, ...I64),
    outOfRange('<Q', 2n ** 64n, ...U64),
    outOfRange('!Q', -1n, ...U64),
    outOfRange('n', 1e300, ...I64),
    outOfRange('N', -1, ...U64),
    noPack('P', [2n ** 64n], 'integer-too-large', 'int too large to convert', [0, 0]),
    noPack('P', [-(2n ** 63n) - 1n], 'integer-too-large', 'int too large to convert', [0, 0]),
  ],
  'values of the wrong type': [
    noPack('<bH', [1, 1.5], 'not-an-integer', `${INTEGER}: 'H' got 1.5`, [1, 1]),
    noPack('<q', [0.5], 'not-an-integer', `${INTEGER}: 'q' got 0.5`, [0, 0]), // BigInt(0.5) would throw its own error
    noPack('<Q', [Number.NaN], 'not-an-integer', `${INTEGER}: 'Q' got NaN`, [0, 0]),
    noPack('<i', [Infinity], 'not-an-integer', `${INTEGER}: 'i' got Infinity`, [0, 0]),
    noPack('<i', ['1'], 'not-an-integer', `${INTEGER}: 'i' got "1"`, [0, 0]),
    noPack('<i', [null], 'not-an-integer', `${INTEGER}: 'i' got null`, [0, 0]),
    noPack('P', [1.5], 'not-an-integer', `${INTEGER}: 'P' got 1.5`, [0, 0]),
    noPack('@bi', [1, []], 'not-an-integer', `${INTEGER}: 'i' got an array of 0`, [1, 4]),
    noPack('<f', ['1'], 'not-a-float', `${FLOAT}: 'f' got "1"`, [0, 0]),
    noPack('<2xd', [null], 'not-a-float', `${FLOAT}: 'd' got null`, [0, 2]),
    noPack('<d', [10n ** 400n], 'not-a-float', `${FLOAT}: 'd' got a bigint of 333 hex digits`, [0, 0]),
    noPack('<e', [{}], 'not-a-float', `${FLOAT}: 'e' got an object (Object)`, [0, 0]),
    noPack('<c', ['a'], 'not-a-single-byte', `${ONE_BYTE}: 'c' got "a"`, [0, 0]),
    noPack('<c', [97], 'not-a-single-byte', `${ONE_BYTE}: 'c' got 97`, [0, 0]),
    noPack('<2c', [b('a'), b('')], 'not-a-single-byte', `${ONE_BYTE}: 'c' got 0 bytes`, [1, 1]),
    noPack('<s', [97], 'not-a-bytes-object', "argument for 's' must be a bytes object, got 97", [0, 0]),
    noPack('<b0s', [1, null], 'not-a-bytes-object', "argument for 's' must be a bytes object, got null", [1, 1]),
    noPack('<0p', [1], 'not-a-bytes-object', "argument for 'p' must be a bytes object, got 1", [0, 0]),
    noPack('<4p', [[1]], 'not-a-bytes-object', "argument for 'p' must be a bytes object, got an array of 1", [0, 0]),
  ],
  'values that pretend to be numbers or bytes': [
    Symbol('one'),
    () => 1,
    new Number(1),
    { valueOf: () => 1 },
    { valueOf: refuseToBeRead },
    new Date(1),
  ].flatMap((value) => [
    ...['b', 'H', 'i', 'I', 'l', 'q', 'Q', 'P'].map((code) =>
      noPack(`x${code}`, [value], 'not-an-integer', INTEGER, [0, Number(calcsize(`x0${code}`))]),
    ),
    ...['e', 'f', 'd'].map((code) => noPack(`<x${code}`, [value], 'not-a-float', FLOAT, [0, 1])),
    noPack('<xs', [value], 'not-a-bytes-object', "argument for 's' must be a bytes object", [0, 1]),
    noPack('<x300s', [value], 'not-a-bytes-object', "argument for 's' must be a bytes object", [0, 1]),
    noPack('<x4p', [value], 'not-a-bytes-object', "argument for 'p' must be a bytes object", [0, 1]),
    noPack('<xc', [value], 'not-a-single-byte', ONE_BYTE, [0, 1]),
    call('pack', '<?', { values: [value] }, { result: 'b01' }),
  ]),
  'floats that round to infinity': [
    noPack('e', [65520], 'float-too-large', 'float too large to pack with e format', [0, 0]),
    noPack('>e', [-65520], 'float-too-large', 'float too large to pack with e format', [0, 0]),
    noPack('<f', [2 ** 128 - 2 ** 103], 'float-too-large', 'float too large to pack with f format', [0, 0]),
    noPack('=f', [-1e39], 'float-too-large', 'float too large to pack with f format', [0, 0]),
    noPack('!2f', [0, Number.MAX_VALUE], 'float-too-large', 'float too large to pack with f format', [1, 4]),
    noPack('<e', [65520n], 'integer-too-large', 'int too large to convert', [0, 0]),
    noPack('<f', [2n ** 128n], 'integer-too-large', 'int too large to convert', [0, 0]),
    noPack('f', [2n ** 1024n], 'not-a-float', FLOAT, [0, 0]),
  ],
  'unpack: the format, then the buffer, then its exact length': [
    call('unpack', 'z', { buffer: 'ab' }, { code: 'bad-format-char', text: BAD_CHAR, index: 0 }),
    call('unpack', '<q', { buffer: 'ab' }, { code: 'not-a-buffer', text: "required, not 'string'" }),
    call(
      'unpack',
      '<q',
      { buffer: zeros(7) },
      { code: 'wrong-buffer-size', text: 'requires a buffer of 8 bytes, got 7' },
    ),
    call(
      'unpack',
      '<q',
      { buffer: zeros(9) },
      { code: 'wrong-buffer-size', text: 'requires a buffer of 8 bytes, got 9' },
    ),
    call(
      'unpack',
      '',
      { buffer: zeros(1) },
      { code: 'wrong-buffer-size', text: 'requires a buffer of 0 bytes, got 1' },
    ),
    call('unpack', '', { buffer: zeros(0) }, { result: [] }),
    call('unpack', '<?', { buffer: b('\x80') }, { result: ['T'] }),
    call('unpack', '<4p', { buffer: b('\u00ffabc') }, { result: ['b616263'] }), // a length byte beyond the field
    call('unpack', '<x3s', { buffer: b('zab\0') }, { result: ['b616200'] }),
    call('unpack', '@bi', { buffer: b('\x01zzz\x02\0\0\0') }, { result: ['i1', 'i2'] }), // padding may hold anything
  ],
  'iterUnpack: all mistakes at the call': [
    call('iter_unpack', 'z', { buffer: 'ab' }, { code: 'bad-format-char', text: BAD_CHAR, index: 0 }),
    call('iter_unpack', '0i', { buffer: 'ab' }, { code: 'iterate-empty-struct', text: 'with a struct of length 0' }),
    call('iter_unpack', 'ib', { buffer: 'ab' }, { code: 'not-a-buffer', text: "required, not 'string'" }),
    call(
      'iter_unpack',
      'ib',
      { buffer: zeros(8) },
      { code: 'buffer-not-multiple', text: 'a multiple of 5 bytes, got 8' },
    ),
    call('iter_unpack', 'ib', { buffer: zeros(0) }, { result: [] }),
    call(
      'iter_unpack',
      'ib',
      { buffer: zeros(10) },
      {
        result: [
          ['i0', 'i0'],
          ['i0', 'i0'],
        ],
      },
    ),
  ],
  'packInto: the format, the number of values, the buffer, the offset, the bounds, the values': [
    call('pack_into', 'z', { buffer: 'ab', offset: 'x' }, { code: 'bad-format-char', text: BAD_CHAR, index: 0 }),
    call(
      'pack_into',
      '<H',
      { buffer: 'ab', offset: 'x' },
      { code: 'wrong-value-count', text: 'pack_into expected 1 items for packing (got 0)' },
    ),
    call(
      'pack_into',
      '<H',
      { buffer: 'ab', offset: 'x', values: ['y'] },
      { code: 'not-a-buffer', text: 'argument must be read-write bytes-like object, not string' },
    ),
    call(
      'pack_into',
      '<H',
      { buffer: zeros(1), offset: 'x', values: ['y'] },
      { code: 'offset-not-integer', text: "'string' object cannot be interpreted as an integer" },
    ),
    call(
      'pack_into',
      '<H',
      { buffer: zeros(1), offset: 0, values: ['y'] },
      {
        code: 'pack-buffer-too-small',
        text: 'at least 2 bytes for packing 2 bytes at offset 0 (actual buffer size is 1)',
        offset: 0,
      },
    ),
    call(
      'pack_into',
      '<H',
      { buffer: zeros(4), offset: 1, values: ['y'] },
      { code: 'not-an-integer', text: INTEGER, path: '[0]', offset: 1 },
    ),
    call(
      'pack_into',
      '<hhB',
      { buffer: b('\u00aa'.repeat(6)), values: [1, 2, 999] },
      { code: 'integer-out-of-range', text: "'B' format requires 0 <= number <= 255", path: '[2]', offset: 4 },
    ),
    call('pack_into', '<x2sx', { buffer: b('zzzzzz'), offset: 1, values: [b('a')] }, { result: 'b7a006100007a' }),
  ],
  'offsets: from the end when negative, the last place that fits is -size': [
    into(4, 0, { result: 'b01020304' }),
    into(4, -0, { result: 'b01020304' }),
    into(6, 2, { result: 'b000001020304' }),
    into(6, -4, { result: 'b000001020304' }),
    into(6, -6, { result: 'b010203040000' }),
    into(6, -3, { code: 'no-space-at-offset', text: 'no space to pack 4 bytes at offset -3' }),
    into(1, -2, { code: 'no-space-at-offset', text: 'no space to pack 4 bytes at offset -2' }),
    into(6, -7, { code: 'offset-out-of-range', text: 'offset -7 out of range for 6-byte buffer' }),
    into(0, -4, { code: 'offset-out-of-range', text: 'offset -4 out of range for 0-byte buffer' }),
    into(6, 3, shortage('pack', 4, 3, 6)),
    into(6, 7, shortage('pack', 4, 7, 6)),
    into(0, 0, shortage('pack', 4, 0, 0)),
    from(6, 2, { result: ['i0'] }),
    from(6, -6, { result: ['i0'] }),
    from(6, -0, { result: ['i0'] }),
    from(6, -3, { code: 'not-enough-data-at-offset', text: 'not enough data to unpack 4 bytes at offset -3' }),
    from(6, -7, { code: 'offset-out-of-range', text: 'offset -7 out of range for 6-byte buffer' }),
    from(6, 3, shortage('unpack', 4, 3, 6)),
    from(6, 2 ** 53 - 1, shortage('unpack', 4, 2n ** 53n - 1n, 6)),
    from(6, 2 ** 62, shortage('unpack', 4, 2n ** 62n, 6)),
    from(6, -(2 ** 62), { code: 'offset-out-of-range', text: 'offset -4611686018427387904 out of range' }),
    from(6, -(2 ** 63), { code: 'offset-out-of-range', text: 'offset -9223372036854775808 out of range' }),
    from(6, 2 ** 63, { code: 'offset-too-large', text: 'Python int too large to convert to C ssize_t' }),
    into(6, 2 ** 63, { code: 'offset-too-large', text: "cannot fit 'int' into an index-sized integer" }),
    into(6, -1e300, { code: 'offset-too-large', text: "cannot fit 'int' into an index-sized integer" }),
    from(6, 0.5, { code: 'offset-not-integer', text: "'float' object cannot be interpreted as an integer" }),
    from(6, Number.NaN, { code: 'offset-not-integer', text: "'float' object cannot be interpreted as an integer" }),
    from(6, null, { code: 'offset-not-integer', text: "'null' object cannot be interpreted as an integer" }),
  ],
  'offsets of a struct without bytes': [
    call('unpack_from', '', { buffer: zeros(2), offset: 2 }, { result: [] }),
    call('unpack_from', '', { buffer: zeros(2), offset: -2 }, { result: [] }),
    call('unpack_from', '', { buffer: zeros(2), offset: 3 }, shortage('unpack', 0, 3, 2)),
    call('pack_into', '', { buffer: zeros(2), offset: 2 }, { result: 'b0000' }),
    call('pack_into', '', { buffer: zeros(2), offset: 3 }, shortage('pack', 0, 3, 2)),
    call('pack_into', '<0s', { buffer: zeros(2), offset: -1, values: [b('a')] }, { result: 'b0000' }),
  ],
  'offsets move the whole record: alignment counts from its start': [
    call('unpack_from', '@bi', { buffer: b('zabcd\x07\0\0\0'), offset: 1 }, { result: ['i97', 'i7'] }),
    call('pack_into', '@bi', { buffer: zeros(10), offset: 1, values: [1, 2] }, { result: 'b00010000000200000000' }),
  ],
};

function into(length: number, offset: unknown, expected: Call['expected']): Call {
  return call('pack_into', '>I', { buffer: zeros(length), offset, values: [0x01020304] }, expected);
}

function from(length: number, offset: unknown, expected: Call['expected']): Call {
  return call('unpack_from', '>I', { buffer: zeros(length), offset }, expected);
}

function shortage(verb: 'pack' | 'unpack', size: number, offset: number | bigint, length: number): Refusal {
  const operation = verb === 'pack' ? 'pack_into' : 'unpack_from';
  return {
    code: `${verb}-buffer-too-small`,
    text:
      `${operation} requires a buffer of at least ${BigInt(size) + BigInt(offset)} bytes for ${verb}ing ${size} bytes ` +
      `at offset ${offset} (actual buffer size is ${length})`,
    offset: Number(offset),
  };
}
