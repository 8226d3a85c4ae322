import type { AcceptedFor, CheckedFormat, Packable, Unpacked } from '../format/types.ts';
import { type StructOptions, Struct as UntypedStruct } from './struct.ts';

/**
 * The struct of one format. `Values` is the tuple that unpacking gives, `Accepted` what packing takes; the format
 * says both, so they need writing only where a struct is a parameter: `Struct<[number, Uint8Array, number]>`.
 */
export type Struct<
  Values extends readonly unknown[] = unknown[],
  Accepted extends readonly unknown[] = AcceptedFor<Values>,
> = UntypedStruct<Values, Accepted>;

/** The constructor, which reads the types of the values from the format. */
export interface StructConstructor {
  /**
   * A mistake in a literal format is a type error with the message of the mistake.
   *
   * @throws StructwireError when the format is not one; `index` is the character.
   */
  new <Format extends string = string, Options extends StructOptions = { abi: 'lp64' }>(
    format: CheckedFormat<Format, Options>,
    options?: Options,
  ): Struct<Unpacked<Format, Options>, Packable<Format, Options>>;
}

/**
 * A compiled Python format string: packs tuples of values into bytes and unpacks them, exactly as CPython's
 * `struct.Struct` (https://docs.python.org/3/library/struct.html), typed by the format.
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
export const Struct: StructConstructor = UntypedStruct;
