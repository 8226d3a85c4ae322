import type { ColumnArray } from './column-array.ts';

/** A column of numbers: integers up to 32 bits in the array of their size, all others in a `Float64Array`. */
export type NumberColumn =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A column of 64-bit integers. */
export type BigintColumn = BigInt64Array | BigUint64Array;

/** Columns by name, of a layout that the type checker knows nothing of. */
export interface AnyColumns {
  [name: string]: ColumnArray;
}

/**
 * The columns of what a codec decodes to: a property for each value, its name that of the fields down to it with dots
 * between them.
 *
 * Numbers and enums become {@link NumberColumn}, bigints `Big`, booleans and bytes `Uint8Array`. Arrays become one column.
 */
export type ColumnsOf<Out, Big = BigintColumn> = unknown extends Out
  ? AnyColumns
  : Entry<Out, '', Big> extends infer E extends readonly [string, unknown]
    ? { [Each in E as Each[0]]: Each[1] }
    : never;

/** `[name, column]` of each column, as a union. Unions of values, such as names and numbers of an enum, stay together. */
type Entry<Value, Name extends string, Big> = unknown extends Value
  ? [string, ColumnArray]
  : [Value] extends [boolean | Uint8Array]
    ? [Titled<Name>, Uint8Array]
    : [Value] extends [bigint]
      ? [Titled<Name>, Big]
      : [Value] extends [number]
        ? [Titled<Name>, NumberColumn]
        : [Value] extends [string | number | bigint | Date]
          ? [Titled<Name>, ColumnArray]
          : [Value] extends [readonly unknown[]]
            ? ListEntry<Value, Name, Big>
            : { [Key in keyof Value & string]-?: Entry<Value[Key], Within<Name, Key>, Big> }[keyof Value & string];

/** A tuple has a column for each position, an array one for all its elements. */
type ListEntry<List extends readonly unknown[], Name extends string, Big> = number extends List['length']
  ? Entry<List[number], Name, Big>
  : { [Key in keyof List & `${number}`]: Entry<List[Key], Within<Name, Key>, Big> }[keyof List & `${number}`];

type Within<Name extends string, Key extends string> = Name extends '' ? Key : `${Name}.${Key}`;
type Titled<Name extends string> = Name extends '' ? 'value' : Name;

/** A row of a layout that the type checker knows nothing of. */
export interface AnyRow {
  readonly [name: string]: unknown;
}

/** What a cursor shows of what a codec decodes to: getters of the same names; for a tuple `$0`, `$1`, ... */
export type RowOf<Out> = unknown extends Out
  ? AnyRow
  : Out extends readonly unknown[]
    ? { readonly [Key in keyof Out & `${number}` as `$${Key}`]: Out[Key] } & AnyTuple<Out>
    : Readonly<Out>;

/** A tuple of which the length is not known has any position. */
type AnyTuple<Out extends readonly unknown[]> = number extends Out['length']
  ? AnyRow & Iterable<Out[number]>
  : Iterable<Out[number]>;
