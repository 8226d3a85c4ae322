import { integerKey, namesByKey } from '../../layout/integer-key.ts';
import type { BitsLayout, BytesLayout, EnumLayout, Layout, ScalarLayout } from '../../layout/layout.ts';
import { SCALARS } from '../../scalar/scalars.ts';
import { copyOf, lend } from '../copy-bytes.ts';
import { Cursor, type PathStep } from '../interpret/cursor.ts';
import type { Node } from '../interpret/node.ts';
import { pathOf, type ViewState } from './view-state.ts';

/** A getter of a view, as a property descriptor has it. */
export type Getter = (this: ViewState) => unknown;

/**
 * The getter of a scalar.
 *
 * It and what it calls are short: V8 inlines as many functions as there are calls if they have up to 27 bytes of bytecode,
 * and only some of longer ones. A record of 40 fields is read five times faster for it.
 */
export function scalarGetter(layout: ScalarLayout, offset: number): Getter {
  const read = readerOf(layout);
  return function () {
    return read(this, this['@at'] + offset);
  };
}

/** A function literal for each way to read, so that an engine learns about each on its own. */
function readerOf({ scalar, endian }: ScalarLayout): (view: ViewState, at: number) => unknown {
  const le = endian === 'le';
  const { accessor, read } = SCALARS[scalar];
  switch (accessor) {
    case 'Uint8':
      return (view, at) => view['@view'].getUint8(at);
    case 'Int8':
      return (view, at) => view['@view'].getInt8(at);
    case 'Uint16':
      return (view, at) => view['@view'].getUint16(at, le);
    case 'Int16':
      return (view, at) => view['@view'].getInt16(at, le);
    case 'Uint32':
      return (view, at) => view['@view'].getUint32(at, le);
    case 'Int32':
      return (view, at) => view['@view'].getInt32(at, le);
    case 'BigUint64':
      return (view, at) => view['@view'].getBigUint64(at, le);
    case 'BigInt64':
      return (view, at) => view['@view'].getBigInt64(at, le);
    case 'Float32':
      return (view, at) => view['@view'].getFloat32(at, le);
    case 'Float64':
      return (view, at) => view['@view'].getFloat64(at, le);
    default:
      return (view, at) => read(view['@view'], at, le);
  }
}

/** The getter of bytes. */
export function bytesGetter({ size }: BytesLayout, offset: number, isLending: boolean): Getter {
  const take = isLending ? lend : copyOf;
  return function () {
    return take(this['@bytes'], this['@at'] + offset, size);
  };
}

/** The getter of bits that fit a word. */
export function bitsGetter({ width, bit, size, order, signed, as }: BitsLayout, offset: number): Getter {
  const [first, step] = order === 'lsb' ? [offset + size - 1, -1] : [offset, 1]; // the most significant byte first
  const above = WORD - (order === 'lsb' ? bit + width : 8 * size - bit);
  return function () {
    const bytes = this['@bytes'];
    let word = 0;
    for (let i = 0, at = this['@at'] + first; i < size; i++, at += step) word = (word << 8) | (bytes[at] ?? 0);
    const field = word << above;
    if (as === 'bool') return field < 0;
    return signed ? field >> (WORD - width) : field >>> (WORD - width);
  };
}

/** Bits that {@link bitsGetter} reads. */
export const WORD = 32;

/** The getter of an integer with names. */
export function enumGetter({ names }: EnumLayout, integer: Getter): Getter {
  const nameOf = namesByKey(names);
  return function () {
    const value = integer.call(this);
    return nameOf.get(integerKey(value)) ?? value;
  };
}

/** Where a field is, and how the interpreter reads and writes it. */
export interface NodeField {
  readonly layout: Layout & { readonly size: number };
  readonly offset: number;
  /** The node, bound when it is first needed. */
  readonly node: () => Node;
  readonly step: PathStep;
  readonly isLending: boolean;
}

/** A getter by the interpreter, for everything that is no plain scalar. */
export function nodeGetter({ node, offset, step, isLending }: NodeField): Getter {
  return function () {
    const cursor = new Cursor(this['@bytes'], this['@at'] + offset);
    cursor.isLending = isLending;
    cursor.path.push(...pathOf(this), step);
    cursor.depth = cursor.path.length;
    return node().decode(cursor);
  };
}

/** A setter that stores all of the value or, with the error of what is wrong, nothing. */
export function nodeSetter({ node, layout, offset, step }: NodeField): (this: ViewState, value: unknown) => void {
  return function (value) {
    const at = this['@at'] + offset;
    const bytes = copyOf(this['@bytes'], at, layout.size); // bit-fields leave the bits of their neighbours
    const cursor = new Cursor(bytes, 0, at);
    cursor.path.push(...pathOf(this), step);
    cursor.depth = cursor.path.length;
    node().encode(value, cursor);
    this['@bytes'].set(bytes, at);
  };
}
