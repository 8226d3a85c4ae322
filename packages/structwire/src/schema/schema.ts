import type { Codec } from '../codec/codec.ts';
import type { Generation } from '../codec/generation.ts';
import { tabulate } from '../codec/kind.ts';
import { type CodecOptions, KindCodec } from '../codec/kind-codec.ts';
import { limitsFrom } from '../codec/limits.ts';
import type { Measurer } from '../codec/measure/measurer.ts';
import type { Layout } from '../layout/layout.ts';
import { closed } from './close-type.ts';
import {
  type AnyType,
  definitionOf,
  type Infer,
  type InferInput,
  type Type,
  type TypeDefinition,
  type Types,
} from './type.ts';

/**
 * A type that is a codec as well: what {@link record} and {@link codec} make.
 *
 * Its layout, and what runs it, are made at the first use.
 */
export class Schema<Out, In = Out, Refs extends string = never> implements Codec<Out, In>, Type<Out, In, Refs> {
  declare readonly '~types'?: Types<Out, In, Refs> | undefined;
  readonly definition: TypeDefinition;
  readonly #options: CodecOptions;
  /** Set once, as a property of something that never changes: V8 takes it for a constant then. */
  readonly #made: { codec?: KindCodec<Out, In> } = {};

  /** @throws StructwireError `bad-limit` */
  constructor(definition: TypeDefinition, options: CodecOptions = {}) {
    limitsFrom(options.limits); // misuse is refused here, though all else is made at the first use
    this.definition = definition;
    this.#options = options;
  }

  get layout(): Layout {
    return this.#codec.layout;
  }

  get size(): number | null {
    return this.#codec.size;
  }

  get isDelimited(): boolean {
    return this.#codec.isDelimited;
  }

  get isLending(): boolean {
    return this.#options.bytes === 'view';
  }

  get generation(): Generation {
    return this.#codec.generation;
  }

  /** The code that the operations are compiled to, whether it has been compiled or not. */
  get source(): string {
    return this.#codec.source;
  }

  encode(value: In): Uint8Array<ArrayBuffer> {
    return this.#codec.encode(value);
  }

  encodeInto(value: In, target: Uint8Array, offset = 0): number {
    return this.#codec.encodeInto(value, target, offset);
  }

  decode(bytes: Uint8Array): Out {
    return this.#codec.decode(bytes);
  }

  decodeFrom(bytes: Uint8Array, offset = 0): Out {
    return this.#codec.decodeFrom(bytes, offset);
  }

  decodeMany(bytes: Uint8Array, start = 0, end: number = bytes.length): Out[] {
    return this.#codec.decodeMany(bytes, start, end);
  }

  measurer(): Measurer {
    return this.#codec.measurer();
  }

  get #codec(): KindCodec<Out, In> {
    if (this.#made.codec === undefined) {
      const { layout, kinds, transforms } = closed(this.definition);
      this.#made.codec = new KindCodec(layout, { kinds: tabulate(kinds), transforms }, this.#options);
    }
    return this.#made.codec;
  }
}

/**
 * A codec of any type, or of a record with other options.
 *
 * @example
 * ```ts
 * import { array, codec, u16 } from 'structwire';
 *
 * const Samples = codec(array(u16, 3));
 * console.log(Samples.encode([1, 2, 3]).join(' ')); // 1 0 2 0 3 0
 * ```
 */
export function codec<T extends AnyType>(type: T, options: CodecOptions = {}): Schema<Infer<T>, InferInput<T>> {
  return new Schema(definitionOf(type), options);
}
