import { type Candidate, placed, type Workload } from '../workload.ts';
import { schemaOf } from './schema-of.ts';
import type { RecordShape } from './shape.ts';

/** A workload that every candidate gets as a shape. */
export interface ShapedWorkload<T> extends Workload<T> {
  readonly shape: RecordShape;
}

/** Code by hand, and what it is for. */
interface Parts<T> extends Pick<Workload<T>, 'name' | 'title' | 'values' | 'consume'> {
  readonly shape: RecordShape;
  /** Reads a record, which ends at `end` if it is the whole of its bytes. */
  readonly load: (bytes: Uint8Array, at: number, end: number, view: DataView, isWhole: boolean) => T;
  /** Checks all, then stores: in new bytes if there are none. */
  readonly store: (value: T, into: Uint8Array | null, at: number, over: DataView | null) => Uint8Array;
}

export function shapedWorkload<T>({ load, store, shape, ...rest }: Parts<T>): ShapedWorkload<T> {
  const schema = schemaOf<T>(shape, 'never');
  const encode = (value: T): Uint8Array => schema.encode(value);
  const size = Math.max(...rest.values.map((value) => encode(value).length));
  const hand: Candidate<T> = {
    name: 'by hand, DataView',
    decode: (bytes) => load(bytes, 0, bytes.length, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), true),
    decodeFrom: (chunk, at, view) => load(chunk, at, chunk.length, view, false),
    encode: (value) => store(value, null, 0, null),
    encodeInto: (value, chunk, at, view) => store(value, chunk, at, view),
  };
  return { ...rest, ...placed(rest.values, size, encode), shape, hand, others: [] };
}
