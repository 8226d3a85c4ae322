import { type BytesLike, Struct } from 'structwire';
import type * as bufferErrors from '../../packages/structwire/src/errors/buffer-errors.ts';
import { running } from '../backend.ts';
import type { ErrorCases } from './error-case.ts';

export const BUFFER_CASES: ErrorCases<typeof bufferErrors> = {
  'not-a-buffer': [
    {
      trigger: (backend) => new Struct('<H', running(backend)).unpack('ab' as unknown as BytesLike), // as from untyped JavaScript
      message: "a bytes-like object is required, not 'string'",
      context: { type: 'string' },
    },
    {
      trigger: (backend) => new Struct('<H', running(backend)).packInto(null as unknown as BytesLike, 0, 1), // as from untyped JavaScript
      message: 'argument must be read-write bytes-like object, not null',
      context: { type: 'null', isTarget: true },
    },
  ],
  'wrong-buffer-size': [
    {
      trigger: (backend) => new Struct('<I', running(backend)).unpack(new Uint8Array(5)),
      message: 'unpack requires a buffer of 4 bytes, got 5',
      context: { expected: 4, actual: 5 },
    },
  ],
  'buffer-not-multiple': [
    {
      trigger: (backend) => new Struct('ib', running(backend)).iterUnpack(new Uint8Array(12)), // at the call, not at the first step
      message: 'iterative unpacking requires a buffer of a multiple of 5 bytes, got 12',
      context: { size: 5, actual: 12 },
    },
  ],
  'iterate-empty-struct': [
    {
      trigger: (backend) => new Struct('0i', running(backend)).iterUnpack(new Uint8Array(0)),
      message: 'cannot iteratively unpack with a struct of length 0',
    },
  ],
  'offset-not-integer': [
    {
      trigger: (backend) => new Struct('<H', running(backend)).unpackFrom(new Uint8Array(4), 0.5),
      message: "'float' object cannot be interpreted as an integer",
    },
    {
      trigger: (backend) => new Struct('<H', running(backend)).decodeFrom(new Uint8Array(4), Number.NaN),
      message: "'float' object cannot be interpreted as an integer",
    },
    {
      trigger: (backend) => new Struct('<H', running(backend)).packInto(new Uint8Array(4), '1' as never, 1), // as from untyped JavaScript
      message: "'string' object cannot be interpreted as an integer",
    },
    {
      trigger: (backend) => new Struct('<H', running(backend)).decodeFrom(new Uint8Array(4), 1n as never), // likewise
      message: "'bigint' object cannot be interpreted as an integer",
    },
    {
      trigger: (backend) => new Struct('<H', running(backend)).decodeMany(new Uint8Array(4), 0, 2n as never), // likewise
      message: "'bigint' object cannot be interpreted as an integer",
    },
    {
      trigger: (backend) => new Struct('<H', running(backend)).encodeInto([1], new Uint8Array(4), 1n as never), // likewise
      message: "'bigint' object cannot be interpreted as an integer",
    },
  ],
  'offset-too-large': [
    {
      trigger: (backend) => new Struct('<H', running(backend)).packInto(new Uint8Array(4), 2 ** 63, 1),
      message: "cannot fit 'int' into an index-sized integer",
      context: { operation: 'pack_into', offset: 2 ** 63 },
    },
    {
      trigger: (backend) => new Struct('<H', running(backend)).unpackFrom(new Uint8Array(4), -1e300),
      message: 'Python int too large to convert to C ssize_t',
      context: { operation: 'unpack_from', offset: -1e300 },
    },
  ],
  'offset-out-of-range': [
    {
      trigger: (backend) => new Struct('<H', running(backend)).encodeInto([1], new Uint8Array(4), -1),
      message: 'offset -1 out of range for 4-byte buffer',
    },
    {
      trigger: (backend) => new Struct('<H', running(backend)).packInto(new Uint8Array(4), -5, 1),
      message: 'offset -5 out of range for 4-byte buffer',
      context: { offset: -5, bufferSize: 4 },
    },
  ],
  'no-space-at-offset': [
    {
      trigger: (backend) => new Struct('<I', running(backend)).packInto(new Uint8Array(1), -2, 1),
      message: 'no space to pack 4 bytes at offset -2',
      context: { size: 4, offset: -2 },
    },
  ],
  'not-enough-data-at-offset': [
    {
      trigger: (backend) => new Struct('<I', running(backend)).unpackFrom(new Uint8Array(8), -3),
      message: 'not enough data to unpack 4 bytes at offset -3',
      context: { size: 4, offset: -3 },
    },
  ],
  'pack-buffer-too-small': [
    {
      trigger: (backend) => new Struct('<I', running(backend)).packInto(new Uint8Array(5), 2, 1),
      offset: 2,
      message:
        'pack_into requires a buffer of at least 6 bytes for packing 4 bytes at offset 2 (actual buffer size is 5)',
      context: { size: 4, offset: 2, bufferSize: 5 },
    },
  ],
  'unpack-buffer-too-small': [
    {
      trigger: (backend) => new Struct('<I', running(backend)).unpackFrom(new Uint8Array(5), 2),
      offset: 2,
      message:
        'unpack_from requires a buffer of at least 6 bytes for unpacking 4 bytes at offset 2 (actual buffer size is 5)',
      context: { size: 4, offset: 2, bufferSize: 5 },
    },
  ],
  'input-too-short': [
    {
      trigger: (backend) => new Struct('<I', running(backend)).decodeFrom(new Uint8Array(5), 3),
      offset: 3,
      message: 'the record needs 4 bytes here, 2 are left',
      context: { needed: 4, available: 2 },
    },
    {
      trigger: (backend) => new Struct('<I', running(backend)).decodeMany(new Uint8Array(10), 1),
      offset: 9,
      message: 'the record needs 4 bytes here, 1 are left',
    },
    {
      trigger: (backend) => new Struct('<I', running(backend)).decodeMany(new Uint8Array(10), 0, 12), // an end behind the last byte
      offset: 8,
      message: 'the record needs 4 bytes here, 2 are left',
    },
  ],
  'input-too-long': [
    {
      trigger: (backend) => new Struct('<I', running(backend)).decode(new Uint8Array(5)),
      offset: 4,
      message: 'the record takes 4 bytes, the input has 5',
      context: { size: 4, available: 5 },
    },
  ],
  'output-too-small': [
    {
      trigger: (backend) => new Struct('<I', running(backend)).encodeInto([1], new Uint8Array(5), 2),
      offset: 2,
      message: 'the record takes 4 bytes, the target has 3 left',
      context: { needed: 4, available: 3 },
    },
  ],
  'out-of-memory': [
    {
      trigger: (backend) => new Struct('9007199254740991s', running(backend)).pack('a'),
      message: 'cannot allocate 9007199254740991 bytes for the record',
      context: { size: 9007199254740991 },
    },
  ],
};
