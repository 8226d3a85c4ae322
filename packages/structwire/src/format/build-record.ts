import { structTooLarge } from '../errors/format-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Layout, RecordField, RecordLayout } from '../layout/layout.ts';
import { itemLayout } from './build-tuple.ts';
import type { NotationItem, ParsedNotation } from './parse-notation.ts';

/** A record all of whose fields have a fixed size. */
export type FixedRecordLayout = RecordLayout & { readonly size: number };

/**
 * The layout of the named values that a field notation describes: those of the plain format, with names.
 *
 * Items of count zero without a name have done their work, aligning, and are not fields.
 *
 * @throws StructwireError `struct-too-large` beyond 2**53 - 1 bytes, where offsets are no exact numbers any more.
 */
export function buildRecord(parsed: ParsedNotation): FixedRecordLayout {
  const { size } = parsed;
  if (typeof size === 'bigint') throw failure(structTooLarge, { size });
  const fields = parsed.items
    .filter(({ name, item }) => name !== null || item.count > 0)
    .map((item) => buildField(item, parsed));
  return Object.freeze({
    kind: 'record',
    size,
    align: 1,
    fields: Object.freeze(fields),
    stretches: Object.freeze([size]),
  });
}

function buildField({ name, item, isList }: NotationItem, parsed: ParsedNotation): RecordField {
  const layout = itemLayout(item, parsed);
  return Object.freeze({
    name,
    stretch: 0,
    offset: Number(item.offset),
    layout: isList ? listOf(layout, Number(item.count)) : layout,
  });
}

function listOf(element: Layout & { readonly size: number }, count: number): Layout {
  return Object.freeze({
    kind: 'array',
    size: count * element.size,
    align: element.align,
    element,
    count: Object.freeze({ by: 'fixed', value: count }),
  });
}
