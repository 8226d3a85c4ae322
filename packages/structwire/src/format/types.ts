import type { ValueOptions } from './format-options.ts';
import type { ParseFormat } from './types/parse-format.ts';
import type { ParseNotation } from './types/parse-notation.ts';

/**
 * What unpacking a format gives: a tuple with one type for each value.
 *
 * Integers of up to 32 bits and floats are `number`, 64-bit ones `bigint`, `s`, `p` and `c` are `Uint8Array`. A format
 * that is not a literal gives `unknown[]`; one of more than 512 characters, and a tuple of more than 999 values that
 * counts have made, an array of what may be in it. A bad format gives a tuple of its message.
 *
 * @example
 * ```ts
 * import type { Unpacked } from 'structwire';
 *
 * type Reading = Unpacked<'I 2s f'>; // [number, Uint8Array<ArrayBuffer>, number]
 * ```
 */
export type Unpacked<Format extends string, Options extends ValueOptions = DefaultOptions> =
  ParseFormat<Format, Options> extends [infer Out extends unknown[], unknown] ? Out : [ParseFormat<Format, Options>];

/**
 * What packing a format takes: as {@link Unpacked}, but a `number` is welcome where unpacking gives a `bigint`, and a
 * string, taken as UTF-8, for `s` and `p`.
 *
 * @example
 * ```ts
 * import type { Packable } from 'structwire';
 *
 * type Reading = Packable<'I 2s f'>; // [number, string | Uint8Array, number]
 * ```
 */
export type Packable<Format extends string, Options extends ValueOptions = DefaultOptions> =
  ParseFormat<Format, Options> extends [unknown, infer In extends unknown[]] ? In : [ParseFormat<Format, Options>];

/** The format itself when it is good or not a literal, and otherwise the message of its first mistake. */
export type CheckedFormat<Format extends string, Options extends ValueOptions = DefaultOptions> = Format extends string
  ? ParseFormat<Format, Options> extends infer Message extends string
    ? Message
    : Format
  : never;

interface DefaultOptions {
  readonly abi: 'lp64';
}

/** What packing accepts for values that unpacking gives, as far as the values tell: a string for any bytes. */
export type AcceptedFor<Values extends readonly unknown[]> = { [Index in keyof Values]: AcceptedValue<Values[Index]> };

type AcceptedValue<Value> = Value extends bigint
  ? bigint | number
  : Value extends Uint8Array
    ? Uint8Array | string
    : Value;

/**
 * What a field notation decodes to: an object with a property for each field.
 *
 * Values are those of {@link Unpacked}; a field whose code has a count is an array, but bytes for `s` and `p`. A
 * notation that is not a literal, or has more than 896 characters, gives `Record<string, unknown>`; a bad one its
 * message.
 *
 * @example
 * ```ts
 * import type { UnpackedFields } from 'structwire';
 *
 * type Reading = UnpackedFields<'<id:I tag:2s temps:6h'>; // { id: number; tag: Uint8Array<ArrayBuffer>; temps: number[] }
 * ```
 */
export type UnpackedFields<Notation extends string, Options extends ValueOptions = DefaultOptions> =
  ParseNotation<Notation, Options> extends [infer Out, unknown] ? Out : ParseNotation<Notation, Options>;

/**
 * What a field notation encodes: as {@link UnpackedFields}, with the freedom of {@link Packable} for each value.
 *
 * @example
 * ```ts
 * import type { PackableFields } from 'structwire';
 *
 * type Reading = PackableFields<'<id:Q tag:2s'>; // { id: number | bigint; tag: string | Uint8Array }
 * ```
 */
export type PackableFields<Notation extends string, Options extends ValueOptions = DefaultOptions> =
  ParseNotation<Notation, Options> extends [unknown, infer In] ? In : ParseNotation<Notation, Options>;

/** The notation itself when it is good or not a literal, and otherwise the message of its first mistake. */
export type CheckedNotation<
  Notation extends string,
  Options extends ValueOptions = DefaultOptions,
> = Notation extends string
  ? ParseNotation<Notation, Options> extends infer Message extends string
    ? Message
    : Notation
  : never;
