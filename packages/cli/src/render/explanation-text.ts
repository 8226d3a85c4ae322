import { hexLines, hexLineText, type LayoutRow, type Span } from 'structwire/describe';
import { PALETTE, paint } from '../terminal/colour.ts';
import { table } from '../terminal/table.ts';
import { pythonNotation } from '../values/python-notation.ts';
import { valueText } from '../values/value-text.ts';
import { type Explanation, packedForms } from './explanation.ts';
import { byteCount, counted, fieldText, noteText, offsetText, typeText } from './row-text.ts';

/** The columns whose cells are numbers. */
const RIGHT: ReadonlySet<number> = new Set([0, 1]);

/** An explanation for a terminal: a title, the table, and what to write instead of a native format. */
export function explanationText(explanation: Explanation, isColoured: boolean): string {
  const { record } = explanation;
  const body =
    record === null
      ? rowTable(explanation.description.rows, explanation.format.vocabulary)
      : [...dumpLines(shownBytes(explanation), record.spans, isColoured), '', ...spanTable(record.spans, isColoured)];
  const lines = [
    titleText(explanation),
    '',
    ...body,
    ...memberLines(explanation),
    ...adviceLines(explanation),
    ...leftoverLines(explanation),
  ];
  return `${lines.join('\n')}\n`;
}

function titleText({ format, description }: Explanation): string {
  const size = description.size === null ? 'variable size' : byteCount(description.size);
  const padding = description.hiddenPadding;
  return `'${format.text}': ${size}, ${format.mode}${padding > 0 ? `, ${byteCount(padding)} of padding` : ''}`;
}

function rowTable(rows: readonly LayoutRow[], vocabulary: 'format' | 'c'): string[] {
  const hasCode = rows.some(({ code }) => code !== null);
  const head = ['offset', 'size', 'field', ...(hasCode ? ['code'] : []), 'type'];
  const cells = rows.map((row) => [
    offsetText(row),
    row.size === null ? '?' : `${row.size}`,
    `${'  '.repeat(row.depth)}${fieldText(row)}`,
    ...(hasCode ? [row.code ?? '-'] : []),
    `${typeText(row, vocabulary)}${noteText(row)}`,
  ]);
  return table([head, ...cells], RIGHT);
}

function spanTable(spans: readonly Span[], isColoured: boolean): string[] {
  const head = ['offset', 'size', 'field', 'type', 'value'];
  const cells = spans.map(({ row, value }) => [
    offsetText(row),
    `${row.size}`,
    fieldText(row),
    typeText(row),
    row.layout === null || row.kind === 'padding'
      ? ''
      : `${valueText(row.layout, pythonNotation)(value)}${row.unit ? ` ${row.unit}` : ''}`,
  ]);
  const [title = '', ...lines] = table([head, ...cells], RIGHT);
  return [title, ...lines.map((line, i) => (isColoured ? paint(line, colourOf(spans[i], i)) : line))];
}

function dumpLines(bytes: Uint8Array, spans: readonly Span[], isColoured: boolean): string[] {
  const indexOf = new Map<number, number>();
  for (const [i, { start, end }] of spans.entries()) for (let at = start; at < end; at++) indexOf.set(at, i);
  const paintCell = (cell: string, at: number): string => {
    const i = indexOf.get(at);
    return isColoured && i !== undefined ? paint(cell, colourOf(spans[i], i)) : cell;
  };
  return [...hexLines(bytes)].map((line) => hexLineText(line, paintCell));
}

/** The first record; of a longer input the rest is only counted. */
function shownBytes({ description, record }: Explanation): Uint8Array {
  const bytes = record?.bytes ?? new Uint8Array();
  return description.size === null ? bytes : bytes.subarray(0, description.size);
}

/** The same colour for the bytes of a value and for its line; padding is grey. */
function colourOf(span: Span | undefined, index: number): number {
  return span?.row.kind === 'padding' ? PALETTE.grey : (PALETTE.fields[index % PALETTE.fields.length] ?? PALETTE.grey);
}

/** What `pahole` says at the end of a struct. */
function memberLines({ format, description }: Explanation): string[] {
  if (format.vocabulary !== 'c') return [];
  const { rows, size, align } = description;
  const outer = rows.filter(({ depth }) => depth === 0);
  const members = outer.filter(({ kind }) => kind !== 'padding');
  const gaps = outer.filter(({ padding }) => padding !== null);
  const holes = gaps.filter(({ padding, bits }) => padding?.by !== 'end' && bits === null);
  const bitHoles = gaps.filter(({ bits }) => bits !== null);
  const end = gaps.filter(({ padding }) => padding?.by === 'end');
  const sum = (each: readonly LayoutRow[]): number => each.reduce((total, row) => total + (row.size ?? 0), 0);
  const bitSum = bitHoles.reduce((total, { bits }) => total + (bits?.width ?? 0), 0);
  const facts = [
    `size: ${size ?? 'variable'}`,
    `align: ${align}`,
    `members: ${members.length}`,
    `holes: ${holes.length}${holes.length > 0 ? `, sum of holes: ${byteCount(sum(holes))}` : ''}`,
    ...(bitHoles.length > 0 ? [`bit holes: ${bitHoles.length}, sum of bit holes: ${counted(bitSum, 'bit')}`] : []),
    ...(end.length > 0 ? [`padding: ${byteCount(sum(end))}`] : []),
  ];
  return ['', facts.join(', ')];
}

function adviceLines({ description, equivalents }: Explanation): string[] {
  if (equivalents === null || description.rows.length === 0) return [];
  if (description.hiddenPadding === 0) return ['', `The same on every machine: '${equivalents.packed}'`];
  const packed = packedForms(equivalents).map((form) => `'${form}'`);
  return [
    '',
    `Without the padding, ${byteCount(equivalents.packedSize)}: ${packed.join(' or ')}`,
    `The same bytes on every machine: '${equivalents.explicit}'`,
  ];
}

function leftoverLines({ description, record }: Explanation): string[] {
  if (record === null || description.size === null || record.bytes.length === description.size) return [];
  const have = record.bytes.length;
  const what =
    have < description.size
      ? `${byteCount(description.size - have)} missing`
      : `${byteCount(have - description.size)} too many`;
  return ['', `A record is ${byteCount(description.size)} long, these are ${have}: ${what}`];
}
