import { structTooLarge } from '../errors/format-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { TupleItem, TupleLayout } from '../layout/layout.ts';
import type { FormatItem } from './item-reader.ts';
import type { ParsedFormat } from './parse-format.ts';

/**
 * The layout of the positional values that a format describes.
 *
 * @throws StructwireError `struct-too-large` beyond 2**53 - 1 bytes, where offsets are no exact numbers any more.
 */
export function buildTuple(parsed: ParsedFormat): TupleLayout {
  if (typeof parsed.size === 'bigint') throw failure(structTooLarge, { size: parsed.size });
  const scalars = new Map<string, TupleItem['layout']>(); // one object for equal codes: long formats stay small
  const layoutOf = (item: FormatItem): TupleItem['layout'] => {
    if (item.scalar === null) return itemLayout(item, parsed);
    const layout = scalars.get(item.code) ?? itemLayout(item, parsed);
    scalars.set(item.code, layout);
    return layout;
  };
  const items = parsed.items.filter((item) => isKept(item)).map((item) => buildItem(item, layoutOf(item)));
  const length = items.reduce((total, item) => total + (item.layout.kind === 'padding' ? 0 : item.repeat), 0);
  return Object.freeze({ kind: 'tuple', size: parsed.size, align: 1, items: Object.freeze(items), length });
}

/** A count of zero only aligns, except that `0s` and `0p` are one value of no bytes. */
function isKept({ count, kind }: FormatItem): boolean {
  return count > 0 || kind === 'bytes' || kind === 'pascal';
}

function buildItem({ code, scalar, count, offset }: FormatItem, layout: TupleItem['layout']): TupleItem {
  return Object.freeze({ code, offset: Number(offset), repeat: scalar === null ? 1 : Number(count), layout });
}

/** The layout of one value of an item; a run of padding or of bytes is one of them, `count` bytes long. */
export function itemLayout(
  item: FormatItem,
  { endian, isNative }: Pick<ParsedFormat, 'endian' | 'isNative'>,
): TupleItem['layout'] {
  const { scalar, size, code } = item;
  if (scalar !== null) {
    const overflow = isNative && code === 'f' ? { overflow: 'infinity' as const } : {}; // CPython up to 3.14
    return Object.freeze({ kind: 'scalar', scalar, endian, size, align: item.align, label: code, ...overflow });
  }
  const byteLength = Number(item.count);
  if (item.kind === 'padding') return Object.freeze({ kind: 'padding', size: byteLength, align: 1 });
  if (item.kind === 'pascal') return Object.freeze({ kind: 'pascal', size: byteLength, align: 1, label: code });
  return Object.freeze({ kind: 'bytes', size: byteLength, align: 1, fit: 'pad', label: code });
}
