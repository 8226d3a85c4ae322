import type { Codec } from '../codec/codec.ts';
import { frameSizeMismatch } from '../errors/framing-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { FrameDecoder, Framing } from '../framing/framing.ts';
import { type RecordReader, type Run, unreadable } from './record-reader.ts';

/** How frames are read. */
export interface FramedReaderOptions {
  /** Longest payload, in bytes. */
  readonly maxRecordSize: number;
  /** Goes on behind a frame or record that is damaged instead of ending with an error. */
  readonly skipsBadFrames: boolean;
  /** Told about each one that is skipped. */
  readonly onDamage?: ((error: StructwireError) => void) | undefined;
}

type Payload = Pick<FrameDecoder, 'bytes' | 'start' | 'end'>;

/** Records in frames: one in each, or any number where the framing says so. */
export class FramedReader<Out> implements RecordReader<Out> {
  error: StructwireError | undefined;
  damaged = 0;
  readonly #codec: Codec<Out, never>;
  readonly #decoder: FrameDecoder;
  readonly #isLending: boolean;
  readonly #holdsMany: boolean;
  readonly #skipsBadFrames: boolean;
  readonly #onDamage: ((error: StructwireError) => void) | undefined;
  readonly #canResynchronise: boolean;
  readonly #goesOnAfterDeadline: boolean;
  #recordsAtAbandon = -1;
  records = 0;
  /** Bytes of whole frames whose records could not be read. */
  #unread = 0;

  constructor(codec: Codec<Out, never>, framing: Framing, options: FramedReaderOptions) {
    const { holdsMany, canResynchronise } = framing;
    const maxFrame = codec.size === null || holdsMany ? options.maxRecordSize : codec.size;
    this.#codec = codec;
    this.#decoder = framing.decoder(maxFrame);
    this.#isLending = codec.isLending === true;
    this.#holdsMany = holdsMany;
    this.#skipsBadFrames = options.skipsBadFrames;
    this.#onDamage = options.onDamage;
    this.#canResynchronise = canResynchronise;
    this.#goesOnAfterDeadline = canResynchronise && (options.skipsBadFrames || framing.skipsNoise === true);
  }

  get held(): number {
    return this.#decoder.held;
  }

  get skipped(): number {
    return this.#decoder.skipped + this.#unread;
  }

  push(chunk: Uint8Array): Out[] {
    this.#decoder.push(chunk);
    return this.#decodeFrames();
  }

  pushRuns(chunk: Uint8Array, take: (run: Run) => void): void {
    this.#decoder.push(chunk);
    this.#drain(() => this.#handOver(take));
  }

  finish(): Out[] {
    this.#decoder.finish();
    const records = this.#decodeFrames();
    this.error ??= this.#decoder.cutOff();
    return records;
  }

  /** Once, until the next record: a peer that only ever begins frames is not waited for again and again. */
  abandon(): boolean {
    if (!this.#goesOnAfterDeadline || this.#recordsAtAbandon === this.records) return false;
    this.#recordsAtAbandon = this.records;
    this.#decoder.abandon();
    return true;
  }

  #decodeFrames(): Out[] {
    const records: Out[] = [];
    this.#drain((decoder) => this.#take(decoder, records));
    return records;
  }

  #drain(take: (frame: FrameDecoder) => void): void {
    const decoder = this.#decoder;
    while (this.error === undefined) {
      const state = decoder.next();
      if (state === 'need-more') break;
      if (state === 'broken') this.#damage(decoder.error, 0);
      else take(decoder);
    }
  }

  #handOver(take: (run: Run) => void): void {
    const { bytes, start, end, offset } = this.#decoder;
    const size = this.#codec.size ?? 0;
    const length = end - start;
    if (length !== size && !(this.#holdsMany && size > 0 && length % size === 0)) {
      this.#refuseSize(length, offset);
      return;
    }
    const { records } = this;
    this.records += size > 0 ? length / size : 1;
    take({ bytes: bytes.subarray(start, end), record: records, offset });
  }

  #refuseSize(length: number, offset: number): void {
    const context = { expected: this.#codec.size ?? 0, actual: length };
    this.#damage(failure(frameSizeMismatch, context, { offset }), length);
  }

  #take(decoder: FrameDecoder, records: Out[]): void {
    const { offset } = decoder;
    const payload = this.#isLending ? ownPayload(decoder) : decoder;
    const { start, end } = payload;
    const before = records.length;
    try {
      if (!this.#decode(payload, records)) this.#refuseSize(end - start, offset);
    } catch (cause) {
      records.length = before;
      this.#damage(unreadable({ record: this.records, offset, index: start }, cause), end - start);
    }
    this.records += records.length - before;
  }

  /** `false` when the frame has not the size of its record. */
  #decode({ bytes, start, end }: Payload, records: Out[]): boolean {
    const { size } = this.#codec;
    const length = end - start;
    if (size === null && !this.#holdsMany) {
      records.push(this.#codec.decode(bytes.subarray(start, end)));
    } else if (length === size) {
      records.push(this.#codec.decodeFrom(bytes, start));
    } else if (this.#holdsMany && (size === null || (size > 0 && length % size === 0))) {
      for (const record of this.#codec.decodeMany(bytes, start, end)) records.push(record);
    } else {
      return false;
    }
    return true;
  }

  #damage(error: StructwireError | undefined, payloadBytes: number): void {
    this.damaged++;
    if (!this.#skipsBadFrames || !this.#canGoOn(error)) {
      this.error = error;
      return;
    }
    this.#unread += payloadBytes;
    if (error !== undefined) this.#onDamage?.(error);
  }

  /** Behind a frame whose end is known, or wherever the framing finds the next one. */
  #canGoOn(error: StructwireError | undefined): boolean {
    return this.#canResynchronise || error !== this.#decoder.error;
  }
}

/** Of a payload that its records share: the decoder will use its own memory for the next one. */
function ownPayload(decoder: FrameDecoder): Payload {
  const bytes = decoder.payload();
  return { bytes, start: 0, end: bytes.length };
}
