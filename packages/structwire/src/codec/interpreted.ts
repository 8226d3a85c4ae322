import {
  inputTooLong,
  inputTooShort,
  offsetNotInteger,
  offsetOutOfRange,
  outputTooSmall,
} from '../errors/buffer-errors.ts';
import { emptyElement } from '../errors/record-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { Layout } from '../layout/layout.ts';
import { allocate } from './allocate.ts';
import { asBytes } from './bytes-like.ts';
import { clear, copyOf, LONGEST_LOOP } from './copy-bytes.ts';
import type { KindTable } from './interpret/binder.ts';
import { Cursor } from './interpret/cursor.ts';
import { interpret, type Transforms } from './interpret/interpret.ts';
import { type BoundNode, decodeNext, encodeNext } from './interpret/node.ts';
import type { Limits } from './limits.ts';
import type { Operations } from './operations.ts';
import { NO_BYTES, NO_VIEW, sharedViews, viewFor } from './views.ts';

/** Where encoding begins for records whose size is not known before. */
const FIRST_ROOM = 128;
/** A codec keeps no more memory than this for good. */
const LARGEST_KEPT = 65_536;

/** What the interpreter of a codec needs to know. */
export interface Interpretation {
  readonly layout: Layout;
  readonly kinds: KindTable;
  readonly transforms: Transforms;
  readonly limits: Limits;
  /** Bytes that are decoded share the memory that is read. */
  readonly isLending: boolean;
}

/** The operations of a layout by the interpreter: all of what they mean, and every error. */
export class InterpretedOperations<Out, In> implements Operations<Out, In> {
  readonly #what: Interpretation;
  readonly #size: number | null;
  /** Each record writes all of its bytes, those of padding too. */
  readonly #isOverwritten: boolean;
  #bound: BoundNode | undefined;
  // Cursors that wait for their next work. They are taken while they work: a getter of a value, or a function of a
  // transformation, that uses this codec meanwhile gets one of its own; and one that failed is not used again.
  #decoding: Cursor | null = null;
  #encoding: Cursor | null = null;

  constructor(what: Interpretation) {
    this.#what = what;
    const { kind, size } = what.layout;
    this.#size = size;
    this.#isOverwritten = size !== null && (kind === 'record' || kind === 'tuple');
  }

  readonly decode = (input: Uint8Array): Out => {
    const bytes = asBytes(input);
    const size = this.#size;
    if (size !== null && bytes.length > size) throw tooLong(size, bytes.length);
    const cursor = this.#begin(bytes, 0);
    const value = this.#decodeNext(cursor);
    if (cursor.at < bytes.length) throw tooLong(cursor.at, bytes.length);
    this.#end(cursor);
    return value;
  };

  readonly decodeFrom = (input: Uint8Array, at: number): Out => {
    const bytes = asBytes(input);
    const cursor = this.#begin(bytes, checkedOffset(at, bytes.length));
    const value = this.#decodeNext(cursor);
    this.#end(cursor);
    return value;
  };

