import type { BytesLike } from '../codec/bytes-like.ts';
import { outputTooSmall } from '../errors/buffer-errors.ts';
import { resizableMemory, unknownColumn } from '../errors/column-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Layout } from '../layout/layout.ts';
import { allocateApart, allocateColumns, allocateIn, columnObject } from './allocate.ts';
import type { ColumnArena } from './arena/column-arena.ts';
import { checkApart, checkArray, checkDistinct } from './check-arrays.ts';
import type { Column } from './column.ts';
import type { ColumnArray } from './column-array.ts';
import { ColumnDecoder, type ColumnDecoderOptions } from './column-decoder.ts';
import type { AnyColumns, AnyRow, BigintColumn, ColumnsOf, RowOf } from './columns-of.ts';
import type { ColumnCodegen } from './compile-group.ts';
import { rowsAt } from './decode-rows.ts';
import { EncodePass } from './encode-pass.ts';
import { encodeRows } from './encode-rows.ts';
import { givenColumns } from './given-columns.ts';
import { isExact, KnownTargets } from './known-targets.ts';
import { bytesOf, isResizable } from './memory.ts';
import { planColumns } from './plan.ts';
import { type RegionOptions, regionOf, wholeNumber } from './region.ts';
import type { RowClass } from './row.ts';
import { rowClass } from './row-class.ts';
import { RowCursor } from './rows.ts';
import { Selection } from './selection.ts';

/** How a layout's values become columns. */
export interface ColumnsOptions {
  /**
   * Columns of 64-bit integers: `bigint` (default) makes a `BigUint64Array` or `BigInt64Array`, `number` a `Float64Array`
   * that refuses integers beyond 2**53 - 1. A field whose layout asks for `number` gets that anyway.
   */
  readonly int64?: 'bigint' | 'number';
  /**
   * Columns of numbers that are kept as integers with a scale: `number` (default) makes a `Float64Array` of the numbers,
   * `raw` the column of the integers.
   */
  readonly scaled?: 'number' | 'raw';
  /** When the pass is compiled to straight-line code. Default `auto`. */
  readonly codegen?: ColumnCodegen;
}

/** Which columns to make, and where. */
export interface AllocateColumnsOptions<Name> {
  /** The columns to make. Default: all. */
  readonly fields?: readonly Name[];
  /** The memory they are to lie in. */
  readonly arena?: ColumnArena;
}

/** Which records and columns to decode, and where to. */
export interface DecodeColumnsOptions<C, Name extends keyof C> extends RegionOptions {
  /** The columns to decode; nothing else is read. Default: those of `into`, or all. */
  readonly fields?: readonly Name[];
  /**
   * Arrays to write into, which may be longer than needed. Columns that have none here get a new one. The arrays of an
   * earlier result are the ones to pass.
   */
  readonly into?: { readonly [Each in Name]?: C[Each] };
}

const MOST_SELECTIONS = 64;

/** Many records of one layout to and from typed arrays; made by {@link columns}. */
export class ColumnCodec<C = AnyColumns, R = AnyRow> {
  readonly layout: Layout;
  /** Byte length of one record. */
  readonly size: number;
  /** The columns, in the order of the fields. */
  readonly columns: readonly Column[];
  readonly #byName: ReadonlyMap<string, number>;
  readonly #codegen: ColumnCodegen;
  readonly #selections: Map<string, Selection> = new Map();
  #rowClass: RowClass | undefined;
  /** The last arrays that were decoded into. */
  #known: KnownTargets | undefined;
  readonly #encoders: Map<string, EncodePass> = new Map();

  constructor(layout: Layout, options: ColumnsOptions = {}) {
    this.layout = layout;
    this.columns = Object.freeze(
      planColumns(layout, { int64: options.int64 ?? 'bigint', scaled: options.scaled ?? 'number' }),
    );
    this.size = layout.size ?? 0; // planColumns refused layouts without
    this.#byName = new Map(this.columns.map(({ name }, index) => [name, index]));
    this.#codegen = options.codegen ?? 'auto';
  }

