export type { ColumnArray, ColumnType } from './column-array.ts';
export { ColumnCodec, type ColumnsOptions, columns, type DecodeColumnsOptions } from './column-codec.ts';
export type { AnyColumns, BigintColumn, ColumnsOf, NumberColumn } from './columns-of.ts';
export type { ColumnCodegen } from './compile-group.ts';
export type { Column } from './plan.ts';
export type { RegionOptions } from './region.ts';
