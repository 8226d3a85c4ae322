import type { ScalarName } from './scalar-name.ts';

/**
 * The one form every front end builds and every back end reads: what the bytes of a value are.
 *
 * Plain, deeply frozen data without functions, so it can be written to a file, compared and hashed. Every node says
 * its `size` in bytes (`null` when it depends on the value) and its `align` (1 when it may start anywhere).
 */
export type Layout =
  | ScalarLayout
  | BytesLayout
  | PascalLayout
  | PaddingLayout
  | TupleLayout
  | RecordLayout
  | ArrayLayout
  | BitsLayout
  | OverlayLayout
  | EnumLayout;

/** Byte order of one scalar: least or most significant byte first. */
export type Endian = 'le' | 'be';

interface LayoutNode {
  /** Byte length of every value, or `null` when it depends on the value. */
  readonly size: number | null;
  /** The value starts at a multiple of this within its record. */
  readonly align: number;
}

/** A node whose byte length is the same for every value. */
interface FixedNode extends LayoutNode {
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

/** A run of `size` raw bytes. */
export interface BytesLayout extends FixedNode {
  readonly kind: 'bytes';
  /** `pad`: shorter input is filled with zeros and longer input cut (Python's `s`). `exact`: the length must match. */
  readonly fit: 'pad' | 'exact';
  readonly label?: string;
}

/** Python's `p`: a length byte, then at most `size - 1` bytes. */
export interface PascalLayout extends FixedNode {
  readonly kind: 'pascal';
  readonly label?: string;
}

/** Bytes that carry nothing: written as zero, skipped on reading. */
export interface PaddingLayout extends FixedNode {
  readonly kind: 'padding';
}

/** Positional values, as a Python format string describes them. */
export interface TupleLayout extends FixedNode {
  readonly kind: 'tuple';
  readonly items: readonly TupleItem[];
  /** How many values the tuple has. */
  readonly length: number;
}

/** A run of `repeat` equal items, one after the other from `offset`; padding runs carry no value. */
export interface TupleItem {
  /** The format code as written, for messages and tables. */
  readonly code: string;
  /** Byte offset of the first one from the start of the tuple. */
  readonly offset: number;
  readonly repeat: number;
  readonly layout: ScalarLayout | BytesLayout | PascalLayout | PaddingLayout;
}

/**
 * Named fields, one after the other.
 *
 * A record is a row of stretches: each field of variable size ends one. Bytes of a stretch that no field covers are
 * padding: written as zero, ignored on reading.
 */
export interface RecordLayout extends LayoutNode {
  readonly kind: 'record';
  /** The type's name, when it has one. */
  readonly name?: string;
  readonly fields: readonly RecordField[];
  /** Byte length of the fixed part of each stretch, in order. A fixed-size record has one stretch: its size. */
  readonly stretches: readonly number[];
}

/** One field of a record. */
export interface RecordField {
  /** The property of the value, or `null` for explicit padding, which has none. Any string is allowed. */
  readonly name: string | null;
  /** Index of the stretch the field stands in. */
  readonly stretch: number;
  /** Byte offset from the start of the stretch. */
  readonly offset: number;
  readonly layout: Layout;
  /** One line about the field, from a comment or a schema. */
  readonly doc?: string;
  /** Unit of the value, such as `mm`. */
  readonly unit?: string;
}

/** Elements of one type, one after the other without gaps. */
export interface ArrayLayout extends LayoutNode {
  readonly kind: 'array';
  readonly element: Layout;
  readonly count: ArrayCount;
}

/** How many elements an array has. */
export type ArrayCount = { readonly by: 'fixed'; readonly value: number };

/**
 * An integer of `width` bits inside `size` whole bytes; several of them may share bytes.
 *
 * `lsb`: the bytes are a little-endian number and `bit` counts from its least significant bit. `msb`: they are a
 * big-endian number and `bit` counts from its most significant bit. Values of up to 53 bits are numbers, wider ones bigints.
 */
export interface BitsLayout extends FixedNode {
  readonly kind: 'bits';
  readonly width: number;
  /** Position of the first bit, 0 to 7. */
  readonly bit: number;
  readonly order: 'lsb' | 'msb';
  readonly signed: boolean;
  /** Shown as `true` and `false`: one bit declared as a boolean. */
  readonly as?: 'bool';
  readonly label?: string;
}

/** A C union: members over the same bytes. Decoding gives all of them; encoding takes exactly one and zeroes the rest. */
export interface OverlayLayout extends FixedNode {
  readonly kind: 'overlay';
  readonly name?: string;
  readonly members: readonly OverlayMember[];
}

/** One way to read the bytes of an overlay, from its first byte on. */
export interface OverlayMember {
  readonly name: string;
  readonly layout: Layout;
  readonly doc?: string;
  readonly unit?: string;
}

/** An integer with names for some of its values. Encoding takes a name or the integer. */
export interface EnumLayout extends FixedNode {
  readonly kind: 'enum';
  readonly name?: string;
  readonly base: ScalarLayout | BitsLayout;
  /** In declaration order; the first name of a value is the one that is shown. */
  readonly names: readonly EnumName[];
  /** What decoding gives: the name, or the integer where it has none (`name`), or always the integer (`number`). */
  readonly as: 'name' | 'number';
}

export interface EnumName {
  readonly name: string;
  readonly value: number | bigint;
  readonly doc?: string;
}
