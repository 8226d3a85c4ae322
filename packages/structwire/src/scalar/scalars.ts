import type { ScalarName } from '../layout/scalar-name.ts';
import { coerceBigint, coerceChar, coerceFloat, coerceInteger, pythonTruth } from './coerce.ts';
import { decodeFloat16, encodeFloat16 } from './float16.ts';
import type { Scalar } from './scalar.ts';

// A constant for each scalar, so that bundles hold those that a program names; the table of all of them comes last.

const NO_RANGE = { min: 0n, max: 0n } as const;

export const U8: Scalar = /* @__PURE__ */ integer('u8', 1, {
  accessor: 'Uint8',
  c: 'uint8_t',
  read: (v, o) => v.getUint8(o),
  write: (v, o, x: number) => v.setUint8(o, x),
});
export const I8: Scalar = /* @__PURE__ */ integer('i8', 1, {
  accessor: 'Int8',
  c: 'int8_t',
  read: (v, o) => v.getInt8(o),
  write: (v, o, x: number) => v.setInt8(o, x),
});
export const U16: Scalar = /* @__PURE__ */ integer('u16', 2, {
  accessor: 'Uint16',
  c: 'uint16_t',
  read: (v, o, le) => v.getUint16(o, le),
  write: (v, o, x: number, le) => v.setUint16(o, x, le),
});
export const I16: Scalar = /* @__PURE__ */ integer('i16', 2, {
  accessor: 'Int16',
  c: 'int16_t',
  read: (v, o, le) => v.getInt16(o, le),
  write: (v, o, x: number, le) => v.setInt16(o, x, le),
});
export const U24: Scalar = /* @__PURE__ */ wide('u24', 3);
export const I24: Scalar = /* @__PURE__ */ signedWide('i24', 3);
export const U32: Scalar = /* @__PURE__ */ integer('u32', 4, {
  accessor: 'Uint32',
  c: 'uint32_t',
  read: (v, o, le) => v.getUint32(o, le),
  write: (v, o, x: number, le) => v.setUint32(o, x, le),
});
export const I32: Scalar = /* @__PURE__ */ integer('i32', 4, {
  accessor: 'Int32',
  c: 'int32_t',
  read: (v, o, le) => v.getInt32(o, le),
  write: (v, o, x: number, le) => v.setInt32(o, x, le),
});
export const U40: Scalar = /* @__PURE__ */ wide('u40', 5);
export const I40: Scalar = /* @__PURE__ */ signedWide('i40', 5);
export const U48: Scalar = /* @__PURE__ */ wide('u48', 6);
export const I48: Scalar = /* @__PURE__ */ signedWide('i48', 6);
export const U56: Scalar = /* @__PURE__ */ wideBigint('u56', 7);
export const I56: Scalar = /* @__PURE__ */ signedWideBigint('i56', 7);
export const U64: Scalar = /* @__PURE__ */ bigint('u64', 8, {
  accessor: 'BigUint64',
  c: 'uint64_t',
  read: (v, o, le) => v.getBigUint64(o, le),
  write: (v, o, x: bigint, le) => v.setBigUint64(o, x, le),
});
export const I64: Scalar = /* @__PURE__ */ bigint('i64', 8, {
  accessor: 'BigInt64',
  c: 'int64_t',
  read: (v, o, le) => v.getBigInt64(o, le),
  write: (v, o, x: bigint, le) => v.setBigInt64(o, x, le),
});
export const F16: Scalar = /* @__PURE__ */ float('f16', 2, {
  accessor: null,
  c: null,
  read: (v, o, le) => decodeFloat16(v.getUint16(o, le)),
  write: (v, o, x: number, le) => v.setUint16(o, encodeFloat16(x), le),
});
export const F32: Scalar = /* @__PURE__ */ float('f32', 4, {
  accessor: 'Float32',
  c: 'float',
  read: (v, o, le) => v.getFloat32(o, le),
  write: (v, o, x: number, le) => v.setFloat32(o, x, le),
});
export const F64: Scalar = /* @__PURE__ */ float('f64', 8, {
  accessor: 'Float64',
  c: 'double',
  read: (v, o, le) => v.getFloat64(o, le),
  write: (v, o, x: number, le) => v.setFloat64(o, x, le),
});
export const BOOL: Scalar = /* @__PURE__ */ byte('bool', {
  accessor: null,
  c: 'bool',
  read: (v, o) => v.getUint8(o) !== 0,
  write: (v, o, x: boolean) => v.setUint8(o, x ? 1 : 0),
  coerce: (_scalar, value) => pythonTruth(value),
});
export const CHAR: Scalar = /* @__PURE__ */ byte('char', {
  accessor: null,
  c: 'char',
  read: (v, o) => Uint8Array.of(v.getUint8(o)),
  write: (v, o, x: Uint8Array) => v.setUint8(o, x[0] ?? 0),
  coerce: coerceChar,
});
export const PTR16: Scalar = /* @__PURE__ */ pointer('ptr16', U16);
export const PTR32: Scalar = /* @__PURE__ */ pointer('ptr32', U32);
export const PTR64: Scalar = /* @__PURE__ */ pointer('ptr64', U64);

