import type { Column } from '../column.ts';
import type { ColumnArray } from '../column-array.ts';
import type { Block } from '../tuning.ts';
import { arenaMemory } from './column-arena.ts';
import { RECORDS_AT_ONCE, wasmDecoder } from './wasm-decoder.ts';
import { compileModule, instantiate, type WasmMemory } from './web-assembly.ts';

/** Bytes that a vector may reach beyond the record it begins in. */
const REACH = 16;
/** Records further apart leave no room for four of them in an arena, and instructions none for their distance. */
const MOST_STRIDE = 2 ** 28;

/** Decodes columns whose bits are moved, four records at a time, where records and columns lie in one arena. */
export class Lanes {
  /** Indexes of the columns it decodes. */
  readonly columns: ReadonlySet<number>;
  readonly #order: readonly number[];
  readonly #rowBytes: readonly number[];
  readonly #stride: number;
  readonly #module: object;
  readonly #runs: WeakMap<WasmMemory, (...parameters: number[]) => void> = new WeakMap();

  private constructor(columns: readonly Column[], order: readonly number[], stride: number, module: object) {
    this.columns = new Set(order);
    this.#order = order;
    this.#rowBytes = order.map((index) => columns[index]!.width * columns[index]!.element.size); // moved as they are
    this.#stride = stride;
    this.#module = module;
  }

  /** `null` where no column can be decoded so, or the engine does not compile it. */
  static of(columns: readonly Column[], stride: number): Lanes | null {
    const decoder = stride > MOST_STRIDE ? null : wasmDecoder(columns, stride);
    const module = decoder === null ? undefined : compileModule(decoder.module);
    return decoder === null || module === undefined ? null : new Lanes(columns, decoder.columns, stride, module);
  }

  /** Decodes a whole number of fours of the block's records; gives how many records these are. */
  run(view: DataView, { at, first, end }: Block, arrays: readonly ColumnArray[], memory: WasmMemory): number {
    const start = view.byteOffset + at;
    const readable = Math.floor((memory.buffer.byteLength - REACH - start) / this.#stride);
    const turns = Math.floor(Math.min(end - first, readable) / RECORDS_AT_ONCE);
    if (turns <= 0) return 0;
    const addresses = this.#order.map((index, i) => arrays[index]!.byteOffset + first * this.#rowBytes[i]!); // in this order
    this.#runOver(memory)(turns, start, ...addresses);
    return turns * RECORDS_AT_ONCE;
  }

  #runOver(memory: WasmMemory): (...parameters: number[]) => void {
    const known = this.#runs.get(memory);
    if (known !== undefined) return known;
    const run = instantiate(this.#module, memory);
    this.#runs.set(memory, run);
    return run;
  }
}

/** The memory of the arena that all these arrays lie in. */
export function commonMemory(arrays: readonly ColumnArray[]): WasmMemory | undefined {
  const [first, ...others] = arrays;
  if (first === undefined || others.some(({ buffer }) => buffer !== first.buffer)) return undefined;
  return arenaMemory(first.buffer);
}
