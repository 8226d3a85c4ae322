import type { ScalarName } from '../layout/scalar-name.ts';
import { decodeFloat16, encodeFloat16 } from './float16.ts';

/** What a scalar's value is in JavaScript. `char` is a `Uint8Array` of one byte. */
export type ScalarFamily = 'integer' | 'bigint' | 'float' | 'bool' | 'char';

/** A value of some scalar. */
export type ScalarValue = number | bigint | boolean | Uint8Array;

/** One row of the table: all that other modules know about a scalar. */
export interface Scalar {
  readonly name: ScalarName;
  /** Byte length. */
  readonly size: number;
  readonly family: ScalarFamily;
  /** Smallest and largest accepted integer; 0 for scalars that are not integers. */
  readonly min: bigint;
  readonly max: bigint;
  /** The suffix of the `DataView` methods for it (`getUint16`), where there are such. */
  readonly accessor: string | null;
  /** The C type of this size and range, where there is one. */
  readonly c: string | null;
  /** Reads the value at a byte offset. The caller has checked the bounds. */
  readonly read: (view: DataView, offset: number, littleEndian: boolean) => ScalarValue;
  /** Writes a value that {@link coerceScalar} returned for this scalar. The caller has checked the bounds. */
  readonly write: (view: DataView, offset: number, value: never, littleEndian: boolean) => void;
}

type Row = Omit<Scalar, 'name'>;

const NOT_AN_INTEGER = { min: 0n, max: 0n } as const;

/** The table of scalars. A new scalar is one more row. */
export const SCALARS: Readonly<Record<ScalarName, Scalar>> = named({
  u8: integer(
    1,
    'u',
    'Uint8',
    'uint8_t',
    (v, o) => v.getUint8(o),
    (v, o, x: number) => v.setUint8(o, x),
  ),
  i8: integer(
    1,
    'i',
    'Int8',
    'int8_t',
    (v, o) => v.getInt8(o),
    (v, o, x: number) => v.setInt8(o, x),
  ),
  u16: integer(
    2,
    'u',
    'Uint16',
    'uint16_t',
    (v, o, le) => v.getUint16(o, le),
    (v, o, x: number, le) => v.setUint16(o, x, le),
  ),
  i16: integer(
    2,
    'i',
    'Int16',
    'int16_t',
    (v, o, le) => v.getInt16(o, le),
    (v, o, x: number, le) => v.setInt16(o, x, le),
  ),
  u24: integer(
    3,
    'u',
    null,
    null,
    (v, o, le) => readWide(v, o, 3, le),
    (v, o, x: number, le) => writeWide(v, o, 3, x, le),
  ),
  i24: integer(
    3,
    'i',
    null,
    null,
    (v, o, le) => readSignedWide(v, o, 3, le),
    (v, o, x: number, le) => writeWide(v, o, 3, x, le),
  ),
  u32: integer(
    4,
    'u',
    'Uint32',
    'uint32_t',
    (v, o, le) => v.getUint32(o, le),
    (v, o, x: number, le) => v.setUint32(o, x, le),
  ),
  i32: integer(
    4,
    'i',
    'Int32',
    'int32_t',
    (v, o, le) => v.getInt32(o, le),
    (v, o, x: number, le) => v.setInt32(o, x, le),
  ),
  u40: integer(
    5,
    'u',
    null,
    null,
    (v, o, le) => readWide(v, o, 5, le),
    (v, o, x: number, le) => writeWide(v, o, 5, x, le),
  ),
  i40: integer(
    5,
    'i',
    null,
    null,
    (v, o, le) => readSignedWide(v, o, 5, le),
    (v, o, x: number, le) => writeWide(v, o, 5, x, le),
  ),
  u48: integer(
    6,
    'u',
    null,
    null,
    (v, o, le) => readWide(v, o, 6, le),
    (v, o, x: number, le) => writeWide(v, o, 6, x, le),
  ),
  i48: integer(
    6,
    'i',
    null,
    null,
    (v, o, le) => readSignedWide(v, o, 6, le),
    (v, o, x: number, le) => writeWide(v, o, 6, x, le),
  ),
  u56: big(
    7,
    'u',
    null,
    null,
    (v, o, le) => readBig(v, o, 7, le),
    (v, o, x: bigint, le) => writeBig(v, o, 7, x, le),
  ),
  i56: big(
    7,
    'i',
    null,
    null,
    (v, o, le) => BigInt.asIntN(56, readBig(v, o, 7, le)),
    (v, o, x: bigint, le) => writeBig(v, o, 7, x, le),
  ),
  u64: big(
    8,
    'u',
    'BigUint64',
    'uint64_t',
    (v, o, le) => v.getBigUint64(o, le),
    (v, o, x: bigint, le) => v.setBigUint64(o, x, le),
  ),
  i64: big(
    8,
    'i',
    'BigInt64',
    'int64_t',
    (v, o, le) => v.getBigInt64(o, le),
    (v, o, x: bigint, le) => v.setBigInt64(o, x, le),
  ),
  f16: float(
    2,
    null,
    null,
    (v, o, le) => decodeFloat16(v.getUint16(o, le)),
    (v, o, x: number, le) => v.setUint16(o, encodeFloat16(x), le),
  ),
  f32: float(
    4,
    'Float32',
    'float',
    (v, o, le) => v.getFloat32(o, le),
    (v, o, x: number, le) => v.setFloat32(o, x, le),
  ),
  f64: float(
    8,
    'Float64',
    'double',
    (v, o, le) => v.getFloat64(o, le),
    (v, o, x: number, le) => v.setFloat64(o, x, le),
  ),
  bool: {
    ...NOT_AN_INTEGER,
    size: 1,
    family: 'bool',
    accessor: null,
    c: 'bool',
    read: (v, o) => v.getUint8(o) !== 0,
    write: (v, o, x: boolean) => v.setUint8(o, x ? 1 : 0),
  },
  char: {
    ...NOT_AN_INTEGER,
    size: 1,
    family: 'char',
    accessor: null,
    c: 'char',
    read: (v, o) => Uint8Array.of(v.getUint8(o)),
    write: (v, o, x: Uint8Array) => v.setUint8(o, x[0] ?? 0),
  },
  ptr16: pointer(
    2,
    'Uint16',
    (v, o, le) => v.getUint16(o, le),
    (v, o, x: number, le) => v.setUint16(o, x, le),
  ),
  ptr32: pointer(
    4,
    'Uint32',
    (v, o, le) => v.getUint32(o, le),
    (v, o, x: number, le) => v.setUint32(o, x, le),
  ),
  ptr64: pointer(
    8,
    'BigUint64',
    (v, o, le) => v.getBigUint64(o, le),
    (v, o, x: bigint, le) => v.setBigUint64(o, x, le),
  ),
});

