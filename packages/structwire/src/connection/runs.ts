import type { Codec } from '../codec/codec.ts';
import type { StructwireError } from '../errors/structwire-error.ts';
import { type Run, unreadable } from './record-reader.ts';

/** The records of a run, and what is wrong with the one behind them. */
export function decodeRun<Out>(
  codec: Codec<Out, never>,
  { bytes, record, offset }: Run,
): { readonly records: Out[]; readonly error?: StructwireError } {
  const records: Out[] = [];
  const size = codec.size ?? 0; // runs are of records of fixed size
  for (let index = 0; index < bytes.length; index += size) {
    try {
      records.push(codec.decodeFrom(bytes, index));
    } catch (cause) {
      return { records, error: unreadable({ record: record + index / size, offset, index: 0 }, cause) };
    }
  }
  return { records };
}

/** A run of records, of which the first has a number. */
export function encodeRun<Out>(codec: Codec<Out, never>, records: readonly Out[], first: number): Run {
  const encoder = codec as unknown as Codec<Out>; // what it gives is what it takes
  const size = codec.size ?? 0; // as above
  const bytes = new Uint8Array(records.length * size);
  for (const [index, record] of records.entries()) encoder.encodeInto(record, bytes, index * size);
  return { bytes, record: first, offset: first * size };
}
