import { presenceDisagrees } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import { integerKey } from '../../layout/integer-key.ts';
import type { OptionalLayout, Presence } from '../../layout/layout.ts';
import { pythonTruth } from '../../scalar/coerce.ts';
import type { Binder, BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { atOnce, decodeNext, decodeWhenThere, encodeNext, measureNext } from './node.ts';
import { bindReference, checkSayable, isTruth, rawInteger } from './reference.ts';
import { notDelimitedHere } from './run.ts';

/** Whether a value is there, ready to be read and written. */
interface BoundPresence {
  readonly read: (cursor: Cursor) => boolean;
  readonly measure: (cursor: Cursor) => Generator<number, boolean, void>;
  readonly write: (isGiven: boolean, cursor: Cursor) => void;
}

/** A value that may be missing. */
export const optionalNode: BindNode<OptionalLayout> = ({ layout, present }, binder) => {
  const presence = bindPresence(present, binder);
  const node = binder.bind(layout);
  return {
    decode: (cursor) => (presence.read(cursor) ? decodeNext(node, cursor) : undefined),
    encode: (value, cursor) => {
      presence.write(value !== undefined, cursor);
      if (value !== undefined) encodeNext(node, value, cursor);
    },
    isEndless: present.by === 'rest' || node.isEndless === true,
    *measure(cursor) {
      if (yield* presence.measure(cursor)) yield* measureNext(node, cursor);
    },
  };
};

function bindPresence(present: Presence, binder: Binder): BoundPresence {
  switch (present.by) {
    case 'field':
      return presenceByField(present, binder);
    case 'prefix': {
      const prefix = binder.bind(present.prefix);
      return {
        read: (cursor) => Number(decodeNext(prefix, cursor)) !== 0,
        *measure(cursor) {
          return Number(yield* decodeWhenThere(prefix, cursor)) !== 0;
        },
        write: (isGiven, cursor) => encodeNext(prefix, isGiven ? 1 : 0, cursor),
      };
    }
    case 'rest':
      return {
        read: (cursor) => cursor.at < cursor.end,
        measure: (cursor) =>
          atOnce(() => {
            throw notDelimitedHere(cursor);
          }),
        write: () => undefined,
      };
  }
}

function presenceByField(present: Presence & { readonly by: 'field' }, binder: Binder): BoundPresence {
  const reference = bindReference(present.field, binder);
  const { layout } = reference;
  const { equals, mask } = present;
  for (const each of equals ?? []) checkSayable(each, layout, reference.text);
  const isThere = (shown: unknown): boolean => {
    if (equals === undefined) return isSet(rawInteger(shown, layout), mask);
    if (isTruth(layout)) return equals.includes(isSet(shown, undefined) ? 1 : 0);
    const key = integerKey(rawInteger(shown, layout));
    return equals.some((each) => each === shown || integerKey(rawInteger(each, layout)) === key);
  };
  return {
    read: (cursor) => isThere(reference.read(cursor)),
    measure: (cursor) => atOnce(() => isThere(reference.read(cursor))),
    write: (isGiven, cursor) => {
      const stated = reference.stated(cursor);
      if (stated === undefined || isThere(stated) === isGiven) return;
      throw failure(presenceDisagrees, { field: reference.text, isGiven }, cursor.locate());
    },
  };
}

/**
 * Whether an integer or a boolean is not zero, or has one of the bits of a mask, in whatever place. Values of other types
 * are given for booleans, and written as their truth.
 */
export function isSet(value: unknown, mask: number | undefined): boolean {
  if (mask === undefined) return typeof value === 'bigint' ? value !== 0n : pythonTruth(value);
  const isWord = typeof value === 'number' && (value | 0) === value && (mask | 0) === mask;
  return isWord ? (value & mask) !== 0 : (integerOf(value) & BigInt(mask)) !== 0n;
}

/** A number that is no integer has no bits. */
function integerOf(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && !Number.isNaN(value)) return Number.isInteger(value) ? BigInt(value) : 0n;
  return pythonTruth(value) ? 1n : 0n;
}
