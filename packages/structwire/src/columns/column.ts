import type { Layout } from '../layout/layout.ts';
import type { ColumnArray, ColumnType } from './column-array.ts';
import type { Element } from './element.ts';

/** One column of a layout: where its values stand in each record. */
export interface Column {
  /** Names of the fields down to it, with dots; positions in a tuple count from 0. `value` for a layout without fields. */
  readonly name: string;
  /** Its array. */
  readonly type: ColumnType;
  /** Elements for each record: 1, or as many as a fixed array has elements or a run of bytes has bytes. */
  readonly width: number;
  /** What one of its values is; a flag's is that of all the flags. */
  readonly layout: Layout;
  /** Byte offset of its first value from the start of the record. */
  readonly offset: number;
  /** Arrays it stands in, outermost first. The product of their counts is the width. */
  readonly dimensions: readonly Dimension[];
  readonly element: Element;
  /** The unions it stands in, outermost first. */
  readonly choices: readonly Choice[];
  /** What it holds for each record, if that is always the same. */
  readonly constant: ColumnArray | null;
  /** The layout that says what is wrong with a value, and the names down to it. */
  readonly checked: { readonly layout: Layout; readonly steps: readonly string[] };
}

/** Equal things at equal distances. */
export interface Dimension {
  readonly count: number;
  /** Bytes from one to the next. */
  readonly step: number;
}

/** One member of one union. */
export interface Choice {
  readonly overlay: string;
  readonly member: string;
}
