import { LayoutCodec, type RecordLayout, type RecordView, struct } from 'structwire';
import type { Candidate, Workload } from './workload.ts';

/** A codec of a notation that is only known here. */
export function codecOf<T>(notation: string, codegen: 'auto' | 'eager' | 'never'): LayoutCodec<T> {
  return new LayoutCodec<T>(exactly(struct(notation).layout), { codegen });
}

/** Python's `s` cuts and fills up; code by hand asks for the exact length, and so does this. */
function exactly(layout: RecordLayout): RecordLayout {
  const fields = layout.fields.map((field) =>
    field.layout.kind === 'bytes' ? { ...field, layout: { ...field.layout, fit: 'exact' as const } } : field,
  );
  return { ...layout, fields };
}

/** The codec as a user has it: compiled when it has earned it. */
export function compiled<T>(notation: string): Candidate<T> {
  return { ...candidateOf(codecOf<T>(notation, 'auto')), name: 'structwire' };
}

/** The codec where code generation is forbidden. */
export function interpreted<T>(notation: string): Candidate<T> {
  return { ...candidateOf(codecOf<T>(notation, 'never')), name: 'structwire, interpreted', note: 'without eval' };
}

/** Records read in place. */
export function viewed<T extends object>(notation: string, { chunks }: Workload<T>): Candidate<T> {
  const codec = codecOf<T>(notation, 'never');
  const views = new Map(chunks.map((chunk) => [chunk as Uint8Array, codec.view(chunk, 0)]));
  let last: Uint8Array | undefined;
  let moving: RecordView<T> | undefined;
  return {
    name: 'structwire, view',
    note: 'without eval; every field read',
    decode: (bytes) => codec.view(bytes) as unknown as T, // has the same fields
    decodeFrom: (chunk, at) => {
      if (chunk !== last) {
        last = chunk;
        moving = views.get(chunk);
      }
      return moving!.moveTo(at) as unknown as T; // one for each chunk
    },
  };
}

function candidateOf<T>(codec: LayoutCodec<T>): Omit<Candidate<T>, 'name'> {
  return {
    decode: (bytes) => codec.decode(bytes),
    decodeFrom: (chunk, at) => codec.decodeFrom(chunk, at),
    encode: (value) => codec.encode(value),
    encodeInto: (value, chunk, at) => codec.encodeInto(value, chunk, at),
  };
}
