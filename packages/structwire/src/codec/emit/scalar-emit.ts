import type { ScalarLayout } from '../../layout/layout.ts';
import { FLOAT16_OVERFLOW } from '../../scalar/float16.ts';
import { SCALARS, type Scalar } from '../../scalar/scalars.ts';
import type { Emit, Writer } from './emitter.ts';
import { emitHalves, emitWrite, isSigned, readText, type ScalarPlace } from './scalar-text.ts';
import { NotCompilable } from './source.ts';

/** The first magnitude that rounds to infinity as a float32: half way between the largest one and 2**128. */
const FLOAT32_OVERFLOW = 2 ** 128 - 2 ** 103;

/**
 * A scalar of the table. Only the plain kind of value is taken here (a `number` for an integer of up to 32 bits); the
 * others that coerce, such as a `boolean` for an integer, are left to the interpreter.
 */
export const scalarEmit: Emit<ScalarLayout> = {
  decode: ({ scalar: name, endian, as }, place, { access, source }) => {
    const scalar = SCALARS[name];
    if (scalar.family === 'bigint' && as === 'number') throw new NotCompilable();
    return readText({ scalar, place, endian }, access, source);
  },

  encode: (layout, value, place, writer) => {
    const scalar = SCALARS[layout.scalar];
    const x = writer.source.local(value);
    const at = { scalar, place, endian: layout.endian };
    switch (scalar.family) {
      case 'integer':
        writer.refuseIf(`typeof ${x} !== 'number' || ${integerRefused(scalar, x)}`);
        writer.store((access, source) => emitWrite(at, x, access, source));
        break;
      case 'bigint':
        encodeBigint(at, x, writer);
        break;
      case 'float':
        writer.refuseIf(`typeof ${x} !== 'number'${floatRefused(scalar, x, layout.overflow === 'infinity')}`);
        writer.store((access, source) => emitWrite(at, x, access, source));
        break;
      case 'bool':
        writer.refuseIf(`typeof ${x} !== 'boolean' && typeof ${x} !== 'number'`);
        writer.store((access, source) =>
          emitWrite(at, `${x} === true || ${x} !== false && ${x} !== 0`, access, source),
        );
        break;
      case 'char': {
        writer.refuseIf(`!(${x} instanceof Uint8Array) || ${x}.length !== 1`);
        const byte = writer.source.local(`${x}[0]`);
        writer.store((access, source) => emitWrite(at, byte, access, source));
        break;
      }
    }
  },

  locals: () => 1,
};

function encodeBigint(at: ScalarPlace, x: string, { refuseIf, store }: Writer): void {
  const { scalar } = at;
  const safe = `Number.isSafeInteger(${x})${scalar.min < 0n ? '' : ` && ${x} >= 0`}`;
  const limit = scalar.size < 8 ? ` && ${x} >= ${scalar.min} && ${x} <= ${scalar.max}` : '';
  refuseIf(`typeof ${x} === 'number' ? !(${safe}${limit}) : typeof ${x} !== 'bigint' || ${bigintRefused(scalar, x)}`);
  store((access, to) => {
    if (scalar.accessor === null) {
      emitWrite(at, to.local(`BigInt(${x})`), access, to);
      return;
    }
    to.block(`if (typeof ${x} === 'number')`, () => emitHalves(at, x, access, to));
    to.block('else', () => emitWrite(at, x, access, to));
  });
}

/** The condition that a `number` is no integer of this scalar: by bit identity where the range is one of words. */
function integerRefused(scalar: Scalar, x: string): string {
  const { min, max, size } = scalar;
  const isExact = max - min === 2n ** BigInt(8 * size) - 1n; // addresses accept more than they read
  if (!isExact || size > 4) return `!(${x} >= ${min} && ${x} <= ${max}) || Math.floor(${x}) !== ${x}`;
  if (isSigned(scalar))
    return size === 4 ? `(${x} | 0) !== ${x}` : `${x} << ${32 - 8 * size} >> ${32 - 8 * size} !== ${x}`;
  return size === 4 ? `${x} >>> 0 !== ${x}` : `(${x} & ${max}) !== ${x}`;
}

function bigintRefused(scalar: Scalar, x: string): string {
  const bits = 8 * scalar.size;
  if (scalar.max - scalar.min !== 2n ** BigInt(bits) - 1n) return `${x} < ${scalar.min}n || ${x} > ${scalar.max}n`;
  return `BigInt.${isSigned(scalar) ? 'asIntN' : 'asUintN'}(${bits}, ${x}) !== ${x}`;
}

/** Finite numbers that would become infinite. What is infinite or NaN already is taken as it is. */
function floatRefused(scalar: Scalar, x: string, overflowToInfinity: boolean): string {
  if (overflowToInfinity || scalar.size === 8) return '';
  const limit = scalar.size === 2 ? FLOAT16_OVERFLOW : FLOAT32_OVERFLOW;
  return ` || (${x} >= ${limit} || ${x} <= -${limit}) && ${x} - ${x} === 0`;
}
