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
import type { KindTable } from './interpret/binder.ts';
import { Cursor } from './interpret/cursor.ts';
import { interpret, type Transforms } from './interpret/interpret.ts';
import { type BoundNode, decodeNext, encodeNext } from './interpret/node.ts';
import type { Limits } from './limits.ts';
import type { Operations } from './operations.ts';

/** Where encoding begins for records whose size is not known before. */
const FIRST_ROOM = 128;

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

  constructor(what: Interpretation) {
    this.#what = what;
  }

  readonly decode = (input: Uint8Array): Out => {
    const bytes = asBytes(input);
    const { size } = this.#what.layout;
    if (size !== null && bytes.length > size) throw tooLong(size, bytes.length);
    const cursor = this.#cursor(bytes, 0);
    const value = this.#decodeNext(cursor);
    if (cursor.at < bytes.length) throw tooLong(cursor.at, bytes.length);
    return value;
  };

  readonly decodeFrom = (input: Uint8Array, at: number): Out => {
    const bytes = asBytes(input);
    return this.#decodeNext(this.#cursor(bytes, checkedOffset(at, bytes.length)));
  };

  readonly decodeMany = (input: Uint8Array, start: number, end: number): Out[] => {
    const bytes = asBytes(input);
    const records: Out[] = [];
    const cursor = this.#cursor(bytes, checkedOffset(start, bytes.length));
    const stop = checkedOffset(end, bytes.length);
    if (this.#what.layout.size === 0) return records;
    cursor.end = Math.min(stop, bytes.length);
    while (cursor.at < stop) {
      const before = cursor.at;
      records.push(this.#decodeNext(cursor));
      if (cursor.at === before) throw failure(emptyElement, {}, cursor.locate());
    }
    return records;
  };

  readonly encode = (value: In): Uint8Array<ArrayBuffer> => this.#encodeFor(value, 0);

  readonly encodeInto = (value: In, target: Uint8Array, at: number): number => {
    const bytes = asBytes(target, 'target');
    const available = bytes.length - checkedOffset(at, bytes.length);
    const { size } = this.#what.layout;
    if (size !== null && available < size) throw tooSmall(size, available, at);
    const record = this.#encodeFor(value, at);
    if (available < record.length) throw tooSmall(record.length, available, at);
    bytes.set(record, at); // only a whole record reaches the target
    return record.length;
  };

  /** The nodes, made when they are first needed: a codec whose operations are compiled ahead of time may never need them. */
  get node(): BoundNode {
    const { layout, kinds, transforms } = this.#what;
    this.#bound ??= interpret(layout, kinds, transforms);
    return this.#bound;
  }

  /** A record of its own; errors say their place in the target, where it will start at `targetOffset`. */
  #encodeFor(value: In, targetOffset: number): Uint8Array<ArrayBuffer> {
    const { size } = this.#what.layout;
    const bytes = allocate(size ?? FIRST_ROOM);
    const cursor = new Cursor(bytes, 0, targetOffset);
    cursor.limits = this.#what.limits;
    encodeNext(this.node, value, cursor);
    return size === null ? cursor.bytes.slice(0, cursor.at) : bytes;
  }

  #cursor(bytes: Uint8Array, at: number): Cursor {
    const cursor = new Cursor(bytes, at);
    cursor.isLending = this.#what.isLending;
    cursor.limits = this.#what.limits;
    return cursor;
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
