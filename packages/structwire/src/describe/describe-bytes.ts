import { ALL_KINDS } from '../codec/all-kinds.ts';
import { Cursor } from '../codec/interpret/cursor.ts';
import { interpret } from '../codec/interpret/interpret.ts';
import type { Layout } from '../layout/layout.ts';
import type { LayoutRow } from './layout-row.ts';
import { startPlace, walkLayout } from './walk-layout.ts';

/** Which bytes of a record one value, or one stretch of padding, takes. */
export interface Span {
  /** Index of the first byte. */
  readonly start: number;
  /** Index behind the last byte. */
  readonly end: number;
  readonly row: LayoutRow;
  /** The value these bytes stand for; `undefined` for padding. */
  readonly value: unknown;
}

/**
 * The bytes of one record, taken apart: a span for each value and each stretch of padding, every element of an array
 * its own. Of a record that is cut short, the spans that are there in whole. Members of a union overlap.
 *
 * Lazy: a million elements cost nothing until they are asked for.
 *
 * @param bytes the record from its first byte on; bytes behind it are left alone.
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { describeBytes } from 'structwire/describe';
 *
 * const packer = new Struct('I 2s f');
 * const spans = [...describeBytes(packer.layout, packer.pack(1, 'ab', 2.7))];
 * spans[3]; // { start: 8, end: 12, value: 2.700000047683716, ... }
 * ```
 */
export function* describeBytes(layout: Layout, bytes: Uint8Array): IterableIterator<Span> {
  for (const row of walkLayout(layout, startPlace(true))) {
    if (row.size === null || row.after !== null) return; // where it ends, or starts, only decoding tells
    const start = row.offset;
    const end = start + row.size;
    if (end > bytes.length) return;
    yield { start, end, row, value: decodedValue(row, bytes) };
  }
}

function decodedValue({ kind, layout, offset }: LayoutRow, bytes: Uint8Array): unknown {
  return kind === 'padding' || layout === null
    ? undefined
    : interpret(layout, ALL_KINDS.nodes).decode(new Cursor(bytes, offset));
}
