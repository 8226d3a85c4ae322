import type { ScalarLayout } from '../../layout/layout.ts';
import type { Cursor } from './cursor.ts';

/**
 * What most records are made of, as numbers to switch on: scalars, and short bytes as their negative length.
 *
 * A call through a table costs an interpreter more than reading a number does, once it runs many layouts. These read
 * numbers, and write numbers and bytes of the usual kind; every other value, and every error, is left to the node. They are short enough for V8
 * to inline them.
 */
const QUICK = ['', 'u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'f32', 'f64'];

/** No float32 beyond it, whatever is rounded how. */
const SURE_FLOAT32 = 3.4e38;

/** The number of a scalar, and in its lowest bit the byte order; 0 for those that have none. */
export function quickOf({ scalar, endian, as }: ScalarLayout): number {
  const number = as === 'number' ? 0 : QUICK.indexOf(scalar);
  return number > 0 ? 2 * number + Number(endian === 'le') : 0;
}

export function readQuick(quick: number, view: DataView, at: number): unknown {
  const le = (quick & 1) === 1;
  switch (quick >> 1) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getInt8(at);
    case 3:
      return view.getUint16(at, le);
    case 4:
      return view.getInt16(at, le);
    case 5:
      return view.getUint32(at, le);
    case 6:
      return view.getInt32(at, le);
    case 7:
      return view.getFloat32(at, le);
    case 8:
      return view.getFloat64(at, le);
    default:
      return undefined; // never; but V8 makes a double of every integer where nothing else than numbers can come back
  }
}

/** Writes a value that is surely taken; `false` for all others. */
export function writeQuick(quick: number, { view, bytes }: Cursor, at: number, value: unknown): boolean {
  if (typeof value !== 'number') return writeBytes(-quick, bytes, at, value);
  const le = (quick & 1) === 1;
  const number = quick >> 1;
  if (number > 7) view.setFloat64(at, value, le);
  else if (number === 7) {
    if (!(Math.abs(value) < SURE_FLOAT32)) return false;
    view.setFloat32(at, value, le);
  } else {
    const most = MOST[number]!; // it is one of them
    if (!(value <= most && value >= ((number & 1) === 0 ? -1 - most : 0)) || Math.floor(value) !== value) return false;
    if (number <= 2) view.setUint8(at, value);
    else if (number <= 4) view.setUint16(at, value, le);
    else view.setUint32(at, value, le);
  }
  return true;
}

/** The largest integers of up to 32 bits, by their number; those of an even number are signed. */
const MOST = [0, 0xff, 0x7f, 0xffff, 0x7fff, 0xffff_ffff, 0x7fff_ffff];

function writeBytes(size: number, bytes: Uint8Array, at: number, value: unknown): boolean {
  if (!(value instanceof Uint8Array) || value.length !== size) return false;
  for (let i = 0; i < size; i++) bytes[at + i] = value[i]!; // as many as it has
  return true;
}
