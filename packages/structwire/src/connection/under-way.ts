/** Bytes under way above which writers wait, where the transport itself sets no limit. */
export const MOST_UNDER_WAY: number = 256 * 1024;

/** Bytes that were written and have not left: above a limit writers wait until half of them have. */
export class UnderWay {
  bytes = 0;
  #isBlocked = false;

  /** `false`: whoever writes has to wait. */
  add(byteLength: number): boolean {
    this.bytes += byteLength;
    this.#isBlocked = this.bytes > MOST_UNDER_WAY;
    return !this.#isBlocked;
  }

  /** `true`: there is room again for whoever waits. */
  remove(byteLength: number): boolean {
    this.bytes -= byteLength;
    if (!this.#isBlocked || this.bytes > MOST_UNDER_WAY / 2) return false;
    this.#isBlocked = false;
    return true;
  }
}
