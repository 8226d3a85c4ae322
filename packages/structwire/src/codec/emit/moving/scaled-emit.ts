import type { ScaledLayout } from '../../../layout/layout.ts';
import type { Emit } from '../emitter.ts';
import { literal } from '../source.ts';
import { isBits } from './partial.ts';
import { isWide } from './raw-text.ts';

/** An integer that stands for a number with a factor and an offset. */
export const scaledEmit: Emit<ScaledLayout> = {
  decode: ({ base, multiply, divide, add }, place, reader) => {
    const integer = reader.decode(base, place);
    const number = isWide(base) ? `Number(${integer})` : `(${integer})`;
    return reader.source.local(`${number} * ${literal(multiply)} / ${literal(divide)} + ${literal(add)}`);
  },

  encode: ({ base, multiply, divide, add }, value, place, writer) => {
    const { source } = writer;
    const x = source.local(value);
    writer.refuseIf(`typeof ${x} !== 'number' || ${x} - ${x} !== 0`); // finite ones alone differ from themselves by nothing
    const exact = source.local(`(${x} - ${literal(add)}) * ${literal(divide)} / ${literal(multiply)}`);
    const integer = source.local(`${exact} < 0 ? 0 - Math.round(-${exact}) : Math.round(${exact}) + 0`);
    writer.encode(base, integer, place);
  },

  locals: ({ base }, localsOf) => localsOf(base),
  isPartial: ({ base }) => isBits(base),
};
