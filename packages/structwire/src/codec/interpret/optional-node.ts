import { presenceDisagrees } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { OptionalLayout, Presence } from '../../layout/layout.ts';
import type { Binder, BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { atOnce, decodeNext, decodeWhenThere, encodeNext, measureNext } from './node.ts';
import { bindReference, rawInteger } from './reference.ts';
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
  const isThere = (shown: unknown): boolean => {
    if (present.equals !== undefined) {
      const raw = rawInteger(shown, reference.layout);
      return present.equals.some((each) => each === shown || rawInteger(each, reference.layout) === comparable(raw));
    }
    const integer = Number(rawInteger(shown, reference.layout));
    return (present.mask === undefined ? integer : integer & present.mask) !== 0;
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

function comparable(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
