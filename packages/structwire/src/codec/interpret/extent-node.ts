import { describeValue } from '../../errors/describe-value.ts';
import { badLength } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { Extent, FieldExtent, PrefixExtent } from '../../layout/layout.ts';
import type { Binder } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { adjusted } from './derivation.ts';
import { atOnce, type BoundNode, decodeNext, decodeWhenThere, encodeNext } from './node.ts';
import { bindReference, countFrom, disagrees } from './reference.ts';

/** How many there are of something, ready to be read and written. */
export interface BoundExtent {
  /** Reads it at `at`, behind which the counted ones start; `null`: until the end. */
  readonly read: (cursor: Cursor) => number | null;
  /** As `read`, while more bytes may come. */
  readonly measure: (cursor: Cursor) => Generator<number, number | null, void>;
  /** Until the end of the bytes. */
  readonly isEndless: boolean;
  /** The fewest bytes that the number takes. */
  readonly minSize: number;
  /** Writes the number in front of the counted ones, or makes sure that what says it says this. */
  readonly write: (count: number, cursor: Cursor) => void;
}

export function bindExtent(extent: Extent, binder: Binder): BoundExtent {
  switch (extent.by) {
    case 'fixed':
      return fixedExtent(extent.value);
    case 'field':
      return fieldExtent(extent, binder);
    case 'prefix':
      return prefixExtent(extent, binder.bind(extent.prefix));
    case 'rest':
      return { read: () => null, measure: unread(null), isEndless: true, minSize: 0, write: () => undefined };
  }
}

/** Kinds that have a fixed extent check the length of what they are given themselves, in their own words. */
function fixedExtent(value: number): BoundExtent {
  return { read: () => value, measure: unread(value), isEndless: false, minSize: 0, write: () => undefined };
}

function unread(value: number | null): BoundExtent['measure'] {
  return () => atOnce(() => value);
}

function fieldExtent(extent: FieldExtent, binder: Binder): BoundExtent {
  const reference = bindReference(extent.field, binder);
  const fromShown = (shown: unknown, cursor: Cursor): number => {
    return total(countFrom(shown, reference.layout, cursor), extent, cursor);
  };
  const check = (stated: unknown, count: number, cursor: Cursor): void => {
    const expected = fromShown(stated, cursor);
    if (expected !== count) throw disagrees(reference.text, expected, count, cursor);
  };
  return {
    read: (cursor) => fromShown(reference.read(cursor), cursor),
    measure: (cursor) => atOnce(() => fromShown(reference.read(cursor), cursor)),
    isEndless: false,
    minSize: 0,
    write: (count, cursor) => {
      const stated = reference.stated(cursor);
      if (stated !== undefined) check(stated, count, cursor);
      reference.whenKnown(cursor, (known, later) => check(known, count, later));
    },
  };
}

function prefixExtent(extent: PrefixExtent, prefix: BoundNode): BoundExtent {
  /** Mistakes in the number are where it starts. */
  const fromShown = (shown: unknown, start: number, cursor: Cursor): number => {
    const behind = cursor.at;
    cursor.at = start;
    const count = total(countFrom(shown, extent.prefix, cursor), extent, cursor);
    cursor.at = behind;
    return count;
  };
  return {
    read: (cursor) => {
      const start = cursor.at;
      return fromShown(decodeNext(prefix, cursor), start, cursor);
    },
    *measure(cursor) {
      const start = cursor.at;
      return fromShown(yield* decodeWhenThere(prefix, cursor), start, cursor);
    },
    isEndless: false,
    minSize: prefix.size ?? 1,
    write: (count, cursor) => encodeNext(prefix, adjusted(count, extent), cursor),
  };
}

/** `read * times + plus` */
function total(read: number, { times = 1, plus = 0 }: FieldExtent | PrefixExtent, cursor: Cursor): number {
  const count = read * times + plus;
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw failure(badLength, { actual: describeValue(count) }, cursor.locate());
}

/** Bytes from `at` to the end of a length that was read: makes sure that they are there. */
export function neededBytes(length: number | null, cursor: Cursor): number {
  if (length === null) return cursor.end - cursor.at;
  cursor.need(length);
  return length;
}
