import {
  inputTooLong,
  inputTooShort,
  offsetNotInteger,
  offsetOutOfRange,
  outputTooSmall,
} from '../errors/buffer-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { Layout } from '../layout/layout.ts';
import { allocate } from './allocate.ts';
import type { Codec } from './codec.ts';
import { interpret } from './interpret/interpret.ts';
import { Cursor, type Node } from './interpret/node.ts';

/** The codec of a fixed-size layout. */
export class LayoutCodec<Out, In = Out> implements Codec<Out, In> {
  readonly layout: Layout;
  readonly size: number;
  readonly #node: Node;

  constructor(layout: Layout & { readonly size: number }) {
    this.layout = layout;
    this.size = layout.size;
    this.#node = interpret(layout);
  }

  encode(value: In): Uint8Array<ArrayBuffer> {
    return this.#encodeFor(value, 0);
  }

  encodeInto(value: In, target: Uint8Array, offset = 0): number {
    const available = target.length - checkedOffset(offset, target.length);
    if (available < this.size) {
      throw failure(outputTooSmall, { needed: this.size, available: Math.max(available, 0) }, { offset });
    }
    target.set(this.#encodeFor(value, offset), offset); // only a whole record reaches the target
    return this.size;
  }

  decode(bytes: Uint8Array): Out {
    if (bytes.length > this.size) {
      throw failure(inputTooLong, { size: this.size, available: bytes.length }, { offset: this.size });
    }
    return this.decodeFrom(bytes, 0);
  }

  decodeFrom(bytes: Uint8Array, offset = 0): Out {
    const available = bytes.length - checkedOffset(offset, bytes.length);
    if (available < this.size) throw tooShort(this.size, available, offset);
    return this.#node.decode(new Cursor(bytes, offset)) as Out; // the layout says what comes out
  }

  decodeMany(bytes: Uint8Array, start = 0, end: number = bytes.length): Out[] {
    const records: Out[] = [];
    if (this.size === 0) return records;
    const cursor = new Cursor(bytes, checkedOffset(start, bytes.length));
    for (let offset = start; offset < end; offset += this.size) {
      const available = Math.min(end, bytes.length) - offset;
      if (available < this.size) throw tooShort(this.size, available, offset);
      cursor.at = offset;
      records.push(this.#node.decode(cursor) as Out);
    }
    return records;
  }

  /** A record of its own; errors say their place in the target, where it will start at `targetOffset`. */
  #encodeFor(value: In, targetOffset: number): Uint8Array<ArrayBuffer> {
    const bytes = allocate(this.size);
    this.#node.encode(value, new Cursor(bytes, 0, targetOffset));
    return bytes;
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
