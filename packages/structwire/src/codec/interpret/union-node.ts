import { describeValue } from '../../errors/describe-value.ts';
import { lengthDisagrees, notATaggedValue, tagDisagrees, unknownTag } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import { notABytesObject } from '../../errors/value-errors.ts';
import { integerKey } from '../../layout/integer-key.ts';
import type { Layout, UnionLayout, UnionTag } from '../../layout/layout.ts';
import type { Binder, BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { textTag } from './derivation.ts';
import { ownField } from './fields.ts';
import {
  atOnce,
  type BoundNode,
  decodeNext,
  decodeWhenThere,
  encodeNext,
  type Measuring,
  measureNext,
} from './node.ts';
import { bindReference, checkSayable, rawInteger } from './reference.ts';
import { notDelimitedHere } from './run.ts';
import { takeBytes } from './take-bytes.ts';

/** A tag, ready to be read and written. */
interface BoundTag {
  /** What shows the tag, to compare names with integers. */
  readonly layout: Layout | null;
  readonly read: (cursor: Cursor) => unknown;
  readonly measure: (cursor: Cursor) => Generator<number, unknown, void>;
  readonly write: (tag: unknown, cursor: Cursor) => void;
}

/** A case: its tag as it is shown, and how its value is read. */
interface BoundCase {
  readonly tag: number | string;
  readonly node: BoundNode;
}

/** One of several layouts, by tag. */
export const unionNode: BindNode<UnionLayout> = (layout, binder) => {
  const tag = bindTag(layout.tag, binder);
  const key = (shown: unknown): unknown => tagKey(shown, tag.layout);
  const cases = new Map<unknown, BoundCase>();
  checkTags(layout, tag.layout);
  for (const each of layout.cases) cases.set(key(each.tag), { tag: each.tag, node: binder.bind(each.layout) });
  const refuse = (actual: unknown, cursor: Cursor): Error => {
    const known = layout.cases.map((each) => String(each.tag));
    return failure(unknownTag, { tag: describeValue(actual), known }, cursor.locate());
  };
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const actual = tag.read(cursor);
      const found = cases.get(key(actual));
      if (found !== undefined) return { tag: found.tag, value: decodeNext(found.node, cursor) };
      if (layout.unknown === 'keep') return { tag: null, actual, value: takeRest(cursor) };
      cursor.at = start;
      throw refuse(actual, cursor);
    },
    encode: (value, cursor) => {
      const given = taggedValue(value, cursor);
      const found = cases.get(key(given.tag));
      if (given.isKnown ? found === undefined : found !== undefined || layout.unknown === 'refuse') {
        throw refuse(given.tag, cursor);
      }
      tag.write(given.tag, cursor);
      const start = cursor.at;
      if (found === undefined) putRest(given.value, cursor);
      else encodeNext(found.node, given.value, cursor);
      if (layout.tag.by === 'size') checkSize(given.tag, start, cursor);
    },
    isEndless:
      layout.tag.by === 'size' || layout.unknown === 'keep' || [...cases.values()].some(({ node }) => node.isEndless),
    *measure(cursor): Measuring {
      const actual = yield* tag.measure(cursor);
      const found = cases.get(key(actual));
      if (found !== undefined) yield* measureNext(found.node, cursor);
      else throw layout.unknown === 'keep' ? notDelimitedHere(cursor) : refuse(actual, cursor);
    },
  };
};

/**
 * Makes sure that a field can say the tag of each case.
 *
 * @throws StructwireError `invalid-layout`
 */
export function checkTags({ tag, cases }: UnionLayout, layout: Layout | null): void {
  if (tag.by !== 'field' || layout === null) return;
  for (const each of cases) checkSayable(each.tag, layout, tag.field.join('.'));
}

/** Names of an enumeration and their values are the same tag, and so are a bigint and its number. */
function tagKey(shown: unknown, layout: Layout | null): unknown {
  const raw = layout === null ? shown : rawInteger(shown, layout);
  if (layout !== null && isText(layout)) return textTag(raw);
  return integerKey(typeof raw === 'boolean' ? Number(raw) : raw);
}

/** Tags of digits are texts where the tag is one. */
function isText(layout: Layout): boolean {
  return (
    layout.kind === 'text' || ((layout.kind === 'derived' || layout.kind === 'constant') && layout.base.kind === 'text')
  );
}

function bindTag(tag: UnionTag, binder: Binder): BoundTag {
  switch (tag.by) {
    case 'field':
      return tagInField(tag.field, binder);
    case 'prefix': {
      const prefix = binder.bind(tag.prefix);
      return {
        layout: tag.prefix,
        read: (cursor) => decodeNext(prefix, cursor),
        measure: (cursor) => decodeWhenThere(prefix, cursor),
        write: (value, cursor) => encodeNext(prefix, isText(tag.prefix) ? textTag(value) : value, cursor),
      };
    }
    case 'size':
      return {
        layout: null,
        read: (cursor) => cursor.end - cursor.at,
        measure: (cursor) =>
          atOnce(() => {
            throw notDelimitedHere(cursor);
          }),
        write: () => undefined,
      };
  }
}

function tagInField(field: readonly string[], binder: Binder): BoundTag {
  const reference = bindReference(field, binder);
  const { layout } = reference;
  return {
    layout,
    read: reference.read,
    measure: (cursor) => atOnce(() => reference.read(cursor)),
    write: (tag, cursor) => {
      const stated = reference.stated(cursor);
      if (stated === undefined || tagKey(stated, layout) === tagKey(tag, layout)) return;
      const context = { field: reference.text, stated: describeValue(stated), tag: describeValue(tag) };
      throw failure(tagDisagrees, context, cursor.locate());
    },
  };
}

/** `{ tag, value }`, or `{ tag: null, actual, value }` for a tag without a case. */
function taggedValue(value: unknown, cursor: Cursor): { isKnown: boolean; tag: unknown; value: unknown } {
  if (typeof value !== 'object' || value === null) {
    throw failure(notATaggedValue, { actual: describeValue(value) }, cursor.locate());
  }
  const tag = ownField(value, 'tag');
  const isKnown = tag !== null;
  const given = isKnown ? tag : ownField(value, 'actual');
  if (given !== undefined) return { isKnown, tag: given, value: ownField(value, 'value') };
  throw failure(notATaggedValue, { actual: describeValue(value) }, cursor.locate());
}

function takeRest(cursor: Cursor): Uint8Array {
  const start = cursor.at;
  cursor.at = cursor.end;
  return takeBytes(cursor, start, cursor.end - start);
}

function putRest(value: unknown, cursor: Cursor): void {
  if (!(value instanceof Uint8Array)) {
    throw failure(notABytesObject, { type: 'bytes', actual: describeValue(value) }, cursor.locate());
  }
  cursor.reserve(value.length);
  cursor.bytes.set(value, cursor.at);
  cursor.at += value.length;
}

function checkSize(tag: unknown, start: number, cursor: Cursor): void {
  const actual = cursor.at - start;
  if (actual === tag) return;
  cursor.at = start;
  const context = { field: 'tag', stated: describeValue(tag), actual: `${actual} bytes` };
  throw failure(lengthDisagrees, context, cursor.locate());
}
