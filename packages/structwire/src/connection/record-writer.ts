import type { Codec } from '../codec/codec.ts';
import { type RecordLoops, recordLoops } from '../codec/record-loops.ts';
import { frameTooLong } from '../errors/framing-errors.ts';
import { failure, isStructwireError } from '../errors/structwire-error.ts';
import type { FrameEncoder, Framing } from '../framing/framing.ts';

/** Turns records into the bytes that go out, frame and all. */
export interface RecordWriter<In> {
  /**
   * Writes one into `target` from `at` on.
   *
   * @returns where it ends, or -1 when there is not enough room; what is in `target` from `at` on is undefined then.
   * @throws what is wrong with the value.
   */
  writeInto(value: In, target: Uint8Array, at: number): number;
  /** For records that go out as they are, all of one size. */
  readonly plain?: { readonly size: number; readonly loops: RecordLoops<unknown, In> };
  /** The same as a new array. */
  write(value: In): Uint8Array;
}

/** The writer for a codec and a framing; `undefined` for records that follow each other without any. */
export function recordWriter<In>(
  codec: Codec<unknown, In>,
  framing: Framing | undefined,
  maxRecordSize: number,
): RecordWriter<In> {
  if (framing === undefined) return plainWriter(codec);
  const { encoder } = framing;
  const { prefixBytes } = encoder;
  return prefixBytes === undefined
    ? stuffingWriter(codec, encoder, maxRecordSize)
    : sealingWriter(codec, encoder, prefixBytes, maxRecordSize);
}

function plainWriter<In>(codec: Codec<unknown, In>): RecordWriter<In> {
  const { size } = codec;
  return {
    ...(size !== null && { plain: { size, loops: recordLoops(codec) } }),
    writeInto: (value, target, at) => {
      if (size === null) return encodeVariable(codec, value, target, at);
      return at + size > target.length ? -1 : at + codec.encodeInto(value, target, at);
    },
    write: (value) => codec.encode(value),
  };
}

/** For framings that put something before and behind the payload: it is encoded where it goes out from. */
function sealingWriter<In>(
  codec: Codec<unknown, In>,
  encoder: FrameEncoder,
  prefixBytes: number,
  maxRecordSize: number,
): RecordWriter<In> {
  const suffixBytes = encoder.frameBytes(0) - prefixBytes;
  return {
    writeInto: (value, target, at) => {
      const start = at + prefixBytes;
      if (start + (codec.size ?? 0) + suffixBytes > target.length) return -1;
      const end = encodeVariable(codec, value, target, start);
      if (end < 0 || end + suffixBytes > target.length) return -1;
      checkSize(end - start, maxRecordSize);
      return encoder.seal(target, at, end);
    },
    write: (value) => framed(codec.encode(value), encoder, maxRecordSize),
  };
}

/** For framings that change the payload, or whose head depends on it. */
function stuffingWriter<In>(codec: Codec<unknown, In>, encoder: FrameEncoder, maxRecordSize: number): RecordWriter<In> {
  return {
    writeInto: (value, target, at) => {
      const payload = codec.encode(value);
      checkSize(payload.length, maxRecordSize);
      if (at + encoder.frameBytes(payload.length) > target.length) return -1;
      return encoder.encodeInto(payload, target, at);
    },
    write: (value) => framed(codec.encode(value), encoder, maxRecordSize),
  };
}

function encodeVariable<In>(codec: Codec<unknown, In>, value: In, target: Uint8Array, at: number): number {
  try {
    return at + codec.encodeInto(value, target, at);
  } catch (error) {
    if (isStructwireError(error, 'output-too-small')) return -1;
    throw error;
  }
}

function framed(payload: Uint8Array, encoder: FrameEncoder, maxRecordSize: number): Uint8Array {
  checkSize(payload.length, maxRecordSize);
  const target = new Uint8Array(encoder.frameBytes(payload.length));
  return target.subarray(0, encoder.encodeInto(payload, target, 0));
}

/** The other side would refuse it: better to say so here, where the value is. */
function checkSize(length: number, limit: number): void {
  if (length > limit) throw failure(frameTooLong, { length, limit, option: 'maxRecordSize' });
}
