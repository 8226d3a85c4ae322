import { type Layout, LayoutCodec, type RecordLayout, Struct } from 'structwire';
import type * as valueErrors from '../../packages/structwire/src/errors/value-errors.ts';
import { type Backend, running } from '../backend.ts';
import type { ErrorCase, ErrorCases } from './error-case.ts';

/** A `pack` that refuses one of its values. */
function packing(format: string, values: unknown[], path: string, offset: number, message: string): ErrorCase<object> {
  return { trigger: (backend) => new Struct(format, running(backend)).pack(...values), path, offset, message };
}

/** Encoding of `{ field: value }`, where `field` stands at offset 2. */
function encoding(layout: Layout & { readonly size: number }, value: unknown, message: string): ErrorCase<object> {
  const record: RecordLayout = {
    kind: 'record',
    size: layout.size + 2,
    align: 1,
    stretches: [layout.size + 2],
    fields: [{ name: 'field', stretch: 0, offset: 2, layout }],
  };
  return { trigger: encodeWith(record, { field: value }), path: 'field', offset: 2, message };
}

function encodeWith(layout: Layout, value: unknown): (backend: Backend) => unknown {
  return (backend) =>
    new LayoutCodec<unknown>(layout as Layout & { readonly size: number }, running(backend)).encode(value); // all are fixed here
}

const BYTE: Layout & { size: number } = { kind: 'scalar', size: 1, align: 1, scalar: 'u8', endian: 'le' };
const MAC: Layout & { size: number } = { kind: 'bytes', size: 6, align: 1, fit: 'exact' };
const COLOUR: Layout & { size: number } = {
  kind: 'enum',
  size: 1,
  align: 1,
  base: { kind: 'scalar', size: 1, align: 1, scalar: 'u8', endian: 'le' },
  names: [
    { name: 'red', value: 1 },
    { name: 'green', value: 2 },
  ],
  as: 'name',
};
const PAIR: Layout & { size: number } = {
  kind: 'array',
  size: 2,
  align: 1,
  element: BYTE,
  count: { by: 'fixed', value: 2 },
};
const UNION: Layout & { size: number } = {
  kind: 'overlay',
  size: 1,
  align: 1,
  members: [
    { name: 'a', layout: BYTE },
    { name: 'b', layout: BYTE },
  ],
};
const POINT: Layout & { size: number } = {
  kind: 'record',
  size: 1,
  align: 1,
  stretches: [1],
  fields: [{ name: 'x', stretch: 0, offset: 0, layout: BYTE }],
};
const NIBBLE: Layout & { size: number } = {
  kind: 'bits',
  size: 1,
  align: 1,
  width: 4,
  bit: 0,
  order: 'lsb',
  signed: false,
};

/** A struct that the type checker lets pack what it refuses at run time. */
function untyped(format: string, backend: Backend): Struct {
  return new Struct(format, running(backend));
}