  readonly decodeMany = (input: Uint8Array, start: number, end: number): Out[] => {
    const bytes = asBytes(input);
    const records: Out[] = [];
    checkedOffset(start, bytes.length);
    const stop = checkedOffset(end, bytes.length);
    if (this.#size === 0) return records;
    const cursor = this.#begin(bytes, start);
    cursor.end = Math.min(stop, bytes.length);
    while (cursor.at < stop) {
      const before = cursor.at;
      records.push(this.#decodeNext(cursor));
      if (cursor.at === before) throw failure(emptyElement, {}, cursor.locate());
    }
    this.#end(cursor);
    return records;
  };

  readonly encode = (value: In): Uint8Array<ArrayBuffer> => {
    const cursor = this.#encodeFor(value, 0);
    const record = copyOf(cursor.bytes, 0, cursor.at);
    this.#endEncoding(cursor);
    return record;
  };

  readonly encodeInto = (value: In, target: Uint8Array, at: number): number => {
    const bytes = asBytes(target, 'target');
    const available = bytes.length - checkedOffset(at, bytes.length);
    const size = this.#size;
    if (size !== null && available < size) throw lacking(outputTooSmall, size, available, at);
    const cursor = this.#encodeFor(value, at);
    const length = cursor.at;
    if (bytes.length - at < length) throw lacking(outputTooSmall, length, bytes.length - at, at); // a getter may have taken it away
    deliver(cursor, length, bytes, at); // only a whole record reaches the target
    this.#endEncoding(cursor);
    return length;
  };

  /** The nodes, made when they are first needed: a codec whose operations are compiled ahead of time may never need them. */
  get node(): BoundNode {
    const { layout, kinds, transforms } = this.#what;
    this.#bound ??= interpret(layout, kinds, transforms);
    return this.#bound;
  }

  /**
   * The record at the start of memory of the cursor's own. Errors say their place in the target, where the record will
   * start at `targetOffset`.
   */
  #encodeFor(value: In, targetOffset: number): Cursor {
    const cursor = this.#encoding ?? new Cursor(allocate(this.#size ?? FIRST_ROOM), 0);
    this.#encoding = null;
    cursor.at = 0;
    cursor.base = targetOffset;
    cursor.limits = this.#what.limits;
    encodeNext(this.#bound ?? this.node, value, cursor);
    return cursor;
  }

  /** Keeps the cursor, with memory that is zero again or will be made so by the next record, unless it has become large. */
  #endEncoding(cursor: Cursor): void {
    if (cursor.bytes.length > LARGEST_KEPT) return;
    if (!this.#isOverwritten) clear(cursor.bytes, 0, cursor.at);
    this.#encoding = cursor;
  }

  #begin(bytes: Uint8Array, at: number): Cursor {
    const view = viewFor(bytes);
    const cursor = this.#decoding ?? new Cursor(bytes, at, 0, view);
    this.#decoding = null;
    cursor.reuse(bytes, at, 0, view);
    cursor.isLending = this.#what.isLending;
    cursor.limits = this.#what.limits;
    return cursor;
  }

  /** Keeps the cursor for the next time, and lets go of the bytes. */
  #end(cursor: Cursor): void {
    cursor.bytes = NO_BYTES;
    cursor.view = NO_VIEW;
    this.#decoding = cursor;
  }

  #decodeNext(cursor: Cursor): Out {
    const size = this.#size;
    if (size !== null && size > cursor.end - cursor.at)
      throw lacking(inputTooShort, size, cursor.end - cursor.at, cursor.at);
    return decodeNext(this.#bound ?? this.node, cursor) as Out; // the layout says what comes out
  }
}

/** Stores the record that a cursor has written: a short one by words, where there is a view of the target. */
function deliver({ bytes, view }: Cursor, length: number, target: Uint8Array, at: number): void {
  if (length > LONGEST_LOOP) {
    target.set(length === bytes.length ? bytes : bytes.subarray(0, length), at);
    return;
  }
  const words = sharedViews().find(target);
  let i = 0;
  if (words) for (; i + 4 <= length; i += 4) words.setUint32(at + i, view.getUint32(i, true), true);
  for (; i < length; i++) target[at + i] = bytes[i]!; // as many as it has
}

function checkedOffset(offset: number, bufferSize: number): number {
  if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  if (Number.isInteger(offset)) throw failure(offsetOutOfRange, { offset, bufferSize });
  throw failure(offsetNotInteger, { type: typeof offset === 'number' ? 'float' : typeof offset });
}

function tooLong(size: number, available: number): StructwireError {
  return failure(inputTooLong, { size, available }, { offset: size });
}

/** The error of bytes that are not there to be read, or to be written to. */
function lacking(
  kind: typeof inputTooShort | typeof outputTooSmall,
  needed: number,
  available: number,
  offset: number,
): StructwireError {
  return failure(kind, { needed, available: Math.max(available, 0) }, { offset });
}
