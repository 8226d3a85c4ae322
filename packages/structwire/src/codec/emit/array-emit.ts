import type { ArrayLayout, Extent } from '../../layout/layout.ts';
import { emitZeros } from './bytes-emit.ts';
import { type Emit, LONGEST_UNROLLED } from './emitter.ts';
import { Place } from './place.ts';
import { NotCompilable } from './source.ts';

/** A fixed number of elements of fixed size. */
export const arrayEmit: Emit<ArrayLayout> = {
  decode: ({ element, count: extent }, place, reader) => {
    const count = fixedCount(extent);
    const stride = element.size ?? 0; // only fixed-size elements are built today
    if (count > reader.maxArrayLength || (stride === 0 && count > LONGEST_UNROLLED)) throw new NotCompilable();
    const { source } = reader;
    if (count <= LONGEST_UNROLLED) {
      const places = Array.from({ length: count }, (_, i) => place.plus(i * stride));
      return `[${places.map((at) => reader.decode(element, at)).join(', ')}]`;
    }
    const values = source.local(`new Array(${count})`);
    const [i, at] = [source.name(), source.name()];
    source.block(loop(i, at, count, stride, place), () => {
      source.line(`${values}[${i}] = ${reader.decode(element, new Place(at))};`);
    });
    return values;
  },

  encode: ({ element, count: extent }, value, place, writer) => {
    const count = fixedCount(extent);
    const stride = element.size ?? 0; // as above
    const { source } = writer;
    const x = source.local(value);
    writer.refuseIf(`!${source.helper('isList')}(${x}) || ${x}.length !== ${count}`);
    if (writer.isPartial(element)) emitZeros(place, count * stride, writer);
    if (count <= LONGEST_UNROLLED) {
      for (let i = 0; i < count; i++) writer.encode(element, `${x}[${i}]`, place.plus(i * stride));
      return;
    }
    const [i, at] = [source.name(), source.name()];
    source.block(loop(i, at, count, stride, place), () => {
      writer.encode(element, `${x}[${i}]`, new Place(at));
    });
  },

  locals: ({ element, count: extent }, localsOf) => {
    const count = fixedCount(extent);
    return count <= LONGEST_UNROLLED ? count * localsOf(element) : Infinity;
  },
};

function fixedCount(count: Extent): number {
  if (count.by === 'fixed') return count.value;
  throw new NotCompilable();
}

function loop(i: string, at: string, count: number, stride: number, place: Place): string {
  return `for (let ${i} = 0, ${at} = ${place.text()}; ${i} < ${count}; ${i}++, ${at} += ${stride})`;
}
