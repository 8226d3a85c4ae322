import { ALL_KINDS } from '../codec/all-kinds.ts';
import { Cursor } from '../codec/interpret/cursor.ts';
import { interpret } from '../codec/interpret/interpret.ts';
import type { Layout } from '../layout/layout.ts';
import type { LayoutRow } from './layout-row.ts';
import { paddingRow, valueRow } from './make-row.ts';
import { traceDecode } from './trace-decode.ts';
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
 * its own. Of a record that is cut short or broken, the spans before that place. Members of a union overlap.
 *
 * Lazy for records of fixed size: a million elements cost nothing until they are asked for.
 *
 * @param bytes the record from its first byte on; bytes behind it are left alone.
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { describeBytes } from 'structwire/describe';
 *
 * const packer = new Struct('I 2s f');
 * const spans = [...describeBytes(packer.layout, packer.pack(1, 'ab', 2.7))];
 * console.log(spans[3]?.start, spans[3]?.end, spans[3]?.value); // 8 12 2.700000047683716
 * ```
 */
export function describeBytes(layout: Layout, bytes: Uint8Array): IterableIterator<Span> {
  return layout.size === null ? variableSpans(layout, bytes) : fixedSpans(layout, bytes);
}

function* fixedSpans(layout: Layout, bytes: Uint8Array): IterableIterator<Span> {
  for (const row of walkLayout(layout, startPlace(true))) {
    const start = row.offset;
    const end = start + (row.size ?? 0);
    if (end > bytes.length) return;
    yield { start, end, row, value: row.kind === 'padding' ? undefined : storedValue(row, bytes) };
  }
}

/** What stands in the bytes of a field, whatever the rest of the record says that it should be. */
function storedValue({ layout, offset }: LayoutRow, bytes: Uint8Array): unknown {
  let stored = layout;
  while (stored?.kind === 'constant' || stored?.kind === 'derived' || stored?.kind === 'checksum') stored = stored.base;
  return stored === null ? undefined : interpret(stored, ALL_KINDS.nodes).decode(new Cursor(bytes, offset));
}

/** The spans that decoding finds, with what the layout's table says about their fields, and the gaps between them. */
function* variableSpans(layout: Layout, bytes: Uint8Array): IterableIterator<Span> {
  const rows = new Map([...walkLayout(layout, startPlace(false))].map((row) => [row.path, row]));
  let covered = 0;
  for (const { layout: part, path, start, end, value } of traceDecode(layout, bytes)) {
    const { doc = null, unit = null, depth = 0 } = rows.get(path.replaceAll(/\[\d+\]/g, '[]')) ?? {};
    const place = { path, depth, offset: start, after: null, doc, unit };
    if (start > covered) yield gap(covered, start);
    covered = Math.max(covered, end);
    if (part.kind !== 'padding' && part.kind !== 'align') {
      yield { start, end, row: { ...valueRow(part, place), size: end - start }, value };
    } else if (end > start) {
      yield gap(start, end);
    }
  }
}

function gap(start: number, end: number): Span {
  const place = { path: '', depth: 0, offset: start, after: null, doc: null, unit: null };
  return { start, end, row: paddingRow(place, start, end - start, { by: 'gap' }), value: undefined };
}
