/** The typed array of one column. */
export type ColumnArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** The name of a column's array type. */
export type ColumnType =
  | 'Int8Array'
  | 'Uint8Array'
  | 'Int16Array'
  | 'Uint16Array'
  | 'Int32Array'
  | 'Uint32Array'
  | 'Float32Array'
  | 'Float64Array'
  | 'BigInt64Array'
  | 'BigUint64Array';

interface ColumnArrayConstructor {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): ColumnArray;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): ColumnArray;
}

/** The constructors by name. */
export const COLUMN_ARRAYS: Readonly<Record<ColumnType, ColumnArrayConstructor>> = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};

/** The unsigned integers that bits are moved as: 1, 2 or 4 bytes at once. */
export type Unit = 1 | 2 | 4;

/** An array that bits are moved into. */
export type UnitArray = Uint8Array | Uint16Array | Uint32Array;

/** The memory of an array as integers of `unit` bytes, a rest left out. Its byte offset is a multiple of the unit. */
export function unitsOf(array: ArrayBufferView, unit: Unit): UnitArray {
  const length = Math.floor(array.byteLength / unit);
  if (unit === 1) return new Uint8Array(array.buffer, array.byteOffset, length);
  if (unit === 2) return new Uint16Array(array.buffer, array.byteOffset, length);
  return new Uint32Array(array.buffer, array.byteOffset, length);
}

/** Whether typed arrays of this machine hold the least significant byte first. */
export const HOST_IS_LE: boolean = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
