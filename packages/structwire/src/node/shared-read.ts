import type { OnReadOpts } from 'node:net';

/** One for each size. */
const memories = new Map<number, Uint8Array>();

/**
 * Reads of a socket into memory that many of them share: each chunk is looked at before the next read, of whichever
 * socket. Node otherwise makes memory for every chunk, which costs more than decoding small records in it.
 *
 * Only a socket that this program has opened can be told so.
 */
export class SharedRead {
  /** Takes what has arrived, which is gone afterwards. */
  take: (bytes: Uint8Array) => void = () => {};
  readonly #memory: Uint8Array;

  constructor(byteLength: number) {
    const memory = memories.get(byteLength) ?? new Uint8Array(byteLength);
    memories.set(byteLength, memory);
    this.#memory = memory;
  }

  /** What the socket is made with. */
  get options(): OnReadOpts {
    const bytes = this.#memory;
    return {
      buffer: bytes,
      callback: (length) => {
        this.take(length === bytes.length ? bytes : bytes.subarray(0, length));
        return true;
      },
    };
  }
}
