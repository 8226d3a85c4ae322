import type { Unit } from './column-array.ts';
import type { MoveStrip } from './strips.ts';

// Straight-line code for moves. Records are taken several at a time and column by column within them: each column's
// bounds and base are then loaded once for all of them. No name of a field gets here: only numbers of the plan do.

/** Moves of one function; more of them would no longer fit the registers and the engine's appetite. */
const MOST_MOVES = 12;
/** Longer runs are left to the loops. */
const LONGEST_RUN = 16;
const UNROLLED = 16;

/** Moves of single elements, few enough for one function. */
export type Group = readonly MoveStrip[];

/** What a pass does with its moves: some in generated functions, the others in loops. */
export interface Grouped {
  readonly groups: readonly Group[];
  readonly loops: readonly MoveStrip[];
}

/** Splits the moves of a pass. `canEmit` says which ones generated code can do at all. */
export function grouped(moves: readonly MoveStrip[], canEmit: (move: MoveStrip) => boolean): Grouped {
  const isShort = (move: MoveStrip): boolean => move.count <= LONGEST_RUN && canEmit(move);
  const singles = moves.filter(isShort).flatMap((move) => singlesOf(move));
  const perGroup = Math.ceil(singles.length / Math.ceil(singles.length / MOST_MOVES || 1)) || 1;
  const groups: Group[] = [];
  for (let i = 0; i < singles.length; i += perGroup) groups.push(singles.slice(i, i + perGroup));
  return { groups, loops: moves.filter((move) => !isShort(move)) };
}

function singlesOf(move: MoveStrip): MoveStrip[] {
  return Array.from({ length: move.count }, (_, i) => ({
    ...move,
    at: move.at + i * move.step,
    index: move.index + i * move.indexStep,
    count: 1,
  }));
}

/** The array of a column, seen as units; generated code takes one parameter for each. */
export interface Operand {
  readonly column: number;
  readonly unit: Unit;
}

/** The columns that a group needs, in the order of the function's parameters. */
export function operandsOf(group: Group): readonly Operand[] {
  const operands = new Map<string, Operand>();
  for (const { column, unit } of group) operands.set(operandName({ column, unit }), { column, unit });
  return [...operands.values()];
}

function operandName({ column, unit }: Operand): string {
  return `c${column}_${unit}`;
}

/**
 * The function that decodes records `i` to before `end`; the first one starts at byte `p` of `view`.
 *
 * ```js
 * (view, p, i, end, c0_4, c1_1) => { ... c0_4[i] = view.getUint32(p, true); ... }
 * ```
 */
export function decoderSource(group: Group, stride: number): string {
  const store = (move: MoveStrip, record: number): string =>
    `${operandName(move)}[${indexText(move, record)}] = view.${getter(move)}(${sum('p', record * stride + move.at)}, ${move.le});`;
  return functionText(['view', 'p', 'i', 'end'], group, stride, rowsText(group), store);
}

/**
 * The function that encodes records `i` to before `end` into the memory that `b1`, `b2` and `b4` show as units of 1, 2 and
 * 4 bytes; the first one starts at byte `p`, a multiple of 4. Columns come as `DataView`s.
 */
export function encoderSource(group: Group, size: number): string {
  const rows = new Set(group.map(({ row, unit }) => row * unit));
  const declared = [...rows].map((bytes) => `const r${bytes} = Math.imul(i, ${bytes});`);
  const units = ['const p2 = p >> 1;', 'const p4 = p >> 2;'];
  const store = (move: MoveStrip, record: number): string => {
    const { unit, row, index, at, le } = move;
    const target = sum(unit === 1 ? 'p' : `p${unit}`, (record * size + at) / unit);
    const source = sum(`r${row * unit}`, (record * row + index) * unit);
    return `b${unit}[${target}] = ${operandName(move)}.${getter(move)}(${source}, ${le});`;
  };
  return functionText(['b1', 'b2', 'b4', 'p', 'i', 'end'], group, size, [...declared, ...units], store);
}

function functionText(
  parameters: readonly string[],
  group: Group,
  stride: number,
  prelude: readonly string[],
  store: (move: MoveStrip, record: number) => string,
): string {
  const names = [...parameters, ...operandsOf(group).map(operandName)];
  const body = (records: number): string =>
    group.flatMap((move) => Array.from({ length: records }, (_, record) => `    ${store(move, record)}`)).join('\n');
  const loop = (records: number): string =>
    [
      `  for (const last = (end - ${records - 1}) | 0; i < last; i = (i + ${records}) | 0, p = (p + ${records * stride}) | 0) {`,
      ...prelude.map((line) => `    ${line}`),
      body(records),
      '  }',
    ].join('\n');
  return [
    `'use strict';`,
    `return (${names.join(', ')}) => {`,
    `  p = p | 0; i = i | 0; end = end | 0;`,
    loop(UNROLLED),
    loop(1),
    '};',
  ].join('\n');
}

function rowsText(group: Group): string[] {
  const rows = new Set(group.map(({ row }) => row).filter((row) => row > 1));
  return [...rows].map((row) => `const r${row} = Math.imul(i, ${row});`);
}

function indexText({ row, index }: MoveStrip, record: number): string {
  return sum(row > 1 ? `r${row}` : 'i', record * row + index);
}

function sum(name: string, addend: number): string {
  return addend === 0 ? name : `(${name} + ${addend}) | 0`;
}

function getter({ unit }: MoveStrip): string {
  return `getUint${8 * unit}`;
}