export const VALUE_CASES: ErrorCases<typeof valueErrors> = {
  'wrong-value-count': [
    {
      trigger: (backend) => untyped('<2H', backend).pack(1),
      message: 'pack expected 2 items for packing (got 1)',
      context: { operation: 'pack', expected: 2, actual: 1 },
    },
    {
      trigger: (backend) => untyped('<H', backend).packInto(new Uint8Array(2), 0, 1, 2),
      message: 'pack_into expected 1 items for packing (got 2)',
      context: { operation: 'pack_into', expected: 1, actual: 2 },
    },
    {
      trigger: (backend) => untyped('<2H', backend).encodeInto([1, 2, 3], new Uint8Array(8)),
      message: 'pack expected 2 items for packing (got 3)',
    },
  ],
  'not-an-integer': [
    packing('<BH', [1, 1.5], '[1]', 1, "required argument is not an integer: 'H' got 1.5"),
    packing('<3H', [1, 2, 'x'], '[2]', 4, `required argument is not an integer: 'H' got "x"`),
    packing('<q', [NaN], '[0]', 0, "required argument is not an integer: 'q' got NaN"),
    packing('<I', [undefined], '[0]', 0, "required argument is not an integer: 'I' got undefined"),
    packing('<I', [new Date(0)], '[0]', 0, "required argument is not an integer: 'I' got an object (Date)"),
    encoding(NIBBLE, 1.5, "required argument is not an integer: 'u4' got 1.5"),
  ],
  'unsafe-integer': [
    packing('<BQ', [1, 2 ** 53], '[1]', 1, "'Q' got 9007199254740992, which a number cannot hold exactly"),
    packing('q', [-(2 ** 60)], '[0]', 0, "'q' got -1152921504606847000, which a number cannot hold exactly"),
  ],
  'integer-out-of-range': [
    packing('<BH', [1, 70000], '[1]', 1, "'H' format requires 0 <= number <= 65535, got 70000"),
    {
      trigger: (backend) => new Struct('<BH', running(backend)).packInto(new Uint8Array(16), -8, 1, 70000), // the offset is that in the buffer
      path: '[1]',
      offset: 9,
      message: "'H' format requires 0 <= number <= 65535, got 70000",
    },
    {
      trigger: (backend) => new Struct('<BH', running(backend)).encodeInto([1, 70000], new Uint8Array(16), 8),
      path: '[1]',
      offset: 9,
      message: "'H' format requires 0 <= number <= 65535, got 70000",
    },
    packing('>b', [-129], '[0]', 0, "'b' format requires -128 <= number <= 127, got -129"),
    packing('l', [2n ** 63n], '[0]', 0, "'l' format requires -9223372036854775808 <= number <= 9223372036854775807"),
    packing('<l', [2 ** 31], '[0]', 0, "'l' format requires -2147483648 <= number <= 2147483647, got 2147483648"),
    packing('!Q', [1e300], '[0]', 0, "'Q' format requires 0 <= number <= 18446744073709551615, got 1e+300"),
    encoding(NIBBLE, 16, "'u4' format requires 0 <= number <= 15, got 16"),
  ],
  'integer-too-large': [
    packing('xP', [2n ** 64n], '[0]', 8, "int too large to convert: 'P' got 18446744073709551616n"),
    packing('P', [-(2n ** 63n) - 1n], '[0]', 0, "int too large to convert: 'P' got -9223372036854775809n"),
    packing('<f', [2n ** 128n], '[0]', 0, "int too large to convert: 'f' got 340282366920938463463374607431768211456n"),
  ],
  'not-a-float': [
    packing('<Bf', [1, '2.7'], '[1]', 1, `required argument is not a float: 'f' got "2.7"`),
    packing('d', [10n ** 400n], '[0]', 0, "required argument is not a float: 'd' got a bigint of 333 hex digits"),
    packing('e', [null], '[0]', 0, "required argument is not a float: 'e' got null"),
  ],
  'float-too-large': [
    packing('<Be', [1, 65520], '[1]', 1, 'float too large to pack with e format'),
    packing('=f', [-1e39], '[0]', 0, 'float too large to pack with f format'),
  ],
  'not-a-bytes-object': [
    packing('<B2s', [1, 7], '[1]', 1, "argument for 's' must be a bytes object, got 7"),
    packing('<2p', [[1]], '[0]', 0, "argument for 'p' must be a bytes object, got an array of 1"),
    packing('0s', [null], '[0]', 0, "argument for 's' must be a bytes object, got null"),
  ],
  'not-a-single-byte': [
    packing('<Bc', [1, Uint8Array.of(97, 98)], '[1]', 1, 'char format requires a bytes object of length 1'),
    packing('c', ['a'], '[0]', 0, 'char format requires a bytes object of length 1'),
    packing('c', [97], '[0]', 0, 'char format requires a bytes object of length 1'),
  ],
  'text-too-long': [
    packing('<B2s', [1, 'abc'], '[1]', 1, "'s' holds at most 2 bytes, the text takes 3 as UTF-8"),
    packing('<3p', ['aé'], '[0]', 0, "'p' holds at most 2 bytes, the text takes 3 as UTF-8"),
  ],
  'wrong-byte-length': [encoding(MAC, Uint8Array.of(1, 2), "'bytes' takes exactly 6 bytes, got 2")],
  'not-a-record': [
    encoding(POINT, 7, "expected an object with the record's fields, got 7"),
    encoding(UNION, null, "expected an object with the record's fields, got null"),
  ],
  'not-an-array': [
    encoding(PAIR, [1, 2, 3], 'expected an array of 2 elements, got 3 of them'),
    encoding(PAIR, 'ab', 'expected an array of 2 elements, got "ab"'),
  ],
  'missing-field': [
    { ...encoding(POINT, {}, "the value has no field 'x'"), path: 'field.x' },
    encoding(POINT, undefined, "the value has no field 'field'"),
  ],
  'unknown-enum-name': [encoding(COLOUR, 'purple', 'unknown name "purple", expected one of red, green')],
  'not-one-member': [
    encoding(UNION, {}, 'a union is written through exactly one of its members (a, b), got none'),
    encoding(UNION, { a: 1, b: 2 }, 'a union is written through exactly one of its members (a, b), got a, b'),
  ],
};
