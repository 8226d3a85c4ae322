import type { TransformFunctions } from '../codec/interpret/binder.ts';
import type { Kind } from '../codec/kind.ts';
import { invalidLayout } from '../errors/schema-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { Endian, Layout, RecordField } from '../layout/layout.ts';
import type { ScalarName } from '../layout/scalar-name.ts';

/**
 * What some bytes are: a building block of schemas. `Out` is what decoding gives, `In` what encoding takes; `Refs` are the
 * names of fields around it that it looks at.
 */
export interface Type<out Out, in In = Out, out Refs extends string = never> {
  /** How it becomes a layout. Made by the builders; not meant to be written by hand. */
  readonly definition: TypeDefinition;
  /** Only for the type checker: never there at run time. */
  readonly '~types'?: Types<Out, In, Refs> | undefined;
}

/** What a type says to the checker alone. */
export interface Types<out Out, in In, out Refs extends string> {
  readonly out: Out;
  readonly in: (value: In) => void;
  readonly refs: Refs;
}

/** Any building block. */
export type AnyType = Type<unknown, never, string>;

/** What decoding gives: `type Reading = Infer<typeof Reading>`. */
export type Infer<T extends AnyType> = NonNullable<T['~types']>['out'];

/** What encoding takes: as {@link Infer}, without having to give what encoding can work out. */
export type InferInput<T extends AnyType> = Parameters<NonNullable<T['~types']>['in']>[0];

/** The fields around a type that it looks at. */
export type RefsOf<T extends AnyType> = NonNullable<T['~types']>['refs'];

/** Integers: what counts, lengths and tags are written as. */
export type IntegerType = Type<number, never, string> | Type<bigint, never, string>;

/** What a type takes from the record that it stands in. */
export interface Surroundings {
  readonly endian: Endian;
  readonly bitOrder: 'lsb' | 'msb';
  /** How scalars are aligned; `null` packs them without gaps. */
  readonly alignOf: ((name: ScalarName) => number) | null;
}

/** What is said about a field beyond its bytes. */
export type FieldNotes = Pick<RecordField, 'doc' | 'unit' | 'default'>;

/** What a builder makes: how to get the layout, and all that running it needs. */
export interface TypeDefinition {
  readonly layoutIn: (surroundings: Surroundings) => Layout;
  readonly kinds: ReadonlySet<Kind>;
  readonly transforms: ReadonlyMap<string, TransformFunctions>;
  /** Types in it that are made later. */
  readonly lazies: ReadonlySet<LazyType>;
  readonly notes: FieldNotes;
  /** How its field is laid into a record; `null` for whole bytes behind the last field. */
  readonly placing: Placing | null;
}

/** A type that is made later. */
export interface LazyType {
  readonly name: string;
  readonly make: () => AnyType;
  /** The layout of a type with this and others in it, and all that running it needs. Comes along with the first of them. */
  readonly close: (root: TypeDefinition) => ClosedType;
}

/** A type for itself, with nothing that is made later. */
export interface ClosedType extends Pick<TypeDefinition, 'kinds' | 'transforms'> {
  readonly layout: Layout;
}

/** Lays a field into a record of which the fields before are laid. */
export type Placing = (
  field: Omit<RecordField, 'stretch' | 'offset' | 'layout'>,
  layout: Layout,
  progress: Progress,
) => void;

/** A record that is being laid out. */
export interface Progress {
  readonly fields: RecordField[];
  /** Byte length of each stretch so far. */
  readonly stretches: number[];
  /** The run of bits at the end: how many are taken, and their order; no bits: no run. */
  bits: number;
  bitOrder: 'lsb' | 'msb' | null;
  /** Makes sure that no byte is unfinished before a field, or (`null`) at the end of the record; bits set it. */
  endBits: (name: string | null) => void;
  /** The strictest alignment of all fields. */
  align: number;
  /** The last stretch starts at a multiple of this, wherever it starts. */
  guaranteed: number;
}

