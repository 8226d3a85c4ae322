import type { Column } from '../column.ts';
import {
  advance,
  type Code,
  constant128,
  getLocal,
  load128,
  loadLane,
  loadScalar,
  loadZero,
  moduleOf,
  SWIZZLE,
  setLocal,
  shuffle,
  store128,
  storeLane,
  storeScalar,
} from './wasm-module.ts';

/** Records that one turn of the loop decodes: as many as a vector has words. */
export const RECORDS_AT_ONCE = 4;

/** What WebAssembly decodes: the module, and its columns by their index, whose addresses it takes in this order. */
export interface WasmDecoder {
  readonly module: Uint8Array;
  readonly columns: readonly number[];
}

/** One value of each record, or a short run that stands in the column as in the record. */
interface Item {
  readonly column: number;
  readonly at: number;
  readonly size: 1 | 2 | 4 | 8;
  /** Its bytes are to be put in the opposite order. */
  readonly isSwapped: boolean;
}

/** A run of bytes that is copied as it is. */
interface Run {
  readonly column: number;
  readonly at: number;
  readonly bytes: number;
}

/** Beyond it a run is better left to loops. */
const LONGEST_RUN = 256;
const WINDOW = 16;

/**
 * The decoder of the columns whose bits are moved, for records at a fixed distance; `null` when there are none.
 *
 * ```
 * run(count, records, column 0, column 1, ...)
 * ```
 */
export function wasmDecoder(columns: readonly Column[], stride: number): WasmDecoder | null {
  const items: Item[] = [];
  const runs: Run[] = [];
  columns.forEach((column, index) => {
    const item = itemOf(column, index);
    if (item !== null) items.push(item);
    else if (isRun(column)) runs.push({ column: index, at: column.offset, bytes: column.width * column.element.size });
  });
  const handled = [...items, ...runs].map(({ column }) => column).sort((a, b) => a - b);
  if (handled.length === 0) return null;
  const emitter = new Emitter(handled, stride);
  for (const item of items.filter(({ size }) => size === 8)) emitter.wide(item);
  for (const window of windowsOf(items.filter(({ size }) => size < 8))) emitter.window(window);
  for (const run of runs) emitter.run(run);
  const steps = handled.map((index) => RECORDS_AT_ONCE * columns[index]!.width * columns[index]!.element.size); // indexes of columns
  return { module: emitter.module(steps), columns: handled };
}

function itemOf({ element, offset, width, dimensions }: Column, column: number): Item | null {
  if (element.how !== 'moved') return null;
  const { size, le } = element;
  if (width === 1) return { column, at: offset, size, isSwapped: !le && size > 1 };
  const bytes = size * width;
  const isPlain = isContiguous(dimensions, size) && (le || size === 1);
  return isPlain && (bytes === 2 || bytes === 4 || bytes === 8)
    ? { column, at: offset, size: bytes, isSwapped: false }
    : null;
}

function isRun({ element, width, dimensions }: Column): boolean {
  if (element.how !== 'moved' || width === 0 || width * element.size > LONGEST_RUN) return false;
  return isContiguous(dimensions, element.size) && (element.le || element.size === 1);
}

/** Whether the elements of a row stand in the record without gaps. */
function isContiguous(dimensions: Column['dimensions'], size: number): boolean {
  const [only] = dimensions;
  return dimensions.length === 1 && only?.step === size;
}

/** Items that lie in the same sixteen bytes, each within a word of them. */
interface Window {
  readonly at: number;
  readonly items: readonly Item[];
}

function windowsOf(items: readonly Item[]): Window[] {
  const windows: { at: number; items: Item[] }[] = [];
  for (const item of [...items].sort((one, other) => one.at - other.at)) {
    const open = windows.at(-1);
    const place = open === undefined ? WINDOW : item.at - open.at;
    if (open !== undefined && place + item.size <= WINDOW && (place % 4) + item.size <= 4) open.items.push(item);
    else windows.push({ at: item.at, items: [item] });
  }
  return windows;
}

const LOW_WORDS = [0, 4, 1, 5].flatMap((word) => bytesOf(word)); // of two vectors: a0 b0 a1 b1
const HIGH_WORDS = [2, 6, 3, 7].flatMap((word) => bytesOf(word)); // a2 b2 a3 b3
const FIRST_PAIRS = [0, 1, 4, 5].flatMap((word) => bytesOf(word));
const SECOND_PAIRS = [2, 3, 6, 7].flatMap((word) => bytesOf(word));

function bytesOf(word: number): number[] {
  return [0, 1, 2, 3].map((byte) => 4 * word + byte);
}

/** Emits the body of the loop. Its parameters are the address of the first record and those of the columns. */
class Emitter {
  readonly #code: number[] = [];
  /** Orders of bytes, each in a vector of its own that is set before the loop. */
  readonly #orders: Map<string, readonly number[]> = new Map();
  readonly #stride: number;
  readonly #handled: readonly number[];

  constructor(handled: readonly number[], stride: number) {
    this.#handled = handled;
    this.#stride = stride;
  }

