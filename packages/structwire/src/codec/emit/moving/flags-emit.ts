import type { FlagsLayout } from '../../../layout/layout.ts';
import type { Emit, Reader, Writer } from '../emitter.ts';
import type { Place } from '../place.ts';
import { emitField, objectText } from '../record-emit.ts';
import { literal } from '../source.ts';
import { isBits } from './partial.ts';
import { isWide } from './raw-text.ts';

/** Bits that JavaScript's operators work on. */
const WORD_BITS = 32;

/** Bits with names: with bit operators where they stand in an unsigned word, else in bigints. */
export const flagsEmit: Emit<FlagsLayout> = {
  decode: (layout, place, reader) =>
    isWord(layout) ? readWord(layout, place, reader) : readWide(layout, place, reader),

  encode: (layout, value, place, writer) => {
    const { source } = writer;
    const x = source.local(value);
    writer.refuseIf(`typeof ${x} !== 'object' || ${x} === null`);
    const isNarrow = isWord(layout);
    const bits = layout.flags.map(({ name, mask }) => {
      const flag = emitField(x, name, source);
      writer.refuseIf(`${flag} !== true && ${flag} !== false && ${flag} !== undefined`); // other values have their truth
      return `(${flag} === true ? ${isNarrow ? Number(mask) : literal(BigInt(mask))} : 0${isNarrow ? '' : 'n'})`;
    });
    const others = writeOthers(layout, x, isNarrow, writer);
    const raw = [others, ...bits].join(' | ');
    writer.encode(
      layout.base,
      source.local(isNarrow ? `(${raw}) >>> 0` : isWide(layout.base) ? raw : `Number(${raw})`),
      place,
    );
  },

  locals: ({ base }, localsOf) => localsOf(base),
  isPartial: ({ base }) => isBits(base),
};

function isWord({ base, flags }: FlagsLayout): boolean {
  if (flags.some(({ mask }) => mask >= 2 ** WORD_BITS)) return false;
  if (base.kind === 'bits') return !base.signed && base.width <= WORD_BITS;
  return base.size <= WORD_BITS / 8 && base.scalar.startsWith('u');
}

function named({ flags }: FlagsLayout): bigint {
  return flags.reduce((all, { mask }) => all | BigInt(mask), 0n);
}

function readWord(layout: FlagsLayout, place: Place, reader: Reader): string {
  const { source } = reader;
  const raw = source.local(reader.decode(layout.base, place));
  const mask = Number(named(layout));
  if (layout.others === null) reader.refuseIf(`(${raw} & ~${mask}) !== 0`);
  return objectText([
    ...layout.flags.map(({ name, mask: bit }): [string, string] => [name, `(${raw} & ${Number(bit)}) !== 0`]),
    ...othersOf(layout, `(${raw} & ~${mask}) >>> 0`),
  ]);
}

function readWide(layout: FlagsLayout, place: Place, reader: Reader): string {
  const { source } = reader;
  const shown = source.local(reader.decode(layout.base, place));
  const raw = source.local(`BigInt(${shown})`);
  const rest = `${raw} & ~${named(layout)}n`;
  if (layout.others === null) reader.refuseIf(`(${rest}) !== 0n`);
  return objectText([
    ...layout.flags.map(({ name, mask }): [string, string] => [name, `(${raw} & ${BigInt(mask)}n) !== 0n`]),
    ...othersOf(layout, isWide(layout.base) ? rest : `Number(${rest})`),
  ]);
}

function othersOf({ others }: FlagsLayout, rest: string): [string, string][] {
  return others === null ? [] : [[others, rest]];
}

/** The bits without a name, which must leave the named ones alone. */
function writeOthers(layout: FlagsLayout, x: string, isNarrow: boolean, writer: Writer): string {
  const { source } = writer;
  if (layout.others === null) return isNarrow ? '0' : '0n';
  const given = emitField(x, layout.others, source);
  const rest = source.local(`${given} === undefined ? 0 : ${given}`);
  const mask = named(layout);
  if (isNarrow) {
    writer.refuseIf(`typeof ${rest} !== 'number' || ${rest} >>> 0 !== ${rest} || (${rest} & ${Number(mask)}) !== 0`);
    return rest;
  }
  writer.refuseIf(`typeof ${rest} !== 'bigint' && !Number.isSafeInteger(${rest})`);
  const wide = source.local(`BigInt(${rest})`);
  writer.refuseIf(`(${wide} & ${mask}n) !== 0n`);
  return wide;
}