/** The parts of a definition that most builders leave out. */
export interface TypeParts {
  readonly layoutIn: TypeDefinition['layoutIn'];
  readonly kinds: readonly Kind[];
  /** The types it is made of: their kinds, functions and lazy types are its own too. */
  readonly children?: readonly AnyType[];
  readonly transforms?: TypeDefinition['transforms'];
  readonly lazies?: TypeDefinition['lazies'];
  readonly notes?: FieldNotes;
  /** The type whose bytes it shows in another form: one of its children, which it lies like. */
  readonly shows?: AnyType;
  readonly placing?: Placing | null;
}

/** Packed, little-endian: a type on its own. */
export const ALONE: Surroundings = Object.freeze({ endian: 'le', bitOrder: 'lsb', alignOf: null });

/** The order of bits that goes with a byte order; refuses what is none, also where no type checker looks. */
export function bitOrderOf(endian: Endian): 'lsb' | 'msb' {
  if (endian === 'le') return 'lsb';
  if (endian === 'be') return 'msb';
  throw mistake('endian is le or be');
}

/** Makes a building block. */
export function defineType<Out, In = Out, Refs extends string = never>(parts: TypeParts): Type<Out, In, Refs> {
  return { definition: defineParts(parts) };
}

export function defineParts(parts: TypeParts): TypeDefinition {
  const { layoutIn, kinds, children = [], transforms, lazies, notes = {}, shows } = parts;
  const types = 'shows' in parts ? [parts.shows, ...children] : children;
  const definitions = types.map((type) => definitionOf(type));
  const { placing = shows?.definition.placing ?? null } = parts;
  return Object.freeze({
    layoutIn,
    kinds: new Set([...kinds, ...definitions.flatMap((each) => [...each.kinds])]),
    transforms: new Map([...(transforms ?? []), ...definitions.flatMap((each) => [...each.transforms])]),
    lazies: new Set([...(lazies ?? []), ...definitions.flatMap((each) => [...each.lazies])]),
    notes,
    placing,
  });
}

/** What a type is: its builder may have been given anything, by plain JavaScript or by modules that import each other. */
export function definitionOf(type: AnyType, path?: string): TypeDefinition {
  const { definition } = (type ?? {}) as Partial<AnyType>;
  if (definition !== undefined) return definition;
  throw mistake('here stands no type: where modules import each other, lazy() finds it later', path);
}

/** A type inside another one: it takes whole bytes, as all do that are no fields of bits, and is always given. */
export function wholeBytes(type: AnyType): TypeDefinition {
  const definition = definitionOf(type);
  if (definition.placing !== null) throw mistake('bits are fields of a record: here stands what takes whole bytes');
  refuseDefault(definition);
  return definition;
}

/** Only a field can be left out. */
export function refuseDefault({ notes }: TypeDefinition): void {
  if (notes.default !== undefined)
    throw mistake('a default is that of a field: withDefault() goes around all of its type');
}

/** What is said about a type inside another one is said about the field of the other one. */
export function notesInside(type: AnyType): FieldNotes {
  const { doc, unit } = definitionOf(type).notes;
  return { ...(doc === undefined ? {} : { doc }), ...(unit === undefined ? {} : { unit }) };
}

/** The error of a schema that contradicts itself. */
export function mistake(problem: string, path?: string): StructwireError {
  return failure(invalidLayout, { problem }, path === undefined ? {} : { path });
}

/** Makes sure that a number is a whole one from `min` on. */
export function wholeFrom(min: number, value: number, what: string): number {
  if (Number.isSafeInteger(value) && value >= min) return value;
  throw mistake(`${what} is a whole number from ${min} on, not ${String(value)}`);
}

/** Makes sure that an option is one of its values, also where no type checker looks. */
export function oneOf<T extends string>(values: readonly T[], value: T, what: string): T {
  if (values.includes(value)) return value;
  throw mistake(`${what} is ${values.join(' or ')}, not ${String(value)}`);
}