/** The table of scalars. A new scalar is one more row. */
export const SCALARS: Readonly<Record<ScalarName, Scalar>> = /* @__PURE__ */ named([
  U8,
  I8,
  U16,
  I16,
  U24,
  I24,
  U32,
  I32,
  U40,
  I40,
  U48,
  I48,
  U56,
  I56,
  U64,
  I64,
  F16,
  F32,
  F64,
  BOOL,
  CHAR,
  PTR16,
  PTR32,
  PTR64,
]);

function named(rows: readonly Scalar[]): Readonly<Record<ScalarName, Scalar>> {
  return Object.freeze(Object.fromEntries(rows.map((row) => [row.name, row])) as Record<ScalarName, Scalar>); // all of them
}

/** What a row says of how it is read and written. */
type Access = Pick<Scalar, 'accessor' | 'c' | 'read' | 'write'>;

function integer(name: ScalarName, size: number, access: Access): Scalar {
  return { name, size, family: 'integer', ...range(name, size), ...access, coerce: coerceInteger };
}

function bigint(name: ScalarName, size: number, access: Access): Scalar {
  return { name, size, family: 'bigint', ...range(name, size), ...access, coerce: coerceBigint };
}

function float(name: ScalarName, size: number, access: Access): Scalar {
  return { name, size, family: 'float', ...NO_RANGE, ...access, coerce: coerceFloat };
}

function byte(name: 'bool' | 'char', access: Access & Pick<Scalar, 'coerce'>): Scalar {
  return { name, size: 1, family: name, ...NO_RANGE, ...access };
}

/** Addresses read unsigned and accept both signs, as CPython's `P`. */
function pointer(name: ScalarName, unsigned: Scalar): Scalar {
  return { ...unsigned, name, min: range('i', unsigned.size).min, c: 'void *' };
}

/** By the first letter of the name: `u` or `i`. */
function range(name: string, size: number): Pick<Scalar, 'min' | 'max'> {
  const half = 2n ** BigInt(8 * size - 1);
  return name.startsWith('u') ? { min: 0n, max: 2n * half - 1n } : { min: -half, max: half - 1n };
}

/** Integers that `DataView` has no methods for. */
function wide(name: ScalarName, size: number): Scalar {
  return integer(name, size, {
    accessor: null,
    c: null,
    read: (v, o, le) => readWide(v, o, size, le),
    write: (v, o, x: number, le) => writeWide(v, o, size, x, le),
  });
}

function signedWide(name: ScalarName, size: number): Scalar {
  return { ...wide(name, size), read: (v, o, le) => readSignedWide(v, o, size, le) };
}

function wideBigint(name: ScalarName, size: number): Scalar {
  return bigint(name, size, {
    accessor: null,
    c: null,
    read: (v, o, le) => readBig(v, o, size, le),
    write: (v, o, x: bigint, le) => writeBig(v, o, size, x, le),
  });
}

function signedWideBigint(name: ScalarName, size: number): Scalar {
  return { ...wideBigint(name, size), read: (v, o, le) => BigInt.asIntN(8 * size, readBig(v, o, size, le)) };
}

function readWide(view: DataView, offset: number, size: number, littleEndian: boolean): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + view.getUint8(offset + (littleEndian ? size - 1 - i : i));
  return value;
}

function readSignedWide(view: DataView, offset: number, size: number, littleEndian: boolean): number {
  const value = readWide(view, offset, size, littleEndian);
  return value < 2 ** (8 * size - 1) ? value : value - 2 ** (8 * size);
}

function writeWide(view: DataView, offset: number, size: number, value: number, littleEndian: boolean): void {
  let rest = value < 0 ? value + 2 ** (8 * size) : value;
  for (let i = 0; i < size; i++) {
    view.setUint8(offset + (littleEndian ? i : size - 1 - i), rest % 256);
    rest = Math.floor(rest / 256);
  }
}

function readBig(view: DataView, offset: number, size: number, littleEndian: boolean): bigint {
  let value = 0n;
  for (let i = 0; i < size; i++)
    value = (value << 8n) | BigInt(view.getUint8(offset + (littleEndian ? size - 1 - i : i)));
  return value;
}

function writeBig(view: DataView, offset: number, size: number, value: bigint, littleEndian: boolean): void {
  let rest = BigInt.asUintN(8 * size, value);
  for (let i = 0; i < size; i++) {
    view.setUint8(offset + (littleEndian ? i : size - 1 - i), Number(rest & 0xffn));
    rest >>= 8n;
  }
}
