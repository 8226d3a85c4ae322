import type { ErrorLocation } from '../errors/structwire-error.ts';
import type { ScalarName } from '../layout/scalar-name.ts';

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
  /** Writes a value that `coerce` returned. The caller has checked the bounds. */
  readonly write: (view: DataView, offset: number, value: never, littleEndian: boolean) => void;
  /** The value that `write` takes, from what a user passed; CPython's rules of what fits (`Modules/_struct.c`). */
  readonly coerce: Coerce;
}

/** Makes what a scalar can hold of a value, or throws what is wrong with it. */
export type Coerce = (scalar: Scalar, value: unknown, options: CoerceOptions, locate: Locate) => ScalarValue;

/** How a scalar is to be packed, beyond its row of the table. */
export interface CoerceOptions {
  /** What messages call it. */
  readonly label: string;
  /** Finite numbers beyond the largest float become infinity instead of an error. */
  readonly overflowToInfinity: boolean;
}

/** Where the value is, asked for only when it is refused. */
export type Locate = () => ErrorLocation;
