import { describeValue } from '../../errors/describe-value.ts';
import { arrayTooLong, emptyElement } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import { notAnArray } from '../../errors/value-errors.ts';
import type { ArrayLayout } from '../../layout/layout.ts';
import { minSize } from '../../layout/min-size.ts';
import type { BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { type BoundExtent, bindExtent } from './extent-node.ts';
import { awaitBytes, type BoundNode, decodeNext, encodeNext, type Measuring, measureNext } from './node.ts';
import { notDelimitedHere } from './run.ts';

/** An array made ready. */
interface Bound {
  readonly extent: BoundExtent;
  readonly element: BoundNode;
  /** The fewest bytes of an element. */
  readonly least: number;
}

/** Elements one after the other, as many as the count says or as there are bytes. */
export const arrayNode: BindNode<ArrayLayout> = ({ element, count }, binder) => {
  const bound = { extent: bindExtent(count, binder), element: binder.bind(element), least: minSize(element) };
  return {
    decode: (cursor) => decodeArray(bound, cursor),
    encode: (value, cursor) => {
      const values = elementsOf(value);
      const expected = count.by === 'fixed' ? count.value : null;
      if (values === undefined || (expected !== null && values.length !== expected)) {
        const actual = values === undefined ? describeValue(value) : `${values.length} of them`;
        throw failure(notAnArray, { expected: expected ?? 'any number of', actual }, cursor.locate());
      }
      bound.extent.write(values.length, cursor);
      encodeElements(bound.element, values, cursor);
    },
    measure: (cursor) => measureArray(bound, cursor),
    isEndless: bound.extent.isEndless || bound.element.isEndless === true,
  };
};

function decodeArray({ extent, element, least }: Bound, cursor: Cursor): unknown[] {
  const start = cursor.at;
  const count = extent.read(cursor);
  if (count !== null) checkCount(count, least, start, cursor);
  const values: unknown[] = [];
  const level = cursor.depth++;
  for (let i = 0; count === null ? cursor.at < cursor.end : i < count; i++) {
    cursor.path[level] = i;
    const before = cursor.at;
    if (count === null) checkLength(i + 1, cursor);
    values.push(decodeNext(element, cursor));
    if (cursor.at === before) countEmpty(count, cursor);
  }
  cursor.depth = level;
  return values;
}

/** Before memory is taken: what the elements need at least must be there. */
function checkCount(count: number, least: number, start: number, cursor: Cursor): void {
  checkLengthFrom(start, count, cursor);
  cursor.need(count * least);
}

/** What is wrong with a count is said of where it stands. */
function checkLengthFrom(start: number, count: number, cursor: Cursor): void {
  const behind = cursor.at;
  cursor.at = start;
  checkLength(count, cursor);
  cursor.at = behind;
}

function checkLength(count: number, cursor: Cursor): void {
  const { maxArrayLength } = cursor.limits;
  if (count > maxArrayLength) throw failure(arrayTooLong, { count, limit: maxArrayLength }, cursor.locate());
}

/** Elements of no bytes cost memory without any bytes that speak for it. */
function countEmpty(count: number | null, cursor: Cursor): void {
  if (count === null) throw failure(emptyElement, {}, cursor.locate());
  checkLength(++cursor.emptyElements, cursor);
}

function encodeElements(element: BoundNode, values: ArrayLike<unknown>, cursor: Cursor): void {
  const level = cursor.depth++;
  if (element.size !== null) cursor.reserve(element.size * values.length);
  for (let i = 0; i < values.length; i++) {
    cursor.path[level] = i;
    encodeNext(element, values[i], cursor);
  }
  cursor.depth = level;
}

function* measureArray({ extent, element, least }: Bound, cursor: Cursor): Measuring {
  const start = cursor.at;
  const count = yield* extent.measure(cursor);
  if (count === null) throw notDelimitedHere(cursor);
  checkLengthFrom(start, count, cursor);
  if (element.size !== null) {
    cursor.at += element.size * count;
    return;
  }
  yield* awaitBytes(cursor, least * count);
  const level = cursor.depth++;
  for (let i = 0; i < count; i++) {
    cursor.path[level] = i;
    const before = cursor.at;
    yield* measureNext(element, cursor);
    if (cursor.at === before) countEmpty(count, cursor);
  }
  cursor.depth = level;
}

/** Arrays and typed arrays, both by index. */
function elementsOf(value: unknown): ArrayLike<unknown> | undefined {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? (value as unknown as ArrayLike<unknown>)
    : undefined;
}
