import { frameTooLong } from '../errors/framing-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { BaseDecoder } from './base-decoder.ts';
import { DEFAULT_MAX_FRAME, type FrameState, type Framing } from './framing.ts';
import { inPlaceEncoder } from './in-place-encoder.ts';

/**
 * What arrives together is one frame, and may hold several records: for transports that keep messages apart, such as UDP and
 * WebSocket. The decoder takes every pushed chunk as a whole.
 */
export function datagram(): Framing {
  return {
    name: 'datagram',
    canResynchronise: true,
    holdsMany: true,
    encoder: inPlaceEncoder({ prefixBytes: 0, suffixBytes: 0, seal: (_target, _start, payloadEnd) => payloadEnd }),
    decoder: (maxFrame = DEFAULT_MAX_FRAME) => new DatagramDecoder(maxFrame),
  };
}

class DatagramDecoder extends BaseDecoder {
  readonly #maxFrame: number;
  #isWaiting = false;

  constructor(maxFrame: number) {
    super();
    this.#maxFrame = maxFrame;
  }

  override push(chunk: Uint8Array): void {
    super.push(chunk);
    this.#isWaiting = true;
  }

  next(): FrameState {
    if (!this.#isWaiting) return this.needMore(1);
    this.#isWaiting = false;
    const { length, offset } = this.window;
    if (length > this.#maxFrame) {
      this.skip(length);
      const error = failure(frameTooLong, { length, limit: this.#maxFrame, option: 'maxFrame' }, { offset });
      return this.broken(error);
    }
    this.window.require(length);
    return this.found(length, 0, 0);
  }

  protected override isLengthUnknown(): boolean {
    return false;
  }
}
