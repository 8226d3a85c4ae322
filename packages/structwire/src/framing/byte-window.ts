const EMPTY = new Uint8Array(0);
const SMALLEST_KEEP = 64;
/** A larger buffer is given back as soon as its frame is through. */
const LARGEST_IDLE_KEEP = 16 * 1024;

/**
 * The bytes of a stream that a decoder has not consumed yet: those it had to keep, and behind them the chunk that was
 * pushed last, looked at in place.
 *
 * Every byte is copied at most once, and only when a frame spans chunks; what is kept lies in one buffer that grows by
 * doubling.
 */
export class ByteWindow {
  /** After {@link require}: where the required bytes are. */
  bytes: Uint8Array = EMPTY;
  start = 0;
  /** Bytes of the stream before the window. */
  offset = 0;
  #kept: Uint8Array = EMPTY;
  #from = 0;
  #to = 0;
  #chunk: Uint8Array = EMPTY;
  #at = 0;

  /** Bytes that are here. */
  get length(): number {
    return this.#to - this.#from + this.#chunk.length - this.#at;
  }

  /** Of these, the ones that were copied out of earlier chunks. */
  get kept(): number {
    return this.#to - this.#from;
  }

  push(chunk: Uint8Array): void {
    this.keep();
    this.#chunk = chunk;
    this.#at = 0;
  }

  /** Makes the first `count` bytes readable in one piece at `bytes[start]`; `false` while they are not all here. */
  require(count: number): boolean {
    const kept = this.#to - this.#from;
    if (kept === 0) {
      if (this.#chunk.length - this.#at < count) return false;
      this.bytes = this.#chunk;
      this.start = this.#at;
      return true;
    }
    if (kept < count) {
      if (this.length < count) return false;
      this.#keepSome(count - kept);
    }
    this.bytes = this.#kept;
    this.start = this.#from;
    return true;
  }

  /** Leaves the first `count` bytes behind. What {@link require} made readable stays so until the next call. */
  consume(count: number): void {
    this.offset += count;
    const kept = this.#to - this.#from;
    if (count < kept) {
      this.#from += count;
      return;
    }
    this.#at += count - kept;
    if (kept > 0) this.#forget();
  }

  /** Copies what is left of the chunk, which is somebody else's from now on. */
  keep(): void {
    if (this.#at < this.#chunk.length) this.#keepSome(this.#chunk.length - this.#at);
    this.#chunk = EMPTY;
    this.#at = 0;
  }

  /** The byte at an index that is less than `length`. */
  byteAt(index: number): number {
    const kept = this.#to - this.#from;
    return index < kept ? this.#kept[this.#from + index]! : this.#chunk[this.#at + index - kept]!; // in range: the caller's promise
  }

  /** Index of the first `byte` from `from` on, or -1. */
  indexOf(byte: number, from: number): number {
    const kept = this.#to - this.#from;
    if (from < kept) {
      const found = this.#kept.subarray(this.#from, this.#to).indexOf(byte, from);
      if (found >= 0) return found;
    }
    const found = this.#chunk.indexOf(byte, this.#at + Math.max(from - kept, 0));
    return found < 0 ? -1 : found - this.#at + kept;
  }

  #keepSome(count: number): void {
    if (this.#to + count > this.#kept.length) this.#makeRoom(count);
    this.#kept.set(this.#chunk.subarray(this.#at, this.#at + count), this.#to);
    this.#to += count;
    this.#at += count;
  }

  #makeRoom(count: number): void {
    const needed = this.#to - this.#from + count;
    const isRoomy = needed <= this.#kept.length / 2;
    const buffer = isRoomy ? this.#kept : new Uint8Array(Math.max(SMALLEST_KEEP, needed, this.#kept.length * 2));
    buffer.set(this.#kept.subarray(this.#from, this.#to));
    this.#kept = buffer;
    this.#to -= this.#from;
    this.#from = 0;
  }

  #forget(): void {
    this.#from = this.#to = 0;
    if (this.#kept.length > LARGEST_IDLE_KEEP) this.#kept = EMPTY;
  }
}
