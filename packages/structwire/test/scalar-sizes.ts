import type { ScalarLayout } from 'structwire';

/** Bytes of each scalar, said again: a mistake in the table of the library is to be found. */
export const SCALAR_SIZES = {
  u8: 1,
  u16: 2,
  u24: 3,
  u32: 4,
  u40: 5,
  u48: 6,
  u56: 7,
  u64: 8,
  i8: 1,
  i16: 2,
  i24: 3,
  i32: 4,
  i40: 5,
  i48: 6,
  i56: 7,
  i64: 8,
  f16: 2,
  f32: 4,
  f64: 8,
  bool: 1,
  char: 1,
  ptr16: 2,
  ptr32: 4,
  ptr64: 8,
} as const satisfies Record<ScalarLayout['scalar'], number>;

export const SCALAR_NAMES = Object.keys(SCALAR_SIZES) as ScalarLayout['scalar'][]; // its own keys