  /**
   * New arrays with room for `count` records, to be decoded into again and again: each with a buffer of its own, or all of
   * them in an arena. A large array begins somewhere in its buffer, which is a little longer, because columns that begin at
   * different places of the machine's memory pages are written faster: pass on the array and not its `buffer`.
   *
   * @throws StructwireError `unknown-column`, `bad-column-option` for a count that is none, or where the arena has no room.
   */
  allocate<Name extends keyof C & string = keyof C & string>(
    count: number,
    { fields, arena }: AllocateColumnsOptions<Name> = {},
  ): Pick<C, Name> {
    const { columns } = this.#selection(fields);
    const rows = wholeNumber('count', count, 0);
    const arrays = arena === undefined ? allocateApart(columns, rows) : allocateIn(arena, columns, rows);
    return columnObject(columns, arrays) as Pick<C, Name>; // the plan's types are those of C
  }

  /**
   * Decodes the records of `bytes`, one after the other, into one typed array for each column.
   *
   * The memory may be a view at any offset, shared or resizable. On any mistake that can be seen beforehand no array is
   * touched. The arrays of the result have exactly `count` rows: they are views of those in `into` where these are longer.
   *
   * @throws StructwireError `input-too-short` when the last record is not all there, `unsafe-integer` for a number that
   *   its column cannot hold, and what is wrong with the arrays: `unknown-column`, `wrong-column-type`,
   *   `wrong-column-length`, `columns-overlap`, `resizable-memory`, `detached-memory`.
   */
  decode<Name extends keyof C & string = keyof C & string>(
    bytes: BytesLike,
    options: DecodeColumnsOptions<C, Name> = {},
  ): Pick<C, Name> {
    const source = bytesOf(bytes, 'source');
    const region = regionOf(source.length, this.size, options);
    const { selection, arrays } = this.#targets(source, region.count, options);
    selection.decode(source, region, arrays, 0);
    const { columns } = selection;
    const result = isExact(columns, arrays, region.count) ? arrays : rowsAt(columns, arrays, 0, region.count);
    return columnObject(columns, result) as Pick<C, Name>; // the plan's types are those of C
  }

