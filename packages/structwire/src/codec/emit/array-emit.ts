import type { ArrayLayout } from '../../layout/layout.ts';
import { emitZeros } from './bytes-emit.ts';
import { type Emit, LONGEST_UNROLLED } from './emitter.ts';
import { Place } from './place.ts';

/** A fixed number of elements of fixed size. */
export const arrayEmit: Emit<ArrayLayout> = {
  decode: ({ element, count }, place, reader) => {
    const stride = element.size ?? 0; // only fixed-size elements are built today
    const { source } = reader;
    if (count.value <= LONGEST_UNROLLED) {
      const places = Array.from({ length: count.value }, (_, i) => place.plus(i * stride));
      return `[${places.map((at) => reader.decode(element, at)).join(', ')}]`;
    }
    const values = source.local(`new Array(${count.value})`);
    const [i, at] = [source.name(), source.name()];
    source.block(loop(i, at, count.value, stride, place), () => {
      source.line(`${values}[${i}] = ${reader.decode(element, new Place(at))};`);
    });
    return values;
  },

  encode: ({ element, count }, value, place, writer) => {
    const stride = element.size ?? 0; // as above
    const { source } = writer;
    const x = source.local(value);
    writer.refuseIf(`!${source.helper('isList')}(${x}) || ${x}.length !== ${count.value}`);
    if (writer.isPartial(element)) emitZeros(place, count.value * stride, writer);
    if (count.value <= LONGEST_UNROLLED) {
      for (let i = 0; i < count.value; i++) writer.encode(element, `${x}[${i}]`, place.plus(i * stride));
      return;
    }
    const [i, at] = [source.name(), source.name()];
    source.block(loop(i, at, count.value, stride, place), () => {
      writer.encode(element, `${x}[${i}]`, new Place(at));
    });
  },

  locals: ({ element, count }, localsOf) =>
    count.value <= LONGEST_UNROLLED ? count.value * localsOf(element) : Infinity,
};

function loop(i: string, at: string, count: number, stride: number, place: Place): string {
  return `for (let ${i} = 0, ${at} = ${place.text()}; ${i} < ${count}; ${i}++, ${at} += ${stride})`;
}
