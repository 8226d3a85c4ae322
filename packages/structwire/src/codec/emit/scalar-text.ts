import type { Endian } from '../../layout/layout.ts';
import type { Scalar } from '../../scalar/scalars.ts';
import type { Access } from './emitter.ts';
import type { Place } from './place.ts';
import type { Source } from './source.ts';

/** Where and how a scalar stands in memory. */
export interface ScalarPlace {
  readonly scalar: Scalar;
  readonly place: Place;
  readonly endian: Endian;
}

const WORD = 4; // bytes that JavaScript's bit operators work on

/** The expression that reads a scalar. */
export function readText(at: ScalarPlace, access: Access, source: Source): string {
  const { scalar, place, endian } = at;
  switch (scalar.family) {
    case 'bool':
      return `bytes[${place.text()}] !== 0`;
    case 'char':
      return `${source.helper('copyOf')}(bytes, ${place.text()}, 1)`;
    case 'integer':
      if (access === 'view' && hasAccessor(scalar)) return viewRead(at);
      return integerText(byteTexts(at), isSigned(scalar));
    case 'bigint':
      if (scalar.accessor === null) return bigintText(byteTexts(at), isSigned(scalar));
      break;
    case 'float':
      if (scalar.accessor === null) return `${source.helper('decodeFloat16')}(${integerText(byteTexts(at), false)})`;
      break;
  }
  if (access === 'view') return viewRead(at);
  return throughCell(scalar, place, endian, source);
}

/** Emits the statements that store `value`, which has been checked. */
export function emitWrite(at: ScalarPlace, value: string, access: Access, source: Source): void {
  const { scalar, place, endian } = at;
  const address = place.text();
  if (scalar.family === 'bool') source.line(`bytes[${address}] = ${value} ? 1 : 0;`);
  else if (scalar.family === 'char') source.line(`bytes[${address}] = ${value};`);
  else if (access === 'view' && hasAccessor(scalar)) {
    source.line(`view.set${scalar.accessor}(${address}, ${value}${order(endian)});`);
  } else if (scalar.family === 'integer') emitBytes(at, value, `Math.floor(${value} / 4294967296)`, source);
  else if (scalar.accessor !== null) emitThroughCell(at, value, source);
  else if (scalar.family === 'float') {
    emitBytes(at, source.local(`${source.helper('encodeFloat16')}(${value})`), '0', source);
  } else emitBytes(at, `Number(BigInt.asUintN(32, ${value}))`, `Number(${value} >> 32n)`, source);
}

/** Emits the statements that store a 64-bit integer that is a safe `number`, as two halves. */
export function emitHalves(at: ScalarPlace, value: string, access: Access, source: Source): void {
  const { place, endian } = at;
  const high = `Math.floor(${value} / 4294967296)`;
  if (access === 'bytes') {
    emitBytes(at, value, high, source);
    return;
  }
  const [first, second] = endian === 'le' ? [value, high] : [high, value];
  source.line(`view.setUint32(${place.text()}, ${first} >>> 0${order(endian)});`);
  source.line(`view.setUint32(${place.text(WORD)}, ${second} >>> 0${order(endian)});`);
}

/** Whether the scalar reads as negative when its highest bit is set; addresses do not, though they accept such values. */
export function isSigned({ min, max, size }: Scalar): boolean {
  return min < 0n && max < 2n ** BigInt(8 * size - 1);
}

/** An integer of up to six bytes, from expressions of them, least significant first. */
export function integerText(bytes: readonly string[], signed: boolean): string {
  if (bytes.length <= WORD) return wordText(bytes, signed);
  const high = wordText(bytes.slice(WORD), signed);
  return `(${high}) * 4294967296 + (${wordText(bytes.slice(0, WORD), false)})`;
}

function bigintText(bytes: readonly string[], signed: boolean): string {
  const high = wordText(bytes.slice(WORD), signed);
  return `BigInt(${high}) << 32n | BigInt(${wordText(bytes.slice(0, WORD), false)})`;
}

/** Up to four bytes with bit operators, least significant first. */
function wordText(bytes: readonly string[], signed: boolean): string {
  const bits = bytes.map((byte, i) => (i === 0 ? byte : `${byte} << ${8 * i}`)).join(' | ');
  if (bytes.length === WORD) return signed ? bits : `(${bits}) >>> 0`;
  const spare = 32 - 8 * bytes.length;
  return signed ? `(${bits}) << ${spare} >> ${spare}` : bits;
}

/** Expressions of the bytes of a scalar, least significant first. */
function byteTexts({ scalar, place, endian }: ScalarPlace): string[] {
  return Array.from(
    { length: scalar.size },
    (_, i) => `bytes[${place.text(endian === 'le' ? i : scalar.size - 1 - i)}]`,
  );
}

/** Stores byte by byte: a `Uint8Array` keeps the lowest eight bits of what it is given. */
function emitBytes({ scalar, place, endian }: ScalarPlace, low: string, high: string, source: Source): void {
  for (let i = 0; i < scalar.size; i++) {
    const word = i < WORD ? low : high;
    const shift = 8 * (i % WORD);
    const target = place.text(endian === 'le' ? i : scalar.size - 1 - i);
    source.line(`bytes[${target}] = ${shift === 0 ? word : `${word} >>> ${shift}`};`);
  }
}

/** Floats and 64-bit integers without a view: eight bytes of memory that every generated function shares. */
function throughCell(scalar: Scalar, place: Place, endian: Endian, source: Source): string {
  const cellBytes = source.helper('cellBytes');
  for (let i = 0; i < scalar.size; i++) source.line(`${cellBytes}[${i}] = bytes[${place.text(i)}];`);
  return source.local(`${source.helper('cell')}.get${scalar.accessor}(0${order(endian)})`);
}

function emitThroughCell({ scalar, place, endian }: ScalarPlace, value: string, source: Source): void {
  source.line(`${source.helper('cell')}.set${scalar.accessor}(0, ${value}${order(endian)});`);
  const cellBytes = source.helper('cellBytes');
  for (let i = 0; i < scalar.size; i++) source.line(`bytes[${place.text(i)}] = ${cellBytes}[${i}];`);
}

function viewRead({ scalar, place, endian }: ScalarPlace): string {
  return `view.get${scalar.accessor}(${place.text()}${order(endian)})`;
}

/** One byte is one byte in either access, and cheaper without the view. */
function hasAccessor({ accessor, size }: Scalar): boolean {
  return accessor !== null && size > 1;
}

function order(endian: Endian): string {
  return endian === 'le' ? ', true' : '';
}
