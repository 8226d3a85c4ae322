import type { TupleLayout } from '../../layout/layout.ts';
import type { TupleOperations } from '../operations.ts';
import { type Emitters, LONGEST_UNROLLED } from './emitter.ts';
import { EncodeSource, type Values } from './encode-source.ts';
import { LayoutEmitter } from './layout-emitter.ts';
import { attempt, Source } from './source.ts';
import { encodeItems } from './tuple-emit.ts';

/** Tuples with more values than this take them as a rest parameter. */
const MOST_PARAMETERS = 32;

/** Source of one operation on the values of a tuple; `null` when the layout is better interpreted. */
export function tupleSourceOf(layout: TupleLayout, name: keyof TupleOperations, emitters: Emitters): string | null {
  return attempt(() => new TupleSource(layout, new LayoutEmitter(emitters))[name](layout));
}

/** Writes tuples from their values as arguments. */
class TupleSource extends EncodeSource {
  pack(layout: TupleLayout): string {
    const source = new Source();
    return this.fresh('pack', source, positional(layout, source, 0));
  }

  packInto(layout: TupleLayout): string {
    const source = new Source();
    const values = positional(layout, source, 2);
    const list = (bytes: string, at: string): string =>
      [bytes, at, values.list].filter((text) => text !== '').join(', ');
    return this.into('packInto', list, source, values);
  }
}

/** The values of a tuple as parameters, behind `others` other ones. */
function positional(layout: TupleLayout, source: Source, others: number): Values {
  const isLong = layout.length > MOST_PARAMETERS || layout.items.some(({ repeat }) => repeat > LONGEST_UNROLLED);
  if (isLong) {
    return {
      list: '...values',
      refused: `values.length !== ${layout.length}`,
      emit: (place, writer) => encodeItems(layout, (index) => `values[${index}]`, place, writer),
    };
  }
  const names = Array.from({ length: layout.length }, () => source.name());
  return {
    list: names.join(', '),
    refused: `arguments.length !== ${layout.length + others}`,
    emit: (place, writer) => encodeItems(layout, (index) => names[Number(index)] ?? '', place, writer),
  };
}
