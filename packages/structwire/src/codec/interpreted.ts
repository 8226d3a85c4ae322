import {
  inputTooLong,
  inputTooShort,
  offsetNotInteger,
  offsetOutOfRange,
  outputTooSmall,
} from '../errors/buffer-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import { allocate } from './allocate.ts';
import { asBytes } from './bytes-like.ts';
import { Cursor } from './interpret/cursor.ts';
import { interpret } from './interpret/interpret.ts';
import type { Node } from './interpret/node.ts';
import type { FixedLayout, Operations } from './operations.ts';

/** The operations of a layout by the interpreter: all of what they mean, and every error. */
export class InterpretedOperations<Out, In> implements Operations<Out, In> {
  readonly #layout: FixedLayout;
  readonly #isLending: boolean;
  #bound: Node | undefined;

  constructor(layout: FixedLayout, isLending: boolean) {
    this.#layout = layout;
    this.#isLending = isLending;
  }

  readonly decode = (input: Uint8Array): Out => {
    const bytes = asBytes(input);
    const { size } = this.#layout;
    if (bytes.length > size) {
      throw failure(inputTooLong, { size, available: bytes.length }, { offset: size });
    }
    return this.decodeFrom(bytes, 0);
  };

  readonly decodeFrom = (input: Uint8Array, at: number): Out => {
    const bytes = asBytes(input);
    const available = bytes.length - checkedOffset(at, bytes.length);
    if (available < this.#layout.size) throw tooShort(this.#layout.size, available, at);
    return this.#decodeAt(this.#cursor(bytes, at));
  };

  readonly decodeMany = (input: Uint8Array, start: number, end: number): Out[] => {
    const bytes = asBytes(input);
    const { size } = this.#layout;
    const records: Out[] = [];
    if (size === 0) return records;
    const cursor = this.#cursor(bytes, checkedOffset(start, bytes.length));
    for (let offset = start; offset < end; offset += size) {
      const available = Math.min(end, bytes.length) - offset;
      if (available < size) throw tooShort(size, available, offset);
      cursor.at = offset;
      records.push(this.#decodeAt(cursor));
    }
    return records;
  };

  readonly encode = (value: In): Uint8Array<ArrayBuffer> => this.#encodeFor(value, 0);

  readonly encodeInto = (value: In, target: Uint8Array, at: number): number => {
    const { size } = this.#layout;
    const bytes = asBytes(target, 'target');
    const available = bytes.length - checkedOffset(at, bytes.length);
    if (available < size)
      throw failure(outputTooSmall, { needed: size, available: Math.max(available, 0) }, { offset: at });
    bytes.set(this.#encodeFor(value, at), at); // only a whole record reaches the target
    return size;
  };

  /** A record of its own; errors say their place in the target, where it will start at `targetOffset`. */
  #encodeFor(value: In, targetOffset: number): Uint8Array<ArrayBuffer> {
    const bytes = allocate(this.#layout.size);
    this.#node.encode(value, new Cursor(bytes, 0, targetOffset));
    return bytes;
  }

  /** Made when it is first needed: a codec whose operations are compiled ahead of time may never need it. */
  get #node(): Node {
    this.#bound ??= interpret(this.#layout);
    return this.#bound;
  }

  #cursor(bytes: Uint8Array, at: number): Cursor {
    const cursor = new Cursor(bytes, at);
    cursor.isLending = this.#isLending;
    return cursor;
  }

  #decodeAt(cursor: Cursor): Out {
    return this.#node.decode(cursor) as Out; // the layout says what comes out
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
