import { SCALAR_KINDS } from '../codec/all-scalar-kinds.ts';
import { asBytes, type BytesLike } from '../codec/bytes-like.ts';
import { compileOnDemand, type OperationsOnDemand } from '../codec/compile.ts';
import { runtimeWith } from '../codec/emit/runtime.ts';
import { tupleSourceOf } from '../codec/emit/tuple-source.ts';
import { type Kinds, tabulate } from '../codec/kind.ts';
import type { CodecOptions } from '../codec/kind-codec.ts';
import { bytesKind, paddingKind, pascalKind, tupleKind } from '../codec/kinds.ts';
import type { TupleOperations } from '../codec/operations.ts';
import { ViewingCodec } from '../codec/view/viewing-codec.ts';
import {
  bufferNotMultiple,
  iterateEmptyStruct,
  unpackBufferTooSmall,
  wrongBufferSize,
} from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { buildTuple } from '../format/build-tuple.ts';
import type { FormatOptions } from '../format/format-options.ts';
import { parseFormat } from '../format/parse-format.ts';
import type { AcceptedFor } from '../format/types.ts';
import { abiNamed } from '../layout/abi.ts';
import type { TupleLayout } from '../layout/layout.ts';
import { resolveOffset } from './resolve-offset.ts';
import { checkCount, interpretedTuple } from './tuple-operations.ts';

/** What format strings are made of. */
const FORMAT_KINDS: Kinds = /* @__PURE__ */ tabulate([...SCALAR_KINDS, tupleKind, bytesKind, pascalKind, paddingKind]);

/** How a format is to be understood, and how its codec goes about its work. */
export interface StructOptions extends FormatOptions, CodecOptions {}

/** The struct of a format whose types are already known; `typed-struct.ts` is what reads them from the format. */
export class Struct<
  Values extends readonly unknown[] = unknown[],
  Accepted extends readonly unknown[] = AcceptedFor<Values>,
> extends ViewingCodec<Values, Readonly<Accepted>> {
  /** The format as given, white space and all. */
  readonly format: string;
  declare readonly layout: TupleLayout;
  declare readonly size: number;
  /** Filled by the constructor: see `KindCodec`. */
  readonly #operations = {} as OperationsOnDemand<TupleOperations>;

  /** @throws StructwireError when the format is not one; `index` is the character. */
  constructor(format: string, options: StructOptions = {}) {
    super(buildTuple(parseFormat(format, abiNamed(options.abi ?? 'lp64'))), { kinds: FORMAT_KINDS }, options);
    this.format = format;
    compileOnDemand<TupleOperations>(this.#operations, interpretedTuple(this.layout, this.interpreted), {
      sourceOf: (name) => tupleSourceOf(this.layout, name, FORMAT_KINDS.emitters),
      runtime: () => runtimeWith(FORMAT_KINDS.helpers),
      codegen: options.codegen ?? 'auto',
      label: 'tuple',
    });
  }

  override encode(values: Readonly<Accepted>): Uint8Array<ArrayBuffer> {
    checkCount('pack', values, this.layout.length);
    return super.encode(values);
  }

  override encodeInto(values: Readonly<Accepted>, target: Uint8Array, offset = 0): number {
    checkCount('pack', values, this.layout.length);
    return super.encodeInto(values, target, offset);
  }

  /**
   * The bytes of these values, as a new array. From 65 to 1024 bytes it may share its `buffer` with other results; see
   * `Codec.encode`.
   *
   * @throws StructwireError `wrong-value-count`, or what is wrong with a value.
   */
  pack(...values: Accepted): Uint8Array<ArrayBuffer> {
    const { compiled, earning } = this.#operations.pack;
    return compiled === undefined ? earning(...values) : compiled(...values);
  }

  /**
   * Packs into a buffer from `offset`, which may be negative to count from its end. Padding is written as zeros;
   * bytes outside the record are left alone. On any error the buffer is as it was.
   *
   * @throws StructwireError as {@link pack}, and `no-space-at-offset`, `offset-out-of-range`, `pack-buffer-too-small`,
   *   `not-a-buffer`, `offset-not-integer`.
   */
  packInto(buffer: BytesLike, offset: number, ...values: Accepted): void {
    const { compiled, earning } = this.#operations.packInto;
    if (compiled === undefined) earning(buffer, offset, ...values);
    else compiled(buffer, offset, ...values);
  }

  /**
   * The values of a buffer that is exactly one record long.
   *
   * @throws StructwireError `wrong-buffer-size`, `not-a-buffer`.
   */
  unpack(buffer: BytesLike): Values {
    const bytes = asBytes(buffer);
    if (bytes.length !== this.size) {
      throw failure(wrongBufferSize, { expected: this.size, actual: bytes.length });
    }
    return this.decode(bytes);
  }

  /**
   * The values at `offset` (default 0) of a buffer, which may be longer; negative offsets count from its end.
   *
   * @throws StructwireError `not-enough-data-at-offset`, `offset-out-of-range`, `unpack-buffer-too-small`,
   *   `not-a-buffer`, `offset-not-integer`.
   */
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
   *
   * @throws StructwireError `iterate-empty-struct`, `buffer-not-multiple`, `not-a-buffer`.
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
}
