import type { LayoutRow } from 'structwire/describe';
import { table } from '../terminal/table.ts';
import { typeText } from './row-text.ts';

/** A record type on one platform. */
export interface AbiLayout {
  readonly abi: string;
  readonly size: number | null;
  readonly align: number;
  readonly rows: readonly LayoutRow[];
}

/** One field on both platforms; `null` where one of them does not have it. */
interface Pair {
  readonly field: string;
  readonly one: LayoutRow | null;
  readonly other: LayoutRow | null;
  readonly differs: boolean;
}

const MARK = '<- differs';

/** Two platforms side by side: where each field is on them, with a mark where they differ. */
export function abiDifferenceText(text: string, one: AbiLayout, other: AbiLayout): string {
  const pairs = pairsOf(one, other);
  const differing = pairs.filter(({ differs }) => differs).length;
  const head = ['field', one.abi, '', '', other.abi, '', ''];
  const subhead = ['', 'offset', 'size', 'type', 'offset', 'size', 'type'];
  const lines = pairs.map(({ field, differs, ...pair }) => [
    field,
    ...cells(pair.one),
    ...cells(pair.other),
    ...(differs ? [MARK] : []),
  ]);
  const sizes = ['(size)', '', `${one.size ?? '?'}`, '', '', `${other.size ?? '?'}`, ''];
  if (one.size !== other.size) sizes.push(MARK);
  const same = differing === 0 && one.size === other.size;
  const verdict = same
    ? 'the same bytes on both'
    : `${differing} of ${pairs.length} fields differ${one.size === other.size ? '' : ', and so does the size'}`;
  const body = table([head, subhead, ...lines, sizes], new Set([1, 2, 4, 5]));
  return `'${text}' on ${one.abi} and ${other.abi}: ${verdict}\n\n${body.join('\n')}\n`;
}

/** The same as one JSON object on one line. */
export function abiDifferenceJson(text: string, one: AbiLayout, other: AbiLayout): string {
  const rows = pairsOf(one, other).map(({ field, differs, ...pair }) => ({
    field,
    differs,
    [one.abi]: rowJson(pair.one),
    [other.abi]: rowJson(pair.other),
  }));
  const sizes = { [one.abi]: one.size, [other.abi]: other.size };
  return `${JSON.stringify({ format: text, size: sizes, rows })}\n`;
}

function pairsOf(one: AbiLayout, other: AbiLayout): Pair[] {
  const [ours, theirs] = [valuesOf(one), valuesOf(other)];
  const fields = new Set([...ours.keys(), ...theirs.keys()]);
  return [...fields].map((field) => {
    const pair = { one: ours.get(field) ?? null, other: theirs.get(field) ?? null };
    return { field, ...pair, differs: JSON.stringify(rowJson(pair.one)) !== JSON.stringify(rowJson(pair.other)) };
  });
}

function valuesOf({ rows }: AbiLayout): Map<string, LayoutRow> {
  return new Map(rows.flatMap((row) => (row.kind === 'padding' ? [] : [[row.path, row]])));
}

function cells(row: LayoutRow | null): string[] {
  if (row === null) return ['-', '-', '-'];
  return [`${row.offset}`, `${row.size ?? '?'}`, typeText(row)];
}

function rowJson(row: LayoutRow | null): object | null {
  if (row === null) return null;
  const { offset, size, type, endian, bits } = row;
  return { offset, size, type, ...(endian === null ? {} : { endian }), ...(bits === null ? {} : { bits }) };
}
