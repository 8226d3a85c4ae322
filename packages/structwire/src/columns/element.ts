import type {
  BitsLayout,
  ConstantLayout,
  EnumLayout,
  FlagsLayout,
  ScalarLayout,
  ScaledLayout,
} from '../layout/layout.ts';
import { SCALARS } from '../scalar/scalars.ts';
import type { ColumnType, Unit } from './column-array.ts';
import { type BitSlice, conversionOfBits, conversionOfWideBits, narrowest } from './kernels/bits.ts';
import type { Conversion } from './kernels/convert.ts';
import { conversionOfFlag, conversionOfOthers } from './kernels/flags.ts';
import { conversionOfFloat16 } from './kernels/float16.ts';
import { conversionOfScaled, type IntegerAccess } from './kernels/scaled.ts';
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
}

/** What the user may choose about the columns of a layout. */
export interface ElementOptions {
  /** Columns of integers beyond 53 bits: exact bigints, or a `Float64Array` that takes safe integers only. */
  readonly int64: 'bigint' | 'number';
  /** Columns of numbers that are kept as integers: the numbers in a `Float64Array`, or the integers. */
  readonly scaled: 'number' | 'raw';
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
  return { how: 'converted', size, skipped: 0, isPartial: false, ...scalarConversion(layout, asNumber) };
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

/** The element of a bit-field. */
export function bitsElement(layout: BitsLayout, { int64 }: Pick<ElementOptions, 'int64'>): ConvertedElement {
  const { slice, skipped } = narrowest(sliceOf(layout));
  return { how: 'converted', size: slice.size, skipped, isPartial: true, ...bitsConversion(slice, int64) };
}

function bitsConversion(slice: BitSlice, int64: 'bigint' | 'number'): { type: ColumnType; conversion: Conversion } {
  const { width, signed } = slice;
  if (width > 32) {
    const as = width <= 53 ? 'number' : int64;
    const bigType = signed ? 'BigInt64Array' : 'BigUint64Array';
    return { type: as === 'number' ? 'Float64Array' : bigType, conversion: conversionOfWideBits(slice, as) };
  }
  const unit = unitFor(width);
  return { type: `${signed ? 'Int' : 'Uint'}${unitName(unit)}Array`, conversion: conversionOfBits(slice, unit) };
}

function unitFor(width: number): Unit {
  return width <= 8 ? 1 : width <= 16 ? 2 : 4;
}

function unitName(unit: Unit): 8 | 16 | 32 {
  return unit === 1 ? 8 : unit === 2 ? 16 : 32;
}

/** Where the bits of an integer are. */
function sliceOf(layout: BitsLayout | ScalarLayout): BitSlice {
  if (layout.kind === 'scalar') {
    const { size, endian, scalar } = layout;
    return { size, shift: 0, width: 8 * size, signed: SCALARS[scalar].min < 0n, le: endian === 'le' };
  }
  const { width, bit, order, signed, size } = layout;
  return { size, shift: order === 'lsb' ? bit : 8 * size - bit - width, width, signed, le: order === 'lsb' };
}

/** The element of an integer with names. */
export function enumElement({ base }: EnumLayout, options: ElementOptions): Element {
  return base.kind === 'bits' ? bitsElement(base, options) : scalarElement(base, options);
}

/** The element of a number that is kept as an integer; `null` for integers of variable size and for floats. */
export function scaledElement({ base, ...scale }: ScaledLayout, options: ElementOptions): Element | null {
  if (base.kind === 'varint' || (base.kind === 'scalar' && !isInteger(base))) return null;
  if (options.scaled === 'raw') return base.kind === 'bits' ? bitsElement(base, options) : scalarElement(base, options);
  const { slice, skipped } = narrowest(sliceOf(base));
  const conversion = conversionOfScaled(integerAccess(slice), scale);
  const { size } = slice;
  return { how: 'converted', type: 'Float64Array', size, skipped, isPartial: true, conversion };
}

function isInteger({ scalar }: ScalarLayout): boolean {
  const { family } = SCALARS[scalar];
  return family === 'integer' || family === 'bigint';
}

function integerAccess(slice: BitSlice): IntegerAccess {
  const { width, signed } = slice;
  const value = width > 32 ? new BigInt64Array(1) : new Int32Array(1);
  const conversion =
    width > 32 ? conversionOfWideBits({ ...slice, signed: true }, 'bigint') : conversionOfBits(slice, 4);
  const opened = conversion.open(value);
  const unsigned = width > 32 ? new BigUint64Array(value.buffer) : new Uint32Array(value.buffer);
  const shown = signed ? value : unsigned;
  return {
    min: signed ? -(2 ** (width - 1)) : 0,
    max: 2 ** (width - (signed ? 1 : 0)) - 1,
    read: (view, offset) => {
      conversion.read(view, offset, 0, opened, 0, 1, 1);
      return Number(shown[0]);
    },
    write: (view, offset, integer) => {
      if (value instanceof Int32Array) value[0] = integer;
      else value[0] = BigInt(integer);
      conversion.write(opened, 0, 1, view, offset, 0, 1);
    },
  };
}

/** One element for each flag, and one for the bits without a name if they are shown; `null` over a signed integer. */
export function flagElements({ base, flags, others }: FlagsLayout): { name: string; element: Element }[] | null {
  const slice = sliceOf(base);
  if (slice.signed) return null;
  const named = flags.reduce((all, { mask }) => all | BigInt(mask), 0n);
  const rest = (2n ** BigInt(slice.width) - 1n) & ~named;
  const unknown = others === null ? rest : 0n;
  const { size } = slice;
  const shared = { how: 'converted', size, skipped: 0, isPartial: true } as const;
  const elements: { name: string; element: Element }[] = flags.map(({ name, mask }) => ({
    name,
    element: { ...shared, type: 'Uint8Array', conversion: conversionOfFlag({ slice, mask: BigInt(mask), unknown }) },
  }));
  if (others === null) return elements;
  if (slice.width > 53) return null; // their column would be one of bigints
  const unit = slice.width > 32 ? 8 : unitFor(slice.width);
  const type = unit === 8 ? 'Float64Array' : (`Uint${unitName(unit)}Array` as const);
  const conversion = conversionOfOthers({ slice, mask: rest, unknown: 0n }, unit);
  return [...elements, { name: others, element: { ...shared, type, conversion } }];
}

/** The element of a value that is always the same; `null` for text and bytes, which are many bytes. */
export function constantElement({ base }: ConstantLayout, options: ElementOptions): Element | null {
  switch (base.kind) {
    case 'scalar':
      return scalarElement(base, options);
    case 'bits':
      return bitsElement(base, options);
    case 'enum':
      return enumElement(base, options);
    default:
      return null;
  }
}
