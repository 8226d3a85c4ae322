import { type RecordStruct, struct } from 'structwire';
import { type ColumnArray, type ColumnCodec, columns } from 'structwire/columns';

/** Records of one shape, in both byte orders. */
export interface Workload {
  readonly name: 'a' | 'b';
  readonly title: string;
  readonly size: number;
  /** Field notation without its byte order. */
  readonly notation: string;
}

export const WORKLOADS: readonly Workload[] = [
  { name: 'a', title: '(a) 12 bytes: u32, 2 bytes, 2 padding, f32', size: 12, notation: 'id:I tag:2s 2x value:f' },
  {
    name: 'b',
    title: '(b) 40 bytes, ten fields: u64, u32, 6 x f32, 2 x u16',
    size: 40,
    notation: 'ts:Q id:I f0:f f1:f f2:f f3:f f4:f f5:f g:H h:H',
  },
];

/** A record as an object, whatever its fields. */
export type AnyRecord = Readonly<Record<string, unknown>>;

/** The record codec of a workload. */
export function recordCodec({ notation }: Workload, order: '<' | '>'): RecordStruct<AnyRecord> {
  return struct(`${order}${notation}` as string) as unknown as RecordStruct<AnyRecord>; // not known to the type checker
}

/** Its columns. */
export function columnCodec(workload: Workload, order: '<' | '>', codegen: 'auto' | 'never' = 'auto'): ColumnCodec {
  return columns(recordCodec(workload, order).layout, { codegen });
}

/** Records whose padding is zero and whose numbers are no extremes: the same ones in each run. */
export function makeRecords({ name, size }: Workload, count: number): Uint8Array {
  const bytes = new Uint8Array(count * size);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (Math.imul(i, 2654435761) >>> 13) & 0x3f;
  if (name === 'a') for (let p = 6; p < bytes.length; p += size) bytes.fill(0, p, p + 2);
  return bytes;
}

/** The sum of the bits of all columns, modulo 2**64: what the C program and numpy print. */
export function sumOfBits(decoded: Readonly<Record<string, ColumnArray>>): bigint {
  let low = 0n;
  for (const column of Object.values(decoded)) low += sumOf(column);
  return BigInt.asUintN(64, low);
}

function sumOf({ buffer, byteOffset, byteLength, BYTES_PER_ELEMENT }: ColumnArray): bigint {
  if (BYTES_PER_ELEMENT === 8) {
    return new BigUint64Array(buffer, byteOffset, byteLength / 8).reduce((sum, value) => sum + value, 0n);
  }
  const units =
    BYTES_PER_ELEMENT === 4
      ? new Uint32Array(buffer, byteOffset, byteLength / 4)
      : new Uint16Array(buffer, byteOffset, byteLength / 2); // bytes two by two
  let sum = 0;
  for (const value of units) sum += value;
  return BigInt(sum);
}
