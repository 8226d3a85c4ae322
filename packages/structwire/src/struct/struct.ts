import { asBytes, type BytesLike } from '../codec/bytes-like.ts';
import { LayoutCodec } from '../codec/layout-codec.ts';
import {
  bufferNotMultiple,
  iterateEmptyStruct,
  packBufferTooSmall,
  unpackBufferTooSmall,
  wrongBufferSize,
} from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { wrongValueCount } from '../errors/value-errors.ts';
import { buildTuple } from '../format/build-tuple.ts';
import { parseFormat } from '../format/parse-format.ts';
import type { AcceptedFor } from '../format/types.ts';
import { type AbiName, abiNamed } from '../layout/abi.ts';
import type { TupleLayout } from '../layout/layout.ts';
import { resolveOffset } from './resolve-offset.ts';

/** How a format is to be understood. */
export interface StructOptions {
  /** The platform whose sizes and alignment native formats (`@` or no prefix) take. Default `lp64`. */
  readonly abi?: AbiName;
}

/**
 * A compiled Python format string: packs tuples of values into bytes and unpacks them, exactly as CPython's
 * `struct.Struct` (https://docs.python.org/3/library/struct.html).
 *
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 *
 * const packer = new Struct('I 2s f');
 * const packed = packer.pack(1, 'ab', 2.7); // 01 00 00 00 61 62 00 00 cd cc 2c 40
 * const [id, tag, value] = packer.unpack(packed); // 1, Uint8Array [ 97, 98 ], 2.700000047683716
 * ```
 */
export class Struct<
  Values extends readonly unknown[] = unknown[],
  Accepted extends readonly unknown[] = AcceptedFor<Values>,
> extends LayoutCodec<Values, Readonly<Accepted>> {
  /** The format as given, white space and all. */
  readonly format: string;
  declare readonly layout: TupleLayout;

  /** @throws StructwireError when the format is not one; `index` is the character. */
  constructor(format: string, options: StructOptions = {}) {
    super(buildTuple(parseFormat(format, abiNamed(options.abi ?? 'lp64'))));
    this.format = format;
  }

  override encode(values: Readonly<Accepted>): Uint8Array<ArrayBuffer> {
    this.#checkCount('pack', values);
    return super.encode(values);
  }

  override encodeInto(values: Readonly<Accepted>, target: Uint8Array, offset = 0): number {
    this.#checkCount('pack', values);
    return super.encodeInto(values, target, offset);
  }

  /** The bytes of these values, as a new array. */
  pack(...values: Accepted): Uint8Array<ArrayBuffer> {
    return this.encode(values);
  }

  /**
   * Packs into a buffer from `offset`, which may be negative to count from its end. Padding is written as zeros;
   * bytes outside the record are left alone. On any error the buffer is as it was.
   */
  packInto(buffer: BytesLike, offset: number, ...values: Accepted): void {
    this.#checkCount('pack_into', values);
    const bytes = asBytes(buffer, 'target');
    const start = resolveOffset('pack', this.size, bytes.length, offset);
    if (bytes.length - start < this.size) {
      const shortage = { size: this.size, offset: start, bufferSize: bytes.length };
      throw failure(packBufferTooSmall, shortage, { offset: start });
    }
    super.encodeInto(values, bytes, start);
  }

  /** The values of a buffer that is exactly one record long. */
  unpack(buffer: BytesLike): Values {
    const bytes = asBytes(buffer);
    if (bytes.length !== this.size) {
      throw failure(wrongBufferSize, { expected: this.size, actual: bytes.length });
    }
    return this.decodeFrom(bytes, 0);
  }

  /** The values at `offset` (default 0) of a buffer, which may be longer; negative offsets count from its end. */
  unpackFrom(buffer: BytesLike, offset = 0): Values {
    const bytes = asBytes(buffer);
    const start = resolveOffset('unpack', this.size, bytes.length, offset);
    if (bytes.length - start < this.size) {
      const shortage = { size: this.size, offset: start, bufferSize: bytes.length };
      throw failure(unpackBufferTooSmall, shortage, { offset: start });
    }
    return this.decodeFrom(bytes, start);
  }

  /**
   * The records of a buffer, one after the other. Reads lazily from the live buffer; mistakes are found at the call.
   */
  iterUnpack(buffer: BytesLike): IterableIterator<Values> {
    if (this.size === 0) throw failure(iterateEmptyStruct, {});
    const bytes = asBytes(buffer);
    if (bytes.length % this.size !== 0) {
      throw failure(bufferNotMultiple, { size: this.size, actual: bytes.length });
    }
    return this.#records(bytes);
  }

  *#records(bytes: Uint8Array): IterableIterator<Values> {
    for (let offset = 0; offset < bytes.length; offset += this.size) yield this.decodeFrom(bytes, offset);
  }

  #checkCount(operation: 'pack' | 'pack_into', values: readonly unknown[]): void {
    const expected = this.layout.length;
    if (values.length !== expected) {
      throw failure(wrongValueCount, { operation, expected, actual: values.length });
    }
  }
}
