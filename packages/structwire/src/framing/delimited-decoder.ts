import { frameDamaged, frameTooLong } from '../errors/framing-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { BaseDecoder } from './base-decoder.ts';
import type { FrameState } from './framing.ts';

/**
 * Writes the payload of the stuffed frame `bytes[start]` to `bytes[end - 1]` into `target`, which is at least as long.
 *
 * @returns its length, or what is wrong.
 */
export type Unstuff = (bytes: Uint8Array, start: number, end: number, target: Uint8Array) => number | string;

/** What the frames between two delimiters are like. */
export interface DelimitedShape {
  readonly name: string;
  readonly delimiter: Uint8Array;
  readonly maxFrame: number;
  /** Most bytes of a frame with a payload of `maxFrame` bytes. */
  readonly maxStuffed: number;
  /** Nothing between two delimiters is no frame. */
  readonly skipsEmpty: boolean;
  readonly unstuff?: Unstuff;
}

/** Finds frames that end with a delimiter; after a damaged one it goes on behind the next delimiter. */
export class DelimitedDecoder extends BaseDecoder {
  readonly #shape: DelimitedShape;
  /** This many bytes of the window are known to hold no beginning of a delimiter. */
  #scanned = 0;
  /** The frame is too long: its bytes are dropped as they come. */
  #isDropping = false;
  #unstuffed: Uint8Array = new Uint8Array(0);

  constructor(shape: DelimitedShape) {
    super();
    this.#shape = shape;
  }

  next(): FrameState {
    this.error = undefined;
    const { window } = this;
    const { delimiter, maxStuffed, skipsEmpty } = this.#shape;
    for (;;) {
      const length = this.#findDelimiter();
      const reached = length < 0 ? this.#scanned : length;
      if (!this.#isDropping && reached > maxStuffed) return this.#refuse(reached);
      if (length < 0) {
        if (this.#isDropping) this.#drop(this.#scanned);
        return this.needMore(1);
      }
      const total = length + delimiter.length;
      if (this.#isDropping) {
        this.#drop(total);
        this.#isDropping = false;
      } else if (length === 0 && skipsEmpty) {
        window.consume(total);
        this.#scanned = 0;
      } else {
        window.require(total);
        this.#scanned = 0;
        return this.#deliver(total);
      }
    }
  }

  /** While a frame is dropped, at least the byte that made it too long. */
  override get held(): number {
    return Math.max(super.held, this.#isDropping ? 1 : 0);
  }

  override abandon(): void {
    if (super.held === 0) return;
    this.#isDropping = true;
    this.#drop(this.#scanned);
  }

  override cutOff(): ReturnType<BaseDecoder['cutOff']> {
    return this.#isDropping ? undefined : super.cutOff();
  }

  protected override isLengthUnknown(): boolean {
    return true;
  }

  /** Bytes before the next delimiter, or -1. */
  #findDelimiter(): number {
    const { window } = this;
    const { delimiter } = this.#shape;
    for (;;) {
      const found = window.indexOf(delimiter[0]!, this.#scanned); // a delimiter has a first byte
      this.#scanned = found < 0 ? window.length : found;
      if (found < 0 || found + delimiter.length > window.length) return -1;
      if (this.#isDelimiterAt(found)) return found;
      this.#scanned++;
    }
  }

  #isDelimiterAt(index: number): boolean {
    return this.#shape.delimiter.every((byte, i) => this.window.byteAt(index + i) === byte);
  }

  #refuse(length: number): FrameState {
    const { maxFrame } = this.#shape;
    this.#isDropping = true;
    const offset = this.window.offset;
    this.#drop(this.#scanned);
    return this.broken(failure(frameTooLong, { length, limit: maxFrame, option: 'maxFrame' }, { offset }));
  }

  #drop(count: number): void {
    this.skip(count);
    this.#scanned = 0;
  }

  #deliver(total: number): FrameState {
    const { delimiter, unstuff } = this.#shape;
    this.found(total, 0, delimiter.length);
    return unstuff === undefined ? 'frame' : this.#unstuff(unstuff, total);
  }

  #unstuff(unstuff: Unstuff, total: number): FrameState {
    const { bytes, start, end, offset } = this;
    const { name, maxFrame } = this.#shape;
    if (this.#unstuffed.length < end - start) this.#unstuffed = new Uint8Array(Math.max(64, (end - start) * 2));
    const length = unstuff(bytes, start, end, this.#unstuffed);
    if (typeof length === 'number' && length <= maxFrame) {
      this.bytes = this.#unstuffed;
      this.start = 0;
      this.end = length;
      return 'frame';
    }
    this.skipped += total;
    return this.broken(
      typeof length === 'number'
        ? failure(frameTooLong, { length, limit: maxFrame, option: 'maxFrame' }, { offset })
        : failure(frameDamaged, { framing: name, reason: length }, { offset }),
    );
  }
}
