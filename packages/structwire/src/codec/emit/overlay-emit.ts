import type { OverlayLayout } from '../../layout/layout.ts';
import { emitZeros } from './bytes-emit.ts';
import type { Emit } from './emitter.ts';
import { emitField, objectText } from './record-emit.ts';

/** Members over the same bytes. */
export const overlayEmit: Emit<OverlayLayout> = {
  decode: ({ members }, place, reader) =>
    objectText(members.map(({ name, layout }) => [name, reader.decode(layout, place)])),

  encode: ({ members, size }, value, place, writer) => {
    const { source } = writer;
    const x = source.local(value);
    writer.refuseIf(`typeof ${x} !== 'object' || ${x} === null`);
    const given = members.map(({ name }) => emitField(x, name, source));
    const count = given.map((member) => `(${member} === undefined ? 0 : 1)`).join(' + ');
    writer.refuseIf(`${count || '0'} !== 1`);
    emitZeros(place, size, writer);
    members.forEach(({ layout }, i) => {
      source.block(`if (${given[i]} !== undefined)`, () => writer.encode(layout, given[i] ?? '', place));
    });
  },

  locals: () => Infinity, // which member is stored is known only while it runs
};
