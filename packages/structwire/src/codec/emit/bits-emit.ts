import type { BitsLayout } from '../../layout/layout.ts';
import type { Emit, Writer } from './emitter.ts';
import type { Place } from './place.ts';
import type { Source } from './source.ts';

const WORD_BITS = 32;
const WIDEST_NUMBER = 53;

/** Some bits of a few bytes: with bit operators where the bytes fit a word, else through the interpreter's arithmetic. */
export const bitsEmit: Emit<BitsLayout> = {
  decode: (layout, place, { source }) => {
    const { width, signed, as } = layout;
    if (!fitsWord(layout)) return `${source.helper('readBits')}(bytes, ${place.text()}, ${bitsText(layout)})`;
    const whole = wordText(layout, place);
    const shift = shiftOf(layout);
    if (as === 'bool') return `(${whole} & ${maskText(width, shift)}) !== 0`;
    if (signed) return `(${whole}) << ${WORD_BITS - shift - width} >> ${WORD_BITS - width}`;
    return width === WORD_BITS ? `(${whole}) >>> 0` : `(${whole}) >>> ${shift} & ${maskText(width, 0)}`;
  },

  encode: (layout, value, place, writer) => {
    const x = writer.source.local(value);
    if (layout.as === 'bool') writer.refuseIf(`typeof ${x} !== 'boolean' && typeof ${x} !== 'number'`);
    else refuseOthers(layout, x, writer);
    const integer = layout.as === 'bool' ? `(${x} === true || ${x} !== false && ${x} !== 0 ? 1 : 0)` : x;
    writer.store((_access, source) => {
      if (fitsWord(layout)) emitOr(layout, integer, place, source);
      else
        source.line(`${source.helper('writeBits')}(bytes, ${place.text()}, ${bitsText(layout)}, BigInt(${integer}));`);
    });
  },

  locals: () => 1,
  isPartial: () => true,
};

function refuseOthers({ width, signed }: BitsLayout, x: string, { refuseIf }: Writer): void {
  const min = signed ? -(2n ** BigInt(width - 1)) : 0n;
  const max = signed ? 2n ** BigInt(width - 1) - 1n : 2n ** BigInt(width) - 1n;
  if (width > WIDEST_NUMBER) refuseIf(`typeof ${x} !== 'bigint' || ${x} < ${min}n || ${x} > ${max}n`);
  else refuseIf(`typeof ${x} !== 'number' || !(${x} >= ${min} && ${x} <= ${max}) || Math.floor(${x}) !== ${x}`);
}

/** Sets the bits of each byte that the field reaches; the bytes hold zeros there. */
function emitOr(layout: BitsLayout, value: string, place: Place, source: Source): void {
  const { size, order, width } = layout;
  const shift = shiftOf(layout);
  const field = width === WORD_BITS ? value : `(${value} & ${maskText(width, 0)})`;
  const bits = source.local(shift === 0 ? `${field} | 0` : `${field} << ${shift}`);
  for (let i = 0; i < size; i++) {
    const byte = i === 0 ? bits : `${bits} >>> ${8 * i}`;
    source.line(`bytes[${place.text(order === 'lsb' ? i : size - 1 - i)}] |= ${byte};`);
  }
}

/** The bytes as one number, in 32 bits. */
function wordText({ size, order }: BitsLayout, place: Place): string {
  const bytes = Array.from({ length: size }, (_, i) => {
    const byte = `bytes[${place.text(order === 'lsb' ? i : size - 1 - i)}]`;
    return i === 0 ? byte : `${byte} << ${8 * i}`;
  });
  return size > 1 ? `(${bytes.join(' | ')})` : bytes.join('');
}

/** Distance of the field's lowest bit from the lowest bit of its bytes. */
function shiftOf({ order, bit, size, width }: BitsLayout): number {
  return order === 'lsb' ? bit : 8 * size - bit - width;
}

function maskText(width: number, shift: number): string {
  const mask = width >= WORD_BITS ? -1 : ((1 << width) - 1) << shift;
  return `0x${(mask >>> 0).toString(16)}`;
}

function fitsWord({ size }: BitsLayout): boolean {
  return 8 * size <= WORD_BITS;
}

/** The arguments of the runtime's bit functions that say which bits. */
function bitsText({ width, bit, size, order, signed }: BitsLayout): string {
  return `{ width: ${width}, bit: ${bit}, size: ${size}, order: '${order}', signed: ${signed} }`;
}