  module(steps: readonly number[]): Uint8Array {
    const body = [
      ...this.#code,
      ...advance(RECORDS, RECORDS_AT_ONCE * this.#stride),
      ...steps.flatMap((step, i) => advance(RECORDS + 1 + i, step)),
    ];
    const before = [...this.#orders.values()].flatMap((order, i) => [
      ...constant128(order),
      ...setLocal(this.#vector(VECTORS + i)),
    ]);
    return moduleOf(1 + this.#handled.length, VECTORS + this.#orders.size, before, body);
  }

  /** Eight bytes of each record: two records to a vector. */
  wide({ column, at, isSwapped }: Item): void {
    for (const pair of [0, 1]) {
      const [one, other] = [2 * pair, 2 * pair + 1].map((record) => record * this.#stride + at) as [number, number]; // a pair
      this.#emit(this.#address(column), getLocal(RECORDS), getLocal(RECORDS), loadZero(8, one), loadLane(8, other, 1));
      if (isSwapped) this.#reorder(Array.from({ length: 16 }, (_, i) => (i & 8) | (7 - (i & 7))));
      this.#emit(store128(16 * pair));
    }
  }

  /** Sixteen bytes of each of four records, turned into four vectors of a word each. */
  window({ at, items }: Window): void {
    const words = [0, 1, 2, 3].map((word) => items.filter((item) => (item.at - at) >> 2 === word));
    const used = words.flatMap((each, word) => (each.length > 0 ? [word] : []));
    if (used.length === 1) this.#gather(at + 4 * (used[0] ?? 0));
    else this.#transpose(at, used);
    for (const word of used)
      for (const item of words[word] ?? []) this.#store(item, (item.at - at) & 3, word, used.length === 1);
  }

  /** Bytes that are copied, as many at a time as there are. */
  run({ column, at, bytes }: Run): void {
    for (let record = 0; record < RECORDS_AT_ONCE; record++) {
      for (let done = 0; done < bytes; ) {
        const left = bytes - done;
        const from = record * this.#stride + at + done;
        const to = record * bytes + done;
        const size = left >= 16 ? 16 : left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
        const [load, store] =
          size === 16 ? [load128(from), store128(to)] : [loadScalar(size, from), storeScalar(size, to)];
        this.#emit(this.#address(column), getLocal(RECORDS), load, store);
        done += size;
      }
    }
  }

  #vector(index: number): number {
    return RECORDS + 1 + this.#handled.length + index;
  }

  #address(column: number): Code {
    return getLocal(RECORDS + 1 + this.#handled.indexOf(column));
  }

  #emit(...codes: readonly Code[]): void {
    for (const code of codes) this.#code.push(...code);
  }

  /** Another order for the bytes of the vector on the stack. */
  #reorder(bytes: readonly number[]): void {
    const key = bytes.join();
    if (!this.#orders.has(key)) this.#orders.set(key, bytes);
    this.#emit(getLocal(this.#vector(VECTORS + [...this.#orders.keys()].indexOf(key))), SWIZZLE);
  }

  /** One word of each record. */
  #gather(at: number): void {
    const gathered = this.#vector(GATHERED);
    this.#emit(getLocal(RECORDS), loadZero(4, at), setLocal(gathered));
    for (let record = 1; record < RECORDS_AT_ONCE; record++) {
      const lane = loadLane(4, record * this.#stride + at, record);
      this.#emit(getLocal(RECORDS), getLocal(gathered), lane, setLocal(gathered));
    }
  }

  #transpose(at: number, used: readonly number[]): void {
    for (let record = 0; record < RECORDS_AT_ONCE; record++) {
      this.#emit(getLocal(RECORDS), load128(record * this.#stride + at), setLocal(this.#vector(record)));
    }
    const pairUp = (bytes: readonly number[], first: number): void => {
      for (const half of [0, 1]) {
        const [one, other] = [this.#vector(2 * half), this.#vector(2 * half + 1)];
        this.#emit(getLocal(one), getLocal(other), shuffle(bytes), setLocal(this.#vector(first + half)));
      }
    };
    if (used.some((word) => word < 2)) pairUp(LOW_WORDS, PAIRS);
    if (used.some((word) => word >= 2)) pairUp(HIGH_WORDS, PAIRS + 2);
  }

  /** Stores a part of a word of all four records. */
  #store({ column, size, isSwapped }: Item, place: number, word: number, isGathered: boolean): void {
    this.#emit(this.#address(column));
    if (isGathered) this.#emit(getLocal(this.#vector(GATHERED)));
    else {
      const pairs = PAIRS + (word < 2 ? 0 : 2);
      const bytes = word % 2 === 0 ? FIRST_PAIRS : SECOND_PAIRS;
      this.#emit(getLocal(this.#vector(pairs)), getLocal(this.#vector(pairs + 1)), shuffle(bytes));
    }
    if (size < 4 || isSwapped) {
      const order = Array.from({ length: size }, (_, i) => place + (isSwapped ? size - 1 - i : i));
      const packed = [0, 4, 8, 12].flatMap((start) => order.map((byte) => start + byte));
      this.#reorder(Array.from({ length: 16 }, (_, i) => packed[i] ?? 0));
    }
    this.#emit(size === 4 ? store128(0) : size === 1 ? storeLane(4, 0) : storeLane(8, 0));
  }
}

/** The parameter that is the address of the records; the columns follow, and then the vectors. */
const RECORDS = 1;
// Vectors: one for each record, four pairs of them, and the gathered words; orders of bytes follow.
const PAIRS = 4;
const GATHERED = 8;
const VECTORS = 9;
