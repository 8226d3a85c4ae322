import { recordCutOff } from '../errors/framing-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import { ByteWindow } from './byte-window.ts';
import type { FrameDecoder, FrameState } from './framing.ts';

/** What all decoders have in common: the window over the stream, and where the frame is that was found. */
export abstract class BaseDecoder implements FrameDecoder {
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  offset = 0;
  needed = 1;
  skipped = 0;
  error: StructwireError | undefined;
  protected readonly window: ByteWindow = new ByteWindow();

  abstract next(): FrameState;

  get held(): number {
    return this.window.length;
  }

  push(chunk: Uint8Array): void {
    this.window.push(chunk);
  }

  payload(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.bytes.subarray(this.start, this.end));
  }

  finish(): void {}

  abandon(): void {}

  cutOff(): StructwireError | undefined {
    const have = this.window.length;
    if (have === 0 || this.error !== undefined) return undefined;
    const context = { have, need: have + this.needed, ...(this.isLengthUnknown() && { isAtLeast: true }) };
    return failure(recordCutOff, context, { offset: this.window.offset });
  }

  /** Whether the length of the frame that is being waited for is still open. */
  protected abstract isLengthUnknown(): boolean;

  protected needMore(count: number): FrameState {
    this.needed = count;
    this.offset = this.window.offset;
    this.window.keep();
    return 'need-more';
  }

  protected broken(error: StructwireError): FrameState {
    this.error = error;
    return 'broken';
  }

  /** The frame is the first `total` bytes of the window, of which `head` at the front and `tail` at the end are no payload. */
  protected found(total: number, head: number, tail: number): FrameState {
    const { window } = this;
    this.bytes = window.bytes;
    this.start = window.start + head;
    this.end = window.start + total - tail;
    this.offset = window.offset;
    window.consume(total);
    return 'frame';
  }

  protected skip(count: number): void {
    this.window.consume(count);
    this.skipped += count;
  }
}
