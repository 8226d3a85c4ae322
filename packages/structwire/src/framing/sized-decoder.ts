import { isStructwireError } from '../errors/structwire-error.ts';
import { BaseDecoder } from './base-decoder.ts';
import type { FrameState } from './framing.ts';

/** How the length of a frame stands in its first bytes. */
export interface FrameShape {
  /** Fewest bytes that can tell the length. */
  readonly headBytes: number;
  /** Bytes before the payload, which are not handed out. */
  payloadStart(bytes: Uint8Array, start: number): number;
  /**
   * Byte length of the whole frame that starts at `bytes[start]`, of which `available` bytes may be looked at; 0 when
   * that takes one byte more. `offset` is where the frame starts in the stream, for errors.
   *
   * @throws StructwireError for a length that is none, or too long.
   */
  measure(bytes: Uint8Array, start: number, available: number, offset: number): number;
}

/** Finds frames whose first bytes say how long they are. */
export class SizedDecoder extends BaseDecoder {
  readonly #shape: FrameShape;
  /** Byte length of the frame that is being waited for; 0 while its head is. */
  #total = 0;

  constructor(shape: FrameShape) {
    super();
    this.#shape = shape;
  }

  next(): FrameState {
    if (this.error !== undefined) return 'broken';
    if (this.#total === 0) {
      const missing = this.#readHead();
      if (missing < 0) return 'broken';
      if (missing > 0) return this.needMore(missing);
    }
    const { window } = this;
    const total = this.#total;
    if (!window.require(total)) return this.needMore(total - window.length);
    this.#total = 0;
    return this.found(total, this.#shape.payloadStart(window.bytes, window.start), 0);
  }

  protected override isLengthUnknown(): boolean {
    return this.#total === 0;
  }

  /** How many bytes are missing to know the length, or -1 when it is wrong. */
  #readHead(): number {
    const { window } = this;
    let available = this.#shape.headBytes;
    while (window.require(available)) {
      try {
        this.#total = this.#shape.measure(window.bytes, window.start, available, window.offset);
      } catch (error) {
        if (!isStructwireError(error)) throw error;
        this.broken(error);
        return -1;
      }
      if (this.#total > 0) return 0;
      available++;
    }
    return available - window.length;
  }
}
