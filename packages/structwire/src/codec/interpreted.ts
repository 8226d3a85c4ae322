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
import { clear, copyOf, putAll } from './copy-bytes.ts';
import type { KindTable } from './interpret/binder.ts';
import { Cursor } from './interpret/cursor.ts';
import { interpret, type Transforms } from './interpret/interpret.ts';
import { type BoundNode, decodeNext, encodeNext } from './interpret/node.ts';
import type { Limits } from './limits.ts';
import type { Operations } from './operations.ts';
import { NO_BYTES, NO_VIEW, viewFor } from './views.ts';

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
  #bound: BoundNode | undefined;
  // Cursors that wait for their next work. They are taken while they work: a getter of a value, or a function of a
  // transformation, that uses this codec meanwhile gets one of its own; and one that failed is not used again.
  #decoding: Cursor | null = null;
  #encoding: Cursor | null = null;

  constructor(what: Interpretation) {
    this.#what = what;
  }

  readonly decode = (input: Uint8Array): Out => {
    const bytes = asBytes(input);
    const { size } = this.#what.layout;
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
    if (this.#what.layout.size === 0) return records;
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
    const { size } = this.#what.layout;
    if (size !== null && available < size) throw tooSmall(size, available, at);
    const cursor = this.#encodeFor(value, at);
    const length = cursor.at;
    if (bytes.length - at < length) throw tooSmall(length, bytes.length - at, at); // a getter may have taken it away
    putAll(bytes, at, cursor.bytes, length); // only a whole record reaches the target
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
    const cursor = this.#encoding ?? new Cursor(allocate(this.#what.layout.size ?? FIRST_ROOM), 0);
    this.#encoding = null;
    cursor.reuse(cursor.bytes, 0, targetOffset, cursor.view);
    cursor.limits = this.#what.limits;
    encodeNext(this.node, value, cursor);
    return cursor;
  }

  /** Keeps the cursor, with memory that is zero again, unless it has become large. */
  #endEncoding(cursor: Cursor): void {
    if (cursor.bytes.length > LARGEST_KEPT) return;
    clear(cursor.bytes, 0, cursor.at);
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
    const { size } = this.#what.layout;
    if (size !== null && size > cursor.end - cursor.at) throw tooShort(size, cursor.end - cursor.at, cursor.at);
    return decodeNext(this.node, cursor) as Out; // the layout says what comes out
  }
}

function checkedOffset(offset: number, bufferSize: number): number {
  if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  if (Number.isInteger(offset)) throw failure(offsetOutOfRange, { offset, bufferSize });
  throw failure(offsetNotInteger, { type: typeof offset === 'number' ? 'float' : typeof offset });
}

function tooShort(needed: number, available: number, offset: number): StructwireError {
  return failure(inputTooShort, { needed, available: Math.max(available, 0) }, { offset });
}

function tooLong(size: number, available: number): StructwireError {
  return failure(inputTooLong, { size, available }, { offset: size });
}

function tooSmall(needed: number, available: number, offset: number): StructwireError {
  return failure(outputTooSmall, { needed, available: Math.max(available, 0) }, { offset });
}
