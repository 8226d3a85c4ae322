import { bytesOfHex } from '../../../errors/hex.ts';
import type { ConstantLayout } from '../../../layout/layout.ts';
import type { Emit } from '../emitter.ts';
import { literal, type Source } from '../source.ts';
import { UNREAD } from './measuring.ts';
import { isBits } from './partial.ts';

/** A value that is always the same. */
export const constantEmit: Emit<ConstantLayout> = {
  decode: (layout, place, reader) => {
    const { source } = reader;
    const read = reader.decode(layout.base, place);
    if (read === UNREAD) return read;
    const value = source.local(read);
    reader.refuseIf(differs(value, layout, source));
    return value;
  },

  encode: (layout, value, place, writer) => {
    const { source } = writer;
    if (value !== 'undefined') writer.refuseIf(`${value} !== undefined && (${differs(value, layout, source)})`);
    writer.encode(layout.base, expected(layout, source), place);
  },

  locals: ({ base }, localsOf) => localsOf(base) + 1,
  isPartial: ({ base }) => isBits(base),
};

/** The condition that a value is another one. A bigint and its number are taken for two: the interpreter knows better. */
function differs(value: string, layout: ConstantLayout, source: Source): string {
  if (Number.isNaN(layout.value)) return `${value} === ${value}`; // only NaN differs from itself
  if (layout.base.kind !== 'bytes') return `${value} !== ${expected(layout, source)}`;
  return `!${source.helper('isSameBytes')}(${value}, ${expected(layout, source)})`;
}

function expected({ base, value }: ConstantLayout, source: Source): string {
  if (base.kind === 'bytes') return source.constant(`Uint8Array.of(${bytesOfHex(String(value)).join(', ')})`);
  return literal(value);
}
