import type { PrefixLayout } from './integer-layouts.ts';

/**
 * A field that another part of the layout looks at: the names from a record down to it, such as `['header', 'count']`.
 *
 * The first name is looked for in the innermost record around the place that refers to it, then outward; what is read
 * while decoding must stand before that place. The further names lead through nested records and into flags.
 */
export type FieldPath = readonly string[];

/**
 * How many there are of something: bytes of a run, elements of an array.
 *
 * A number that is read stands for `read * times + plus` (defaults 1 and 0): a length in 32-bit words has `times: 4`, one
 * that counts its own two bytes has `plus: -2`.
 */
export type Extent = FixedExtent | FieldExtent | PrefixExtent | RestExtent;

export interface FixedExtent {
  readonly by: 'fixed';
  readonly value: number;
}

/** As a field that was read before says. */
export interface FieldExtent {
  readonly by: 'field';
  readonly field: FieldPath;
  readonly times?: number;
  readonly plus?: number;
}

/** As an integer right in front says. */
export interface PrefixExtent {
  readonly by: 'prefix';
  readonly prefix: PrefixLayout;
  readonly times?: number;
  readonly plus?: number;
}

/** To the end of the bytes: of the innermost {@link SizedLayout}, or of the input. */
export interface RestExtent {
  readonly by: 'rest';
}

/** Bytes up to a terminating NUL, which is not part of the value; at most `max` of them before it. */
export interface TerminatedExtent {
  readonly by: 'terminator';
  readonly max: number;
}
