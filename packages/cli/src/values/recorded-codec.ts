import type { Codec, Layout, Measurer } from 'structwire';

/** A record with the very bytes it was read from. */
export interface RecordedValue {
  readonly value: unknown;
  readonly bytes: Uint8Array;
}

/** A codec that keeps the bytes of what it decodes, so that a listener can show what really arrived. */
export class RecordedCodec implements Codec<RecordedValue, unknown> {
  readonly layout: Layout;
  readonly size: number | null;
  readonly isDelimited: boolean;
  readonly #codec: Codec<unknown, unknown>;

  constructor(codec: Codec<unknown, unknown>) {
    this.layout = codec.layout;
    this.size = codec.size;
    this.isDelimited = codec.isDelimited;
    this.isDelimited = codec.isDelimited;
    this.#codec = codec;
  }

  encode(value: unknown): Uint8Array<ArrayBuffer> {
    return this.#codec.encode(value);
  }

  encodeInto(value: unknown, target: Uint8Array, offset?: number): number {
    return this.#codec.encodeInto(value, target, offset);
  }

  decode(bytes: Uint8Array): RecordedValue {
    return { value: this.#codec.decode(bytes), bytes: bytes.slice() };
  }

  decodeFrom(bytes: Uint8Array, offset = 0): RecordedValue {
    const value = this.#codec.decodeFrom(bytes, offset);
    return { value, bytes: bytes.slice(offset, offset + this.#lengthAt(bytes, offset)) };
  }

  decodeMany(bytes: Uint8Array, start = 0, end: number = bytes.length): RecordedValue[] {
    let at = start;
    return this.#codec.decodeMany(bytes, start, end).map((value) => {
      const from = at;
      at += this.#lengthAt(bytes, from);
      return { value, bytes: bytes.slice(from, at) };
    });
  }

  measurer(): Measurer {
    return this.#codec.measurer();
  }

  /** The byte length of a record that was just decoded; one that does not say where it ends goes on to the end. */
  #lengthAt(bytes: Uint8Array, start: number): number {
    if (this.size !== null) return this.size;
    return this.isDelimited ? this.#codec.measurer().measure(bytes, start, bytes.length) : bytes.length - start;
  }
}
