export { ColumnArena } from './arena/column-arena.ts';
export type { Column } from './column.ts';
export type { ColumnArray, ColumnType } from './column-array.ts';
export {
  type AllocateColumnsOptions,
  ColumnCodec,
  type ColumnsOptions,
  columns,
  type DecodeColumnsOptions,
} from './column-codec.ts';
export { type ColumnBatch, ColumnDecoder, type ColumnDecoderOptions } from './column-decoder.ts';
export type { AnyColumns, AnyRow, BigintColumn, ColumnsOf, NumberColumn, RowOf } from './columns-of.ts';
export type { ColumnCodegen } from './compile-group.ts';
export { type DecodeColumnsStreamOptions, decodeColumns } from './decode-columns.ts';
export type { RegionOptions } from './region.ts';
export { RowCursor } from './rows.ts';
