import type { Socket } from 'node:dgram';

/** Bytes under way above which writers wait; libuv hands most datagrams over at once. */
const MOST_PENDING = 256 * 1024;

/** Where a socket that is not connected sends to. */
export interface DatagramTarget {
  readonly address: string;
  readonly port: number;
}

/** Datagrams to one destination, on their way into the system. */
export class DatagramOutlet {
  /** Bytes that the system has not taken yet. */
  pendingBytes = 0;
  /** Datagrams that it refused. */
  undelivered = 0;
  /** Told when there is room again after {@link send} gave `false`, and when nothing is pending any more. */
  onDrain: (() => void) | undefined;
  onEmpty: (() => void) | undefined;
  readonly #socket: Socket;
  readonly #target: DatagramTarget | undefined;
  #isBlocked = false;

  /** Without a target the socket is connected. */
  constructor(socket: Socket, target?: DatagramTarget) {
    this.#socket = socket;
    this.#target = target;
  }

  /** `false`: wait for `onDrain`. */
  send(bytes: Uint8Array): boolean {
    const { length } = bytes;
    this.pendingBytes += length;
    const done = (error: Error | null): void => this.#sent(length, error);
    if (this.#target === undefined) this.#socket.send(bytes, done);
    else this.#socket.send(bytes, this.#target.port, this.#target.address, done);
    this.#isBlocked = this.pendingBytes > MOST_PENDING;
    return !this.#isBlocked;
  }

  #sent(length: number, error: Error | null): void {
    this.pendingBytes -= length;
    if (error !== null) this.undelivered++;
    if (this.#isBlocked && this.pendingBytes <= MOST_PENDING / 2) {
      this.#isBlocked = false;
      this.onDrain?.();
    }
    if (this.pendingBytes === 0) this.onEmpty?.();
  }
}
