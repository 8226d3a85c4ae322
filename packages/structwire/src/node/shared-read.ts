import type { OnReadOpts } from 'node:net';

/** As much as libuv asks the system for at a time; more does not stay in the cache of a core. */
const READ_BYTES = 64 * 1024;

let memory: Uint8Array | undefined;

/**
 * Reads of a socket into memory that all of them share: each chunk is looked at before the next read, of whichever
 * socket. Node otherwise makes memory for every chunk, which costs more than decoding small records in it.
 *
 * Only a socket that this program has opened can be told so.
 */
export class SharedRead {
  /** Takes what has arrived, which is gone afterwards. */
  take: (bytes: Uint8Array) => void = () => {};
  readonly #memory: Uint8Array;

  constructor() {
    memory ??= new Uint8Array(READ_BYTES);
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
