import type { Codec } from '../codec/codec.ts';
import type { Kind } from '../codec/kind.ts';
import type { CodecOptions } from '../codec/kind-codec.ts';
import { plainRecordKind } from '../codec/kinds.ts';
import type { Endian, RecordLayout } from '../layout/layout.ts';
import type { Silent } from './padding.ts';
import { placeFields } from './place-fields.ts';
import { Schema } from './schema.ts';
import {
  ALONE,
  type AnyType,
  bitOrderOf,
  defineParts,
  type Infer,
  type InferInput,
  mistake,
  type RefsOf,
  type Surroundings,
  type Type,
} from './type.ts';

/** The fields of a record, in their order. */
export type Fields = Readonly<Record<string, AnyType>>;

/** How the fields of a record lie. */
export interface RecordOptions extends CodecOptions {
  /** The name of the type, for messages, tables and generated documents. */
  readonly name?: string;
  /**
   * Byte order of the fields that do not say theirs, and of the records in it that do not. Default: that of the record
   * around, `le` for the outermost.
   */
  readonly endian?: Endian;
  /** Order of the bits that do not say theirs. Default: `lsb` for little-endian records, `msb` for big-endian ones. */
  readonly bitOrder?: 'lsb' | 'msb';
}

/** Field names without those of padding. */
type Named<F extends Fields> = { [Name in keyof F]: Infer<F[Name]> extends Silent ? never : Name }[keyof F];

/** What decoding a record gives. */
type Values<F extends Fields> = Shown<{ [Name in Named<F>]: Infer<F[Name]> }>;

/** Names of fields that encoding does not need to be given. */
type Spared<F extends Fields> = { [Name in keyof F]: undefined extends InferInput<F[Name]> ? Name : never }[keyof F];

/** What encoding a record takes. */
type Inputs<F extends Fields> = Shown<
  { readonly [Name in Exclude<Named<F>, Spared<F>>]: InferInput<F[Name]> } & {
    readonly [Name in Extract<Spared<F>, Named<F>>]?: InferInput<F[Name]>;
  }
>;

/** The same type, which editors and messages show by its properties and not by the name of how it was made. */
type Shown<T> = { [Key in keyof T]: T[Key] } & {};

/** The first name of a path. */
type Head<Path extends string> = Path extends `${infer First}.${string}` ? First : Path;

/** References that no field of the record answers: a record around it has to. */
type OpenRefs<F extends Fields> = OpenIn<F[keyof F], keyof F>;

/** Those of one type after the other; of references whose names are not known (`string`), nothing is said. */
type OpenIn<T extends AnyType, Names> = T extends AnyType
  ? string extends RefsOf<T>
    ? never
    : Unanswered<RefsOf<T>, Names>
  : never;

type Unanswered<Path extends string, Names> = Path extends string ? (Head<Path> extends Names ? never : Path) : never;

/** The type of a record: see {@link record}. */
export type RecordType<F extends Fields> = RecordOf<Values<F>, Inputs<F>, OpenRefs<F>>;

/** A codec, where nothing in the record refers to fields that it does not have. */
type RecordOf<Out, In, Refs extends string> = [Refs] extends [never]
  ? Schema<Out, In>
  : string extends Refs
    ? Schema<Out, In, Refs>
    : OpenRecord<Out, In, Refs>;

/**
 * A record with references that a record around it has to answer, such as `bytes('size')` without a field `size`: it is a
 * type for fields. What makes it no codec is what its
 * operations are said to take.
 */
export type OpenRecord<Out, In, Refs extends string> = Type<Out, In, Refs> &
  Pick<Codec<Out, In>, 'layout' | 'size'> & {
    readonly [Operation in 'encode' | 'encodeInto' | 'decode' | 'decodeFrom' | 'decodeMany' | 'measurer']: (
      refused: `'${Refs}' is no field of the record`,
      ...others: unknown[]
    ) => never;
  };

/**
 * Named fields, one after the other: a type for schemas, and a codec.
 *
 * Fields of which encoding can work out the value (constants, counts, lengths, checksums, defaults, missing optional
 * values) need not be given. Names of fields are looked for in this record, then in those around it.
 *
 * @throws StructwireError `invalid-layout` for names of digits (JavaScript would move them to the front) and for bits that
 *   end inside a byte; at the first use `unknown-field` for references to what is not there.
 * @example
 * ```ts
 * import { f32, type Infer, record, text, u32 } from 'structwire';
 *
 * const Reading = record({ id: u32, tag: text(2), value: f32 });
 * type Reading = Infer<typeof Reading>; // { id: number; tag: string; value: number }
 *
 * const bytes = Reading.encode({ id: 1, tag: 'ab', value: 0.5 });
 * console.log(bytes.length); // 10
 * const reading: Reading = Reading.decode(bytes);
 * console.log(reading.tag); // ab
 * ```
 */
export function record<const F extends Fields>(fields: F, options: RecordOptions = {}): RecordType<F> {
  return makeRecord(fields, options, { alignOf: null, kinds: [] });
}

/** What makes a record an aligned one. */
export interface Alignment {
  readonly alignOf: Surroundings['alignOf'];
  readonly kinds: readonly Kind[];
}

export function makeRecord<const F extends Fields>(
  fields: F,
  options: RecordOptions,
  { alignOf, kinds }: Alignment,
): RecordType<F> {
  if (Object.getPrototypeOf(fields) !== Object.prototype) {
    throw mistake("fields are a plain object; one called __proto__ is written ['__proto__']");
  }
  const { name, endian, bitOrder = endian && bitOrderOf(endian) } = options;
  const layoutIn = (around: Surroundings): RecordLayout => {
    const inside = { endian: endian ?? around.endian, bitOrder: bitOrder ?? around.bitOrder, alignOf };
    return Object.freeze({ kind: 'record', ...(name === undefined ? {} : { name }), ...placeFields(fields, inside) });
  };
  const alone = layoutIn(ALONE);
  const definition = defineParts({
    kinds: [plainRecordKind, ...kinds],
    children: Object.values(fields),
    layoutIn: (around) => (endian === undefined && around !== ALONE ? layoutIn(around) : alone),
  });
  return new Schema(definition, options) as unknown as RecordType<F>; // the fields say what the values are
}