function named(rows: Record<ScalarName, Row>): Record<ScalarName, Scalar> {
  const entries = Object.entries(rows).map(([name, row]) => [name, Object.freeze({ ...row, name })]);
  return Object.freeze(Object.fromEntries(entries));
}

function integer(
  size: number,
  sign: 'u' | 'i',
  accessor: string | null,
  c: string | null,
  read: Row['read'],
  write: Row['write'],
): Row {
  return { size, family: 'integer', ...range(size, sign), accessor, c, read, write };
}

function big(
  size: number,
  sign: 'u' | 'i',
  accessor: string | null,
  c: string | null,
  read: Row['read'],
  write: Row['write'],
): Row {
  return { size, family: 'bigint', ...range(size, sign), accessor, c, read, write };
}

function float(size: number, accessor: string | null, c: string | null, read: Row['read'], write: Row['write']): Row {
  return { size, family: 'float', ...NOT_AN_INTEGER, accessor, c, read, write };
}

/** Addresses read unsigned and accept both signs, as CPython's `P`. */
function pointer(size: number, accessor: string, read: Row['read'], write: Row['write']): Row {
  const family = size > 4 ? 'bigint' : 'integer';
  return { size, family, min: range(size, 'i').min, max: range(size, 'u').max, accessor, c: 'void *', read, write };
}

function range(size: number, sign: 'u' | 'i'): { min: bigint; max: bigint } {
  const bits = BigInt(8 * size);
  return sign === 'u' ? { min: 0n, max: 2n ** bits - 1n } : { min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n };
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