  /**
   * The bytes of records, from columns of equal numbers of rows; padding is zero. Every column must be there, except that
   * of a union exactly one member is, and constants
   * are filled in. Written into `into` from its first byte when given, which may be longer; the result
   * is a view of it then.
   *
   * On any error nothing is written.
   *
   * @throws StructwireError `missing-column`, `not-one-member`, `wrong-column-type`, `wrong-column-length`,
   *   `output-too-small`, `columns-overlap`, and what is wrong with a value, with its record and offset.
   */
  encode(columns: Partial<C>, into?: BytesLike): Uint8Array {
    const given = givenColumns(this.columns, columns as Readonly<Record<string, unknown>>); // names are strings
    const byteLength = given.count * this.size;
    const target = into === undefined ? new Uint8Array(byteLength) : bytesOf(into, 'target');
    if (isResizable(target.buffer)) throw failure(resizableMemory, { what: 'the output' }, { offset: 0 });
    if (target.length < byteLength) {
      throw failure(outputTooSmall, { needed: byteLength, available: target.length }, { offset: 0 });
    }
    checkApart(given.columns, given.arrays, target, 'the output');
    const output = target.length === byteLength ? target : target.subarray(0, byteLength);
    encodeRows(this.#encoder(given.columns), given.arrays, given.count, output, into === undefined);
    return output;
  }

  /**
   * A decoder for records that arrive in pieces, whatever their boundaries: see {@link ColumnDecoder}.
   *
   * @throws StructwireError `unknown-column`, `bad-column-option`.
   */
  decoder<Name extends keyof C & string = keyof C & string>(
    options: ColumnDecoderOptions<Name> = {},
  ): ColumnDecoder<Pick<C, Name>> {
    return new ColumnDecoder(this.#selection(options.fields), this.size, options);
  }

  /**
   * A cursor over the records of `bytes`, one after the other: one row whose getters read where it stands. For loops that
   * look at some fields of each record, in any order. Values of a tuple are called `$0`, `$1`, ... Bytes and arrays are
   * new values at each read.
   *
   * @throws StructwireError `input-too-short`, `bad-column-option`, `not-a-buffer`, `detached-memory`.
   */
  cursor(bytes: BytesLike, options: RegionOptions = {}): RowCursor<R> {
    const source = bytesOf(bytes, 'source');
    this.#rowClass ??= rowClass(this.layout, this.#codegen !== 'never');
    return new RowCursor<R>(this.#rowClass, source, regionOf(source.length, this.size, options));
  }

  /** As {@link cursor}, for `for (const row of codec.rows(bytes))`: the same row each time, which has moved on. */
  rows(bytes: BytesLike, options: RegionOptions = {}): Iterable<R> {
    return this.cursor(bytes, options);
  }

  #selection(fields: readonly string[] | undefined): Selection {
    const indexes = fields?.map((name) => this.#indexOf(name)) ?? this.columns.map((_, index) => index);
    const key = indexes.join();
    const known = this.#selections.get(key);
    if (known !== undefined) return known;
    const columns = [...new Set(indexes)].map((index) => this.columns[index]!); // from our own map
    const selection = new Selection(columns, this.#codegen);
    if (this.#selections.size >= MOST_SELECTIONS) this.#selections.clear();
    this.#selections.set(key, selection);
    return selection;
  }

  #indexOf(name: string): number {
    const index = this.#byName.get(name);
    if (index !== undefined) return index;
    throw failure(unknownColumn, { column: name, known: [...this.#byName.keys()] }, { path: name });
  }

  /** The arrays to decode into: given ones, checked, and new ones. */
  #targets(
    source: Uint8Array,
    count: number,
    { fields, into }: { readonly fields?: readonly string[]; readonly into?: object },
  ): Pick<KnownTargets, 'selection' | 'arrays'> {
    if (into === undefined) {
      const selection = this.#selection(fields);
      return { selection, arrays: allocateColumns(selection.columns, count) };
    }
    if (this.#known?.fit(into, fields, source, count)) return this.#known;
    const selection = this.#selection(fields ?? namesIn(into));
    const arrays = selection.columns.map((column) => givenOrNew(column, into, count));
    checkDistinct(selection.columns, arrays);
    checkApart(selection.columns, arrays, source, 'the input');
    this.#known = new KnownTargets(selection, arrays);
    return this.#known;
  }

  #encoder(columns: readonly Column[]): EncodePass {
    const key = columns.map(({ name }) => this.#byName.get(name)).join();
    const known = this.#encoders.get(key);
    if (known !== undefined) return known;
    const encoder = new EncodePass(columns, this.size, this.#codegen);
    if (this.#encoders.size >= MOST_SELECTIONS) this.#encoders.clear();
    this.#encoders.set(key, encoder);
    return encoder;
  }
}

function namesIn(into: object): string[] {
  return Object.entries(into).flatMap(([name, array]) => (array === undefined ? [] : [name]));
}

function givenOrNew(column: Column, into: object, count: number): ColumnArray {
  const fields = into as Readonly<Record<string, unknown>>; // any name may be asked of any object
  const given = Object.hasOwn(into, column.name) ? fields[column.name] : undefined;
  return given === undefined ? allocateColumns([column], count)[0]! : checkArray(column, given, count, 'decoded into');
}

/**
 * Makes the codec between many records of a fixed-size layout and columns.
 *
 * Each scalar becomes one typed array: integers and floats the array of their size, whatever their byte order; f16 a
 * `Float32Array`; bool a `Uint8Array` of 0 and 1; enums the array of their integer; bit-fields the smallest array that
 * holds them; 24 bits one of 32; numbers beyond that a `Float64Array`, integers beyond 53 bits one of bigints. A fixed
 * array, and bytes, become one column of as many elements per record. Fields of nested records are called `outer.inner`,
 * the values of a tuple `0`, `1`, ...
 *
 * @throws StructwireError `no-columns` when the records have no fixed size, `column-name-taken` when two would be called
 *   the same.
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { columns } from 'structwire/columns';
 *
 * const points = columns(new Struct('<I f'));
 * const bytes = points.encode({ 0: Uint32Array.of(1, 2), 1: Float32Array.of(0.5, 1.5) }); // 16 bytes
 * points.decode(bytes, { fields: ['1'] }); // { '1': Float32Array [ 0.5, 1.5 ] }
 * ```
 */
export function columns<Out, const Options extends ColumnsOptions = ColumnsOptions>(
  codec: { readonly layout: Layout; decode(bytes: Uint8Array): Out },
  options?: Options,
): ColumnCodec<ColumnsOf<Out, Options extends { readonly int64: 'number' } ? Float64Array : BigintColumn>, RowOf<Out>>;
export function columns(layout: Layout, options?: ColumnsOptions): ColumnCodec;
export function columns(source: Layout | { readonly layout: Layout }, options: ColumnsOptions = {}): ColumnCodec {
  return new ColumnCodec('layout' in source && !('kind' in source) ? source.layout : (source as Layout), options);
}
