import type { ScalarLayout } from '../../layout/layout.ts';
import type { ScalarName } from '../../layout/scalar-name.ts';

/**
 * The scalars that most records are made of, as numbers to switch on.
 *
 * A call through a table costs an interpreter more than reading a number does, once it runs many layouts. These read all
 * values and write the usual ones; every other value, and every error, is left to the node of the scalar.
 */
const QUICK: { readonly [Name in ScalarName]?: number } = {
  u8: 1,
  i8: 2,
  u16: 3,
  i16: 4,
  u32: 5,
  i32: 6,
  u64: 7,
  i64: 8,
  f32: 9,
  f64: 10,
};

/** No float32 beyond it, whatever is rounded how. */
const SURE_FLOAT32 = 3.4e38;

/** The number of a scalar and its byte order; 0 for those that have none. */
export function quickOf({ scalar, endian, as }: ScalarLayout): number {
  const number = as === 'number' ? 0 : (QUICK[scalar] ?? 0);
  return 2 * number + (number > 0 && endian === 'le' ? 1 : 0);
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
      return view.getBigUint64(at, le);
    case 8:
      return view.getBigInt64(at, le);
    case 9:
      return view.getFloat32(at, le);
    default:
      return view.getFloat64(at, le);
  }
}

/** Writes a value that the scalar surely takes; `false` for all others. */
export function writeQuick(quick: number, view: DataView, at: number, value: unknown): boolean {
  if (typeof value !== 'number') return typeof value === 'bigint' && writeBigint(quick, view, at, value);
  const le = (quick & 1) === 1;
  switch (quick >> 1) {
    case 1:
      if ((value & 0xff) !== value) return false;
      view.setUint8(at, value);
      return true;
    case 2:
      if ((value << 24) >> 24 !== value) return false;
      view.setInt8(at, value);
      return true;
    case 3:
      if ((value & 0xffff) !== value) return false;
      view.setUint16(at, value, le);
      return true;
    case 4:
      if ((value << 16) >> 16 !== value) return false;
      view.setInt16(at, value, le);
      return true;
    case 5:
      if (value >>> 0 !== value) return false;
      view.setUint32(at, value, le);
      return true;
    case 6:
      if ((value | 0) !== value) return false;
      view.setInt32(at, value, le);
      return true;
    case 9:
      if (!(value < SURE_FLOAT32 && value > -SURE_FLOAT32)) return false;
      view.setFloat32(at, value, le);
      return true;
    case 10:
      view.setFloat64(at, value, le);
      return true;
    default:
      return false;
  }
}

function writeBigint(quick: number, view: DataView, at: number, value: bigint): boolean {
  const le = (quick & 1) === 1;
  if (quick >> 1 === 7 && BigInt.asUintN(64, value) === value) view.setBigUint64(at, value, le);
  else if (quick >> 1 === 8 && BigInt.asIntN(64, value) === value) view.setBigInt64(at, value, le);
  else return false;
  return true;
}
