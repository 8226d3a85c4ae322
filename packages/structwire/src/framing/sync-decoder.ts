import { BaseDecoder } from './base-decoder.ts';
import type { FrameState } from './framing.ts';
import type { LengthField } from './length-field.ts';
import type { LengthHeader } from './length-header.ts';

/** The parts of a frame with sync bytes. */
export interface SyncShape {
  readonly sync: Uint8Array;
  readonly header: LengthHeader;
  readonly checksum:
    | {
        readonly field: LengthField;
        /** The checksum of the frame that starts at `start` and whose payload ends at `payloadEnd`. */
        readonly compute: (bytes: Uint8Array, start: number, payloadEnd: number) => number;
      }
    | undefined;
  readonly keepHeader: boolean;
}

/**
 * Bytes that may be summed in vain for each byte that arrives. Noise that is made to look like the beginning of a long
 * frame at every byte would cost the square of its length; beyond this a false frame is skipped whole.
 */
const VAIN_WORK_PER_BYTE = 64;

/** Finds frames between noise. It is never broken: what is no frame is skipped and counted. */
export class SyncDecoder extends BaseDecoder {
  readonly #shape: SyncShape;
  readonly #maxFrame: number;
  /** The window begins with the sync bytes. */
  #isSynced = false;
  /** This many bytes at the start of the window hold no beginning of the sync bytes. */
  #scanned = 0;
  #total = 0;
  #credit = 0;
  #isFinished = false;
  #cutOff: ReturnType<BaseDecoder['cutOff']>;

  constructor(shape: SyncShape, maxFrame: number) {
    super();
    this.#shape = shape;
    this.#maxFrame = maxFrame;
  }

  override push(chunk: Uint8Array): void {
    super.push(chunk);
    const most = VAIN_WORK_PER_BYTE * (this.#maxFrame + this.#shape.header.overhead);
    this.#credit = Math.min(most, this.#credit + VAIN_WORK_PER_BYTE * chunk.length);
  }

  next(): FrameState {
    for (;;) {
      if (!this.#isSynced && !this.#findSync()) return this.needMore(1);
      const missing = this.#missing();
      if (missing > 0 && !this.#isFinished) return this.needMore(missing);
      if (missing === 0 && this.#isWhole()) return this.#deliver();
      this.#giveUp(missing === 0);
    }
  }

  override finish(): void {
    this.#isFinished = true;
    this.#cutOff = this.#total > 0 ? super.cutOff() : undefined;
  }

  override abandon(): void {
    if (this.#isSynced) this.#giveUp(false);
  }

  /** The frame that was being waited for at the end, unless what had come of it turned out to hold a whole one. */
  override cutOff(): ReturnType<BaseDecoder['cutOff']> {
    return this.#cutOff;
  }

  protected override isLengthUnknown(): boolean {
    return this.#total === 0;
  }

  /** Skips to the next sync bytes; `false` when they are not all here. */
  #findSync(): boolean {
    const { window } = this;
    const { sync } = this.#shape;
    for (;;) {
      const found = window.indexOf(sync[0]!, this.#scanned); // there is a first sync byte
      this.#moveTo(found < 0 ? window.length : found);
      if (found < 0) return false;
      if (window.length < sync.length) {
        if (!this.#isFinished) return false;
      } else if (sync.every((byte, i) => window.byteAt(i) === byte)) {
        this.#isSynced = true;
        return true;
      }
      this.#scanned = 1;
    }
  }

  #moveTo(index: number): void {
    this.skip(index);
    this.#scanned = 0;
  }

  /** How many bytes the frame lacks; 0 too when its length is nonsense, and then `#total` is 0. */
  #missing(): number {
    const { window } = this;
    const { header } = this.#shape;
    if (this.#total === 0) {
      const headBytes = header.offset + header.field.byteLength;
      if (!window.require(headBytes)) return headBytes - window.length;
      const total = header.measure(window.bytes, window.start);
      if (total < header.overhead || total - header.overhead > this.#maxFrame) return 0;
      this.#total = total;
    }
    return Math.max(0, this.#total - window.length);
  }

  #isWhole(): boolean {
    const { window } = this;
    const { checksum } = this.#shape;
    if (this.#total === 0) return false;
    window.require(this.#total);
    if (checksum === undefined) return true;
    const payloadEnd = window.start + this.#total - checksum.field.byteLength;
    return checksum.compute(window.bytes, window.start, payloadEnd) === checksum.field.read(window.bytes, payloadEnd);
  }

  #deliver(): FrameState {
    const { header, checksum, keepHeader } = this.#shape;
    const total = this.#total;
    this.#cutOff = undefined;
    this.#reset();
    return this.found(total, keepHeader ? 0 : header.headerBytes, checksum?.field.byteLength ?? 0);
  }

  /** What looked like a frame is none. */
  #giveUp(wasSummed: boolean): void {
    const total = this.#total;
    this.#reset();
    if (wasSummed) this.#credit -= total;
    this.skip(this.#credit < 0 && wasSummed && total > 0 ? total : 1);
  }

  #reset(): void {
    this.#total = 0;
    this.#isSynced = false;
    this.#scanned = 0;
  }
}
