import type { ChecksumName } from './checksum-name.ts';
import type { Extent, FieldPath, TerminatedExtent } from './extent.ts';
import type { FixedNode, LayoutNode, ScalarLayout, VarintLayout } from './integer-layouts.ts';

// The kinds of layout that have no layouts of arbitrary kind inside them.

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

/** Raw bytes, as many as the length says. */
export interface BlobLayout extends LayoutNode {
  readonly kind: 'blob';
  readonly size: null;
  readonly length: Exclude<Extent, { by: 'fixed' }>;
}

/** How text stands in bytes. */
export type TextEncoding = 'utf8' | 'ascii' | 'latin1' | 'utf16le' | 'utf16be';

/** Text. Lengths count bytes. */
export interface TextLayout extends LayoutNode {
  readonly kind: 'text';
  readonly encoding: TextEncoding;
  readonly length: Extent | TerminatedExtent;
  /**
   * How a text that is shorter than its fixed length is filled, and what is not shown on decoding: everything from the
   * first NUL (`nul`), the spaces at the end (`space`); `none`: the text takes the length exactly.
   */
  readonly pad: 'nul' | 'space' | 'none';
  /** Bytes that are no such text: an error, or U+FFFD in their place. */
  readonly invalid: 'refuse' | 'replace';
}

/** Single bits with names: shown as an object of booleans. */
export interface FlagsLayout extends FixedNode {
  readonly kind: 'flags';
  readonly name?: string;
  readonly base: ScalarLayout | BitsLayout;
  readonly flags: readonly FlagName[];
  /** The property that holds the bits without a name, as an integer; `null` when they must be zero. */
  readonly others: string | null;
}

export interface FlagName {
  readonly name: string;
  /** The one bit, as its value: 1, 2, 4, ... */
  readonly mask: number | bigint;
  readonly doc?: string;
}

/**
 * A number kept as an integer: the value is `integer * multiply / divide + add`.
 *
 * Encoding rounds to the nearest integer, halves away from zero. The base is shown as a number, so it has at most 53 bits.
 */
export interface ScaledLayout extends LayoutNode {
  readonly kind: 'scaled';
  readonly base: ScalarLayout | BitsLayout | VarintLayout;
  readonly multiply: number;
  readonly divide: number;
  readonly add: number;
}

/** A point in time: a number of `unit` since `epoch`. */
export interface TimestampLayout extends FixedNode {
  readonly kind: 'timestamp';
  readonly base: ScalarLayout;
  readonly unit: 's' | 'ms' | 'us' | 'ns';
  /** Unix time of the count 0, in milliseconds: 0 for Unix time. */
  readonly epoch: number;
  /** Shown as a `Date` in milliseconds (the rest of an integer is cut off, floats are rounded), or as the number itself. */
  readonly as: 'date' | 'number';
}

/** A value that is always the same. Encoding fills it in, decoding refuses every other. */
export interface ConstantLayout extends LayoutNode {
  readonly kind: 'constant';
  readonly base: ScalarLayout | BitsLayout | EnumLayout | VarintLayout | TextLayout | BytesLayout;
  /** As decoding shows it; bytes as lower-case hex digits. */
  readonly value: number | bigint | string | boolean;
}

/** An integer (or tag) that encoding works out from other fields, whatever the caller passes. */
export interface DerivedLayout extends LayoutNode {
  readonly kind: 'derived';
  readonly base: ScalarLayout | BitsLayout | VarintLayout | EnumLayout | TextLayout;
  readonly from: DerivedFrom;
}

/** What a derived field says. What it refers to may stand behind it. */
export type DerivedFrom = DerivedLength | DerivedCount | DerivedTag | DerivedPresence;

/**
 * The byte length of a field, or of all from `field` through its sibling `through`; of the whole record when `field` is
 * empty. The integer is `(bytes - plus) / times` (defaults 0 and 1), which must be whole. Its base has a fixed size.
 */
export interface DerivedLength {
  readonly of: 'length';
  readonly field: FieldPath;
  readonly through?: string;
  readonly times?: number;
  readonly plus?: number;
}

/** The number of elements of an array: `(count - plus) / times`. */
export interface DerivedCount {
  readonly of: 'count';
  readonly field: FieldPath;
  readonly times?: number;
  readonly plus?: number;
}

/** The tag of a union's value. */
export interface DerivedTag {
  readonly of: 'tag';
  readonly field: FieldPath;
}

/** Whether an optional field is there: 1 or 0. */
export interface DerivedPresence {
  readonly of: 'presence';
  readonly field: FieldPath;
}

/**
 * A checksum over a range of its record's bytes, verified on decoding and filled in on encoding.
 *
 * Its own bytes, where they lie in the range, count as zero.
 */
export interface ChecksumLayout extends FixedNode {
  readonly kind: 'checksum';
  readonly base: ScalarLayout;
  readonly algorithm: ChecksumName;
  /** The first field of the range; `null` is the start of the record. */
  readonly from: string | null;
  /** The last field of the range; `null` ends it right before the checksum. */
  readonly through: string | null;
  /** Bytes that are counted behind the range and are not in the record. */
  readonly extra?: ChecksumExtra;
}

/**
 * Bytes by the value of an integer field of the same record, as MAVLink has one for each kind of message. For a value that is not listed
 * nothing is verified, and encoding takes what the caller passes, or computes the checksum without them.
 */
export interface ChecksumExtra {
  readonly field: string;
  readonly bytes: readonly ChecksumExtraBytes[];
}

export interface ChecksumExtraBytes {
  readonly value: number;
  /** The bytes as lower-case hex digits. */
  readonly hex: string;
}

/** Padding up to the next multiple of `to` bytes from the start of the record. It has no name. */
export interface AlignLayout extends LayoutNode {
  readonly kind: 'align';
  readonly size: null;
  readonly to: number;
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
