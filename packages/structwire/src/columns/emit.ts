import type { Unit } from './column-array.ts';
import type { MoveStrip } from './strips.ts';

// Straight-line code for moves. Records are taken several at a time and column by column within them: each column's
// bounds and base are then loaded once for all of them. No name of a field gets here: only numbers of the plan do.

/** Moves of one function; more of them would no longer fit the registers and the engine's appetite. */
const MOST_MOVES = 12;
/** Longer runs are left to the loops. */
const LONGEST_RUN = 16;
/** Records at a time: fewer where each has more moves, so that a turn stays within a line of each column. */
const UNROLLED = { few: 32, many: 8 } as const;
const FEW_MOVES = 4;

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
  const read = (unit: Unit, at: number, le: boolean): string => `view.getUint${8 * unit}(${sum('p', at)}, ${le})`;
  const target = (move: MoveStrip, record: number): string => `${operandName(move)}[${indexText(move, record)}]`;
  const statements = ({ unit, at, le, moves }: Word, record: number): string[] => {
    const value = read(unit, record * stride + at, le);
    if (moves.length === 1) return moves.map((move) => `${target(move, record)} = ${value};`);
    const name = `w${at}_${record}`;
    const parts = moves.map((move) => `${target(move, record)} = ${name}${shiftText(move, { unit, at, le })};`);
    return [`const ${name} = ${value};`, ...parts];
  };
  return functionText(['view', 'p', 'i', 'end'], group, stride, rowsText(group), wordsOf(group), statements);
}

/**
 * The function that encodes records `i` to before `end` into the memory that `b1`, `b2` and `b4` show as units of 1, 2 and
 * 4 bytes; the first one starts at byte `p`, a multiple of 4. Columns come as `DataView`s.
 */
export function encoderSource(group: Group, size: number): string {
  const rows = new Set(group.map(({ row, unit }) => row * unit));
  const declared = [...rows].map((bytes) => `const r${bytes} = Math.imul(i, ${bytes});`);
  const units = ['const p2 = p >> 1;', 'const p4 = p >> 2;'];
  const statements = (move: MoveStrip, record: number): string[] => {
    const { unit, row, index, at, le } = move;
    const target = sum(unit === 1 ? 'p' : `p${unit}`, (record * size + at) / unit);
    const source = sum(`r${row * unit}`, (record * row + index) * unit);
    return [`b${unit}[${target}] = ${operandName(move)}.getUint${8 * unit}(${source}, ${le});`];
  };
  return functionText(['b1', 'b2', 'b4', 'p', 'i', 'end'], group, size, [...declared, ...units], group, statements);
}

/** Moves that one read is enough for: all the bytes of a word, in one byte order. */
interface Word {
  readonly unit: Unit;
  readonly at: number;
  readonly le: boolean;
  readonly moves: readonly MoveStrip[];
}

/** Takes small moves together that stand side by side in the record. */
function wordsOf(group: Group): readonly Word[] {
  const words: Word[] = [];
  const sorted = [...group].sort((one, other) => one.at - other.at);
  for (let i = 0; i < sorted.length; ) {
    const word = wordAt(sorted, i, 4) ?? wordAt(sorted, i, 2) ?? { ...sorted[i]!, moves: [sorted[i]!] }; // below the length
    words.push(word);
    i += word.moves.length;
  }
  return words;
}

function wordAt(sorted: readonly MoveStrip[], first: number, unit: 2 | 4): Word | null {
  const moves: MoveStrip[] = [];
  const at = sorted[first]?.at ?? 0;
  let end = at;
  for (const move of sorted.slice(first)) {
    if (end === at + unit || move.at !== end) break;
    moves.push(move);
    end += move.unit;
  }
  const orders = new Set(moves.flatMap((move) => (move.unit === 1 ? [] : [move.le])));
  if (end !== at + unit || moves.length < 2 || orders.size > 1) return null;
  return { unit, at, le: !orders.has(false), moves };
}

/** What brings a part of a word to its lowest bits; storing drops the bits above. */
function shiftText(move: MoveStrip, word: Pick<Word, 'unit' | 'at' | 'le'>): string {
  const before = move.at - word.at;
  const shift = 8 * (word.le ? before : word.unit - before - move.unit);
  return shift === 0 ? '' : ` >>> ${shift}`;
}

/** A loop over several records at a time, step by step in each turn, and one over those that are left. */
function functionText<Step>(
  parameters: readonly string[],
  group: Group,
  stride: number,
  prelude: readonly string[],
  steps: readonly Step[],
  statements: (step: Step, record: number) => readonly string[],
): string {
  const names = [...parameters, ...operandsOf(group).map(operandName)];
  const body = (records: number): string =>
    steps
      .flatMap((step) => Array.from({ length: records }, (_, record) => statements(step, record)))
      .flatMap((lines) => lines.map((line) => `    ${line}`))
      .join('\n');
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
    loop(group.length <= FEW_MOVES ? UNROLLED.few : UNROLLED.many),
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
