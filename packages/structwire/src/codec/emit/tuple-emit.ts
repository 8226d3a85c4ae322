import type { Layout, TupleItem, TupleLayout } from '../../layout/layout.ts';
import { emitZeros } from './bytes-emit.ts';
import { type Emit, LONGEST_UNROLLED, type Reader, type Writer } from './emitter.ts';
import { Place } from './place.ts';
import { NotCompilable } from './source.ts';

/** The source of more than these would be too long anyway: it is not even begun. */
const MOST_RUNS = 20_000;

/** Positional values. */
export const tupleEmit: Emit<TupleLayout> = {
  decode: (layout, place, reader) => {
    if (layout.items.length > MOST_RUNS) throw new NotCompilable();
    const runs = layout.items.filter(hasValue);
    if (runs.every(({ repeat }) => repeat <= LONGEST_UNROLLED)) {
      const values = runs.flatMap((run) => elementPlaces(run, place).map((at) => reader.decode(run.layout, at)));
      return `[${values.join(', ')}]`;
    }
    return decodeLongRuns(layout, runs, place, reader);
  },

  encode: (layout, value, place, writer) => {
    const x = writer.source.local(value);
    writer.refuseIf(`!Array.isArray(${x}) || ${x}.length !== ${layout.length}`);
    encodeItems(layout, (index) => `${x}[${index}]`, place, writer);
  },

  locals: ({ items }, localsOf) => items.reduce((total, item) => total + itemLocals(item, localsOf), 0),
};

/** Emits checks and stores of the values, wherever they are: `valueAt` gives the expression of one by its index. */
export function encodeItems(
  layout: TupleLayout,
  valueAt: (index: number | string) => string,
  place: Place,
  writer: Writer,
): void {
  let index = 0;
  let end = 0;
  for (const item of layout.items) {
    emitZeros(place.plus(end), item.offset - end, writer);
    end = item.offset + item.repeat * item.layout.size;
    if (!hasValue(item)) {
      emitZeros(place.plus(item.offset), item.layout.size, writer);
      continue;
    }
    encodeRun(item, index, valueAt, place, writer);
    index += item.repeat;
  }
  emitZeros(place.plus(end), layout.size - end, writer);
}

function encodeRun(
  item: TupleItem,
  first: number,
  valueAt: (index: number | string) => string,
  place: Place,
  writer: Writer,
): void {
  if (item.repeat <= LONGEST_UNROLLED) {
    elementPlaces(item, place).forEach((at, i) => {
      writer.encode(item.layout, valueAt(first + i), at);
    });
    return;
  }
  const { source } = writer;
  const [i, at] = [source.name(), source.name()];
  source.block(loop(i, at, item, place), () => {
    writer.encode(item.layout, valueAt(first === 0 ? i : `${first} + ${i}`), new Place(at));
  });
}

function decodeLongRuns(layout: TupleLayout, runs: readonly TupleItem[], place: Place, reader: Reader): string {
  const { source } = reader;
  const values = source.local(`new Array(${layout.length})`);
  let index = 0;
  for (const run of runs) {
    const first = index;
    index += run.repeat;
    if (run.repeat <= LONGEST_UNROLLED) {
      elementPlaces(run, place).forEach((at, i) => {
        source.line(`${values}[${first + i}] = ${reader.decode(run.layout, at)};`);
      });
      continue;
    }
    const [i, at] = [source.name(), source.name()];
    source.block(loop(i, at, run, place), () => {
      source.line(`${values}[${first} + ${i}] = ${reader.decode(run.layout, new Place(at))};`);
    });
  }
  return values;
}

function loop(i: string, at: string, { repeat, offset, layout }: TupleItem, place: Place): string {
  const start = place.text(offset);
  return `for (let ${i} = 0, ${at} = ${start}; ${i} < ${repeat}; ${i}++, ${at} += ${layout.size})`;
}

function elementPlaces({ offset, repeat, layout }: TupleItem, place: Place): Place[] {
  return Array.from({ length: repeat }, (_, i) => place.plus(offset + i * layout.size));
}

function itemLocals(item: TupleItem, localsOf: (child: Layout) => number): number {
  if (!hasValue(item)) return 0;
  return item.repeat <= LONGEST_UNROLLED ? item.repeat * localsOf(item.layout) : Infinity;
}

function hasValue({ layout }: TupleItem): boolean {
  return layout.kind !== 'padding';
}
