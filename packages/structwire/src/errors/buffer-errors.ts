import type { ErrorKind } from './error-kind.ts';

// Offsets and sums beyond 2**53 - 1 are said through BigInt, in full digits as CPython says them.

/** `isTarget`: it was to be written to. */
export const notABuffer: ErrorKind<'not-a-buffer', { type: string; isTarget: boolean }> = {
  code: 'not-a-buffer',
  message: ({ type, isTarget }) =>
    isTarget
      ? `argument must be read-write bytes-like object, not ${type}`
      : `a bytes-like object is required, not '${type}'`,
};

export const wrongBufferSize: ErrorKind<'wrong-buffer-size', { expected: number; actual: number }> = {
  code: 'wrong-buffer-size',
  message: ({ expected, actual }) => `unpack requires a buffer of ${expected} bytes, got ${actual}`,
};

export const bufferNotMultiple: ErrorKind<'buffer-not-multiple', { size: number; actual: number }> = {
  code: 'buffer-not-multiple',
  message: ({ size, actual }) => `iterative unpacking requires a buffer of a multiple of ${size} bytes, got ${actual}`,
};

export const iterateEmptyStruct: ErrorKind<'iterate-empty-struct', object> = {
  code: 'iterate-empty-struct',
  message: () => 'cannot iteratively unpack with a struct of length 0',
};

export const offsetNotInteger: ErrorKind<'offset-not-integer', { type: string }> = {
  code: 'offset-not-integer',
  message: ({ type }) => `'${type}' object cannot be interpreted as an integer; an offset is a whole number of bytes`,
};

export const offsetTooLarge: ErrorKind<'offset-too-large', { operation: 'pack_into' | 'unpack_from'; offset: number }> =
  {
    code: 'offset-too-large',
    message: ({ operation, offset }) =>
      operation === 'pack_into'
        ? `cannot fit 'int' into an index-sized integer: offset ${offset}`
        : `Python int too large to convert to C ssize_t: offset ${offset}`,
  };

export const offsetOutOfRange: ErrorKind<'offset-out-of-range', { offset: number; bufferSize: number }> = {
  code: 'offset-out-of-range',
  message: ({ offset, bufferSize }) => `offset ${BigInt(offset)} out of range for ${bufferSize}-byte buffer`,
};

export const noSpaceAtOffset: ErrorKind<'no-space-at-offset', { size: number; offset: number }> = {
  code: 'no-space-at-offset',
  message: ({ size, offset }) => `no space to pack ${size} bytes at offset ${BigInt(offset)}`,
};

export const notEnoughDataAtOffset: ErrorKind<'not-enough-data-at-offset', { size: number; offset: number }> = {
  code: 'not-enough-data-at-offset',
  message: ({ size, offset }) => `not enough data to unpack ${size} bytes at offset ${BigInt(offset)}`,
};

/** A region of a caller's buffer that is too small for what is to be written to it or read from it. */
export interface BufferShortage {
  readonly size: number;
  readonly offset: number;
  readonly bufferSize: number;
}

export const packBufferTooSmall: ErrorKind<'pack-buffer-too-small', BufferShortage> = {
  code: 'pack-buffer-too-small',
  message: ({ size, offset, bufferSize }) =>
    `pack_into requires a buffer of at least ${BigInt(size) + BigInt(offset)} bytes for packing ${size} bytes at offset ${BigInt(offset)} (actual buffer size is ${bufferSize})`,
};

export const unpackBufferTooSmall: ErrorKind<'unpack-buffer-too-small', BufferShortage> = {
  code: 'unpack-buffer-too-small',
  message: ({ size, offset, bufferSize }) =>
    `unpack_from requires a buffer of at least ${BigInt(size) + BigInt(offset)} bytes for unpacking ${size} bytes at offset ${BigInt(offset)} (actual buffer size is ${bufferSize})`,
};

export const inputTooShort: ErrorKind<'input-too-short', { needed: number; available: number }> = {
  code: 'input-too-short',
  message: ({ needed, available }) => `the record needs ${needed} bytes here, ${available} are left`,
};

export const inputTooLong: ErrorKind<'input-too-long', { size: number; available: number }> = {
  code: 'input-too-long',
  message: ({ size, available }) =>
    `the record takes ${size} bytes, the input has ${available}; decodeFrom() reads a record out of a longer buffer`,
};

export const outputTooSmall: ErrorKind<'output-too-small', { needed: number; available: number }> = {
  code: 'output-too-small',
  message: ({ needed, available }) => `the record takes ${needed} bytes, the target has ${available} left`,
};

export const outOfMemory: ErrorKind<'out-of-memory', { size: number }> = {
  code: 'out-of-memory',
  message: ({ size }) => `cannot allocate ${size} bytes for the record`,
};
