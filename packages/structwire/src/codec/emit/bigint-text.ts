import type { Scalar } from '../../scalar/scalar.ts';
import { emitThroughCell, readThroughCell } from './cell-text.ts';
import type { Access } from './emitter.ts';
import type { ScalarText } from './scalar-emit.ts';
import {
  byteTexts,
  emitBytes,
  emitViewWrite,
  isSigned,
  orderText,
  type ScalarPlace,
  viewRead,
  WORD,
  wordText,
} from './scalar-text.ts';
import type { Source } from './source.ts';

/** Integers that only a `bigint` holds; safe numbers are taken as well. */
export const BIGINT_TEXT: ScalarText = {
  read: (at, { access, source, refuseIf }, { as }) => {
    const value = exactText(at, access, source);
    if (as !== 'number') return value;
    const number = source.local(`Number(${value})`);
    refuseIf(`!Number.isSafeInteger(${number})`);
    return number;
  },
  refused: (scalar, x) => {
    const { min, max, size } = scalar;
    const safe = `Number.isSafeInteger(${x})${min < 0n ? '' : ` && ${x} >= 0`}`;
    const limit = size < 8 ? ` && ${x} >= ${min} && ${x} <= ${max}` : '';
    return `typeof ${x} === 'number' ? !(${safe}${limit}) : typeof ${x} !== 'bigint' || ${refused(scalar, x)}`;
  },
  write: (at, x, access, source) => {
    if (at.scalar.accessor === null) {
      const big = source.local(`BigInt(${x})`);
      emitBytes(at, [`Number(BigInt.asUintN(32, ${big}))`, `Number(${big} >> 32n)`], source);
      return;
    }
    source.block(`if (typeof ${x} === 'number')`, () => emitHalves(at, x, access, source));
    source.block('else', () => {
      if (access === 'view') emitViewWrite(at, x, source);
      else emitThroughCell(at, x, source);
    });
  },
};

function exactText(at: ScalarPlace, access: Access, source: Source): string {
  if (at.scalar.accessor === null) return bigintText(byteTexts(at), isSigned(at.scalar));
  return access === 'view' ? viewRead(at) : readThroughCell(at, source);
}

function bigintText(bytes: readonly string[], signed: boolean): string {
  const high = wordText(bytes.slice(WORD), signed);
  return `BigInt(${high}) << 32n | BigInt(${wordText(bytes.slice(0, WORD), false)})`;
}

function refused(scalar: Scalar, x: string): string {
  const bits = 8 * scalar.size;
  if (scalar.max - scalar.min !== 2n ** BigInt(bits) - 1n) return `${x} < ${scalar.min}n || ${x} > ${scalar.max}n`;
  return `BigInt.${isSigned(scalar) ? 'asIntN' : 'asUintN'}(${bits}, ${x}) !== ${x}`;
}

/** Emits the statements that store a 64-bit integer that is a safe `number`, as two halves. */
function emitHalves(at: ScalarPlace, value: string, access: Access, source: Source): void {
  const { place, endian } = at;
  const high = `Math.floor(${value} / 4294967296)`;
  if (access === 'bytes') {
    emitBytes(at, [value, high], source);
    return;
  }
  const [first, second] = endian === 'le' ? [value, high] : [high, value];
  source.line(`view.setUint32(${place.text()}, ${first} >>> 0${orderText(endian)});`);
  source.line(`view.setUint32(${place.text(WORD)}, ${second} >>> 0${orderText(endian)});`);
}
