import type { TransformLayout } from '../../../layout/layout.ts';
import type { Emit } from '../emitter.ts';
import { NotCompilable, quoted, type Source } from '../source.ts';
import { movingReader } from './moving-reader.ts';
import { isBits } from './partial.ts';

/** A value that user functions turn into another one. */
export const transformEmit: Emit<TransformLayout> = {
  decode: ({ layout, id }, place, given) => {
    const reader = movingReader(given); // at fixed places bytes may be read from memory that the function uses as well
    if (reader.isMeasuring) throw new NotCompilable(); // the function may decide over sizes
    const { source } = reader;
    const raw = reader.decode(layout, place);
    const value = source.local(
      `${source.helper('change')}(${functionsOf(id, source)}, 'decode', ${raw}, ${source.helper('REFUSED')})`,
    );
    reader.refuseIf(`${value} === ${source.helper('REFUSED')}`);
    return value;
  },

  encode: ({ layout, id }, value, place, writer) => {
    const { source } = writer;
    writer.refuseIf(`${value} === undefined`); // a record may not have it: the interpreter knows
    const raw = source.local(
      `${source.helper('change')}(${functionsOf(id, source)}, 'encode', ${value}, ${source.helper('REFUSED')})`,
    );
    writer.refuseIf(`${raw} === ${source.helper('REFUSED')}`);
    writer.encode(layout, raw, place);
  },

  locals: ({ layout }, localsOf) => localsOf(layout),
  isPartial: ({ layout }) => isBits(layout),
};

function functionsOf(id: string, source: Source): string {
  return source.constant(`${source.helper('transforms')}.get(${quoted(id)})`);
}
