import type { Layout } from '../layout/layout.ts';
import type { LayoutRow } from './layout-row.ts';
import { startPlace, walkLayout } from './walk-layout.ts';

/** A layout as a table, for people: plain data that a terminal, a page or a document renders. */
export interface LayoutDescription {
  /** Byte length, or `null` when it depends on the value. */
  readonly size: number | null;
  readonly align: number;
  /** Whole bytes that nobody wrote down: most come from alignment. */
  readonly hiddenPadding: number;
  readonly rows: readonly LayoutRow[];
}

/**
 * The table of a layout: one row for each field, group and stretch of padding, in the order of the bytes. An array is
 * one row, however long; the elements of an array of records follow it once.
 *
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { describeLayout } from 'structwire/describe';
 *
 * const { rows } = describeLayout(new Struct('I 2s f').layout);
 * rows.map((row) => [row.offset, row.size, row.kind]); // [0, 4, 'value'], [4, 2, 'value'], [6, 2, 'padding'], [8, 4, 'value']
 * ```
 */
export function describeLayout(layout: Layout): LayoutDescription {
  const rows = Object.freeze([...walkLayout(layout, startPlace(false))]);
  const hidden = rows.filter(({ padding }) => padding !== null && padding.by !== 'declaration');
  const hiddenPadding = hidden.reduce(
    (total, { size, bits }) => total + (bits === null ? (size ?? 0) : Math.floor(bits.width / 8)),
    0,
  );
  return Object.freeze({ size: layout.size, align: layout.align, hiddenPadding, rows });
}
