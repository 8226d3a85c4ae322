import type { Extent, FieldPath } from './extent.ts';
import type { FixedNode, LayoutNode, PrefixLayout, ScalarLayout, VarintLayout } from './integer-layouts.ts';
import type {
  AlignLayout,
  BitsLayout,
  BlobLayout,
  BytesLayout,
  ChecksumLayout,
  ConstantLayout,
  DerivedLayout,
  EnumLayout,
  FlagsLayout,
  PaddingLayout,
  PascalLayout,
  ScaledLayout,
  TextLayout,
  TimestampLayout,
} from './leaf-layouts.ts';

export type * from './checksum-name.ts';
export type * from './extent.ts';
export type * from './integer-layouts.ts';
export type * from './leaf-layouts.ts';

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
  | EnumLayout
  | VarintLayout
  | BlobLayout
  | TextLayout
  | FlagsLayout
  | ScaledLayout
  | TimestampLayout
  | ConstantLayout
  | DerivedLayout
  | ChecksumLayout
  | AlignLayout
  | SizedLayout
  | OptionalLayout
  | UnionLayout
  | TransformLayout
  | DefinitionsLayout
  | RefLayout;

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
 * A record is a row of stretches: each field of variable size ends one, and stands at its end, before the next stretch.
 * So a record with `n` fields of variable size has `n + 1` stretches, and one bounds check for each is enough. Bytes of a
 * stretch that no field covers are padding: written as zero, ignored on reading.
 *
 * ```
 * { id: u16, count: u8, name: cstring, flags: u8, rest }
 * [id id count] name... [flags] rest... []        stretches 3, 1, 0
 * ```
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
  /** What encoding writes when the value has no such field. */
  readonly default?: number | bigint | string | boolean;
}

/** Elements of one type, one after the other without gaps. */
export interface ArrayLayout extends LayoutNode {
  readonly kind: 'array';
  readonly element: Layout;
  readonly count: ArrayCount;
}

/** How many elements an array has. `rest`: elements until the end of the bytes. */
export type ArrayCount = Extent;

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

/**
 * A value inside a run of bytes whose length is known: it cannot read past the end of the run, and `rest` inside it ends
 * there. Of fixed size when its length is.
 */
export interface SizedLayout extends LayoutNode {
  readonly kind: 'sized';
  readonly length: Extent;
  readonly layout: Layout;
  /** Bytes of the run behind the value: an error, or ignored (and written as zero when the length is fixed). */
  readonly leftover: 'refuse' | 'ignore';
}

/** A value that may be missing; `undefined` then. */
export interface OptionalLayout extends LayoutNode {
  readonly kind: 'optional';
  readonly size: null;
  readonly layout: Layout;
  readonly present: Presence;
}

/**
 * When an optional value is there.
 *
 * `field`: when the field is not zero or false; with `mask` when one of these bits is set in it; with `equals` when it has
 * one of these values. `prefix`: when the integer in front is not zero (it is written as 1). `rest`: when bytes are left.
 */
export type Presence =
  | {
      readonly by: 'field';
      readonly field: FieldPath;
      readonly mask?: number;
      readonly equals?: readonly (number | string)[];
    }
  | { readonly by: 'prefix'; readonly prefix: PrefixLayout }
  | { readonly by: 'rest' };

/**
 * One of several layouts, by tag. The value is `{ tag, value }`; for a tag without a case `{ tag: null, actual, value }`
 * with the actual tag and the raw bytes to the end, unless unknown ones are refused.
 */
export interface UnionLayout extends LayoutNode {
  readonly kind: 'union';
  readonly size: null;
  readonly name?: string;
  readonly tag: UnionTag;
  readonly cases: readonly UnionCase[];
  readonly unknown: 'keep' | 'refuse';
}

/** Where the tag is: in a field read before, right in front, or the number of bytes to the end (datagrams). */
export type UnionTag =
  | { readonly by: 'field'; readonly field: FieldPath }
  | { readonly by: 'prefix'; readonly prefix: PrefixLayout | EnumLayout | TextLayout }
  | { readonly by: 'size' };

export interface UnionCase {
  /** As decoding shows the tag: an integer of up to 53 bits, a name of an enumeration, or a text. */
  readonly tag: number | string;
  readonly layout: Layout;
  readonly doc?: string;
}

/** A value that user functions turn into another one. They are not part of the layout: it has their name only. */
export interface TransformLayout extends LayoutNode {
  readonly kind: 'transform';
  readonly layout: Layout;
  readonly id: string;
}

/** A layout, with the named ones that {@link RefLayout}s in it mean. Only the outermost layout is one. */
export interface DefinitionsLayout extends LayoutNode {
  readonly kind: 'definitions';
  readonly layout: Layout;
  readonly definitions: readonly Definition[];
}

/** A named layout, which may contain itself. Field paths inside it end at its own outermost record. */
export interface Definition {
  readonly name: string;
  readonly layout: Layout;
}

/** The definition of this name: recursion goes through it. */
export interface RefLayout extends LayoutNode {
  readonly kind: 'ref';
  readonly size: null;
  readonly name: string;
}
