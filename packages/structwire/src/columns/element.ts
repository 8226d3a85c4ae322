import { describeValue } from '../errors/describe-value.ts';
import { type ErrorLocation, failure, type StructwireError } from '../errors/structwire-error.ts';
import { integerOutOfRange, unsafeInteger } from '../errors/value-errors.ts';
import type { BitsLayout, ScalarLayout } from '../layout/layout.ts';
import { coerceScalar } from '../scalar/coerce.ts';
import { SCALARS } from '../scalar/scalars.ts';
import type { ColumnType, Unit } from './column-array.ts';
import { conversionOfBits, conversionOfWideBits, narrowest } from './kernels/bits.ts';
import type { Conversion } from './kernels/convert.ts';
import { conversionOfFloat16 } from './kernels/float16.ts';
import { conversionOfBool } from './kernels/truth.ts';
import { conversionOf24, conversionToBigint, conversionToFloat64 } from './kernels/wide.ts';

/** How one value stands in a record and in a column. */
export type Element = MovedElement | ConvertedElement;

interface AnyElement {
  readonly type: ColumnType;
  /** Bytes in the record. */
  readonly size: number;
  /** Bytes before it that belong to the node it was made from. */
  readonly skipped: number;
}

/** The column holds the very bits of the record, in the byte order of this machine. */
export interface MovedElement extends AnyElement {
  readonly how: 'moved';
  readonly size: 1 | 2 | 4 | 8;
  readonly le: boolean;
}

export interface ConvertedElement extends AnyElement {
  readonly how: 'converted';
  readonly conversion: Conversion;
  /** Writing sets some bits of its bytes only, which must be zero before. */
  readonly isPartial: boolean;
  /** The error of a value that does not fit: of a column's on encoding, or of a record's that the column cannot hold. */
  readonly refusal: (value: number | bigint, location: ErrorLocation) => StructwireError;
  /** The value in a record, exactly. */
  readonly exact: (view: DataView, offset: number) => number | bigint;
}

/** What the user may choose about the columns of a layout. */
export interface ElementOptions {
  /** Columns of integers beyond 53 bits: exact bigints, or a `Float64Array` that takes safe integers only. */
  readonly int64: 'bigint' | 'number';
}

const MOVED: { readonly [name: string]: ColumnType } = {
  u8: 'Uint8Array',
  i8: 'Int8Array',
  char: 'Uint8Array',
  u16: 'Uint16Array',
  i16: 'Int16Array',
  ptr16: 'Uint16Array',
  u32: 'Uint32Array',
  i32: 'Int32Array',
  ptr32: 'Uint32Array',
  f32: 'Float32Array',
  f64: 'Float64Array',
  u64: 'BigUint64Array',
  i64: 'BigInt64Array',
  ptr64: 'BigUint64Array',
};

/** One raw byte. */
export const BYTE: MovedElement = { how: 'moved', type: 'Uint8Array', size: 1, skipped: 0, le: true };

/** The element of a scalar. */
export function scalarElement(layout: ScalarLayout, options: ElementOptions): Element {
  const { scalar: name, size } = layout;
  const le = layout.endian === 'le';
  const isBig = SCALARS[name].family === 'bigint';
  const asNumber = isBig && (layout.as === 'number' || (layout.as === undefined && options.int64 === 'number'));
  const type = MOVED[name];
  if (type !== undefined && !asNumber) {
    return { how: 'moved', type, size: size as MovedElement['size'], skipped: 0, le }; // rows of MOVED have such sizes
  }
  return {
    how: 'converted',
    size,
    skipped: 0,
    isPartial: false,
    ...scalarConversion(layout, asNumber),
    ...refusing(layout),
  };
}

function scalarConversion(
  { scalar: name, size, endian }: ScalarLayout,
  asNumber: boolean,
): { type: ColumnType; conversion: Conversion } {
  const { family, min } = SCALARS[name];
  const wide = { size, signed: min < 0n && name !== 'ptr64', le: endian === 'le' };
  if (name === 'bool') return { type: 'Uint8Array', conversion: conversionOfBool() };
  if (name === 'f16') return { type: 'Float32Array', conversion: conversionOfFloat16(wide.le) };
  if (size === 3) return { type: wide.signed ? 'Int32Array' : 'Uint32Array', conversion: conversionOf24(wide) };
  if (asNumber || family === 'integer') return { type: 'Float64Array', conversion: conversionToFloat64(wide) };
  return { type: wide.signed ? 'BigInt64Array' : 'BigUint64Array', conversion: conversionToBigint(wide) };
}

function refusing(layout: ScalarLayout): Pick<ConvertedElement, 'refusal' | 'exact'> {
  const scalar = SCALARS[layout.scalar];
  const label = layout.label ?? layout.scalar;
  return {
    refusal: (value, location) => {
      try {
        coerceScalar(scalar, value, { label, overflowToInfinity: false }, () => location);
      } catch (error) {
        return error as StructwireError; // the only thing it throws
      }
      return failure(unsafeInteger, { type: label, actual: describeValue(value) }, location);
    },
    exact: (view, offset) => scalar.read(view, offset, layout.endian === 'le') as number | bigint, // an integer's
  };
}

/** The element of a bit-field. */
export function bitsElement(layout: BitsLayout, options: ElementOptions): ConvertedElement {
  const { width, bit, order, signed, label = `${signed ? 'i' : 'u'}${width}` } = layout;
  const le = order === 'lsb';
  const whole = { size: layout.size, shift: le ? bit : 8 * layout.size - bit - width, width, signed, le };
  const { slice, skipped } = narrowest(whole);
  const bits = BigInt(width);
  const range = signed ? { min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n } : { min: 0n, max: 2n ** bits - 1n };
  return {
    how: 'converted',
    size: slice.size,
    skipped,
    isPartial: true,
    ...bitsConversion(slice, options),
    refusal: (value, location) => {
      const actual = describeValue(value);
      const isSafe =
        typeof value === 'bigint'
          ? value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER
          : Number.isSafeInteger(value);
      const isInside = value >= range.min && value <= range.max;
      if (isInside && !isSafe) return failure(unsafeInteger, { type: label, actual }, location);
      return failure(integerOutOfRange, { type: label, ...range, actual }, location);
    },
    exact: (view, offset) => {
      const exact = new BigInt64Array(1);
      conversionOfWideBits(slice, 'bigint').read(view, offset, 0, exact, 0, 1, 1);
      const value = exact[0] ?? 0n;
      return signed ? value : BigInt.asUintN(64, value);
    },
  };
}

function bitsConversion(
  slice: Parameters<typeof conversionOfBits>[0],
  { int64 }: ElementOptions,
): { type: ColumnType; conversion: Conversion } {
  const { width, signed } = slice;
  if (width > 32) {
    const as = width <= 53 ? 'number' : int64;
    const bigType = signed ? 'BigInt64Array' : 'BigUint64Array';
    return { type: as === 'number' ? 'Float64Array' : bigType, conversion: conversionOfWideBits(slice, as) };
  }
  const bytes: Unit = width <= 8 ? 1 : width <= 16 ? 2 : 4;
  const type: ColumnType = `${signed ? 'Int' : 'Uint'}${bytes === 1 ? 8 : bytes === 2 ? 16 : 32}Array`;
  return { type, conversion: conversionOfBits(slice, bytes) };
}
