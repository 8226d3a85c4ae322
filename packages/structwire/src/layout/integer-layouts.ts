import type { ScalarName } from './scalar-name.ts';

/** Byte order of one scalar: least or most significant byte first. */
export type Endian = 'le' | 'be';

export interface LayoutNode {
  /** Byte length of every value, or `null` when it depends on the value. */
  readonly size: number | null;
  /** The value starts at a multiple of this within its record. */
  readonly align: number;
}

/** A node whose byte length is the same for every value. */
export interface FixedNode extends LayoutNode {
  readonly size: number;
}

/** One scalar of the table in `scalar/`. */
export interface ScalarLayout extends FixedNode {
  readonly kind: 'scalar';
  readonly scalar: ScalarName;
  readonly endian: Endian;
  /** How a 64-bit integer is shown: exact `bigint` (default), or `number` that refuses unsafe values. */
  readonly as?: 'bigint' | 'number';
  /** What a finite number beyond the largest float becomes: an error (default), or infinity as CPython's native `f`. */
  readonly overflow?: 'infinity';
  /** What messages call it: the user's own word, such as the format code. Defaults to `scalar`. */
  readonly label?: string;
}

/**
 * A LEB128 integer: seven bits to a byte, least significant first, the high bit says that another byte follows.
 *
 * Longer forms than needed are refused, and so are bits beyond `bits`.
 */
export interface VarintLayout extends LayoutNode {
  readonly kind: 'varint';
  readonly size: null;
  readonly bits: 32 | 64;
  /** Signed integers as 0, -1, 1, -2, ...: small magnitudes stay short. */
  readonly zigzag: boolean;
  /** As for {@link ScalarLayout}: 64-bit integers are bigints unless it says `number`. */
  readonly as?: 'bigint' | 'number';
}

/** The integers that stand in front of what they count. */
export type PrefixLayout = ScalarLayout | VarintLayout;
