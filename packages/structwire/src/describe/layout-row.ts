import type { Endian, Layout } from '../layout/layout.ts';

/** One line of a layout's table: a value, a group of values, or bytes that carry nothing. */
export interface LayoutRow {
  /** `group`: a nested record, a union, or an array whose elements follow as rows of their own. */
  readonly kind: 'value' | 'group' | 'padding';
  /** Where the value is, as in errors: `header.items[3].length`; for a table an element stands for all: `items[].length`. */
  readonly path: string;
  /** How many groups the row stands in. */
  readonly depth: number;
  /** Byte offset from the start of the record, or from the end of the field that `after` names. */
  readonly offset: number;
  /** Path of the field of variable size that `offset` counts from; `null` for the start of the record. */
  readonly after: string | null;
  /** Byte length, or `null` when it depends on the value. */
  readonly size: number | null;
  /** What it is: `u32`, `bytes`, `i16[6]`; empty for padding. */
  readonly type: string;
  /** The format code, with its count, where the user wrote one. */
  readonly code: string | null;
  /** Byte order, where the value has one. */
  readonly endian: Endian | null;
  /**
   * For bit-fields, and for the bits that they leave unused: the first bit within the bytes of the row, counted from the
   * least (`lsb`) or most significant one.
   */
  readonly bits: { readonly first: number; readonly width: number; readonly order: 'lsb' | 'msb' } | null;
  /** For padding: why it is there. */
  readonly padding: PaddingReason | null;
  /** The layout of the value; `null` for padding that no layout mentions. */
  readonly layout: Layout | null;
  readonly doc: string | null;
  readonly unit: string | null;
}

/** Why bytes carry nothing. */
export type PaddingReason =
  /** Written so: the code `x`, or a field without a name. */
  | { readonly by: 'declaration' }
  /** What comes next starts at a multiple of `align`. */
  | { readonly by: 'alignment'; readonly of: string; readonly align: number }
  /** The whole is a multiple of `align` long, so that the next element of an array is aligned too. */
  | { readonly by: 'end'; readonly align: number }
  /** A code with a count of zero, such as `0l`, aligns and has no value. */
  | { readonly by: 'zero-count' }
  /** The declaration put a field further on. */
  | { readonly by: 'gap' };

/**
 * The reason in words: `f is aligned to 4`.
 *
 * @example
 * ```ts
 * import { paddingText } from 'structwire/describe';
 *
 * paddingText({ by: 'alignment', of: 'f', align: 4 }); // 'f is aligned to 4'
 * ```
 */
export function paddingText(reason: PaddingReason): string {
  switch (reason.by) {
    case 'declaration':
      return 'as written';
    case 'alignment':
      return `${reason.of} is aligned to ${reason.align}`;
    case 'end':
      return `the size is a multiple of ${reason.align}`;
    case 'zero-count':
      return 'a code with count 0 aligns';
    case 'gap':
      return 'no field';
  }
}
