import type { Socket } from 'node:dgram';
import { UnderWay } from '../connection/under-way.ts';

/** Where a socket that is not connected sends to. */
export interface DatagramTarget {
  readonly address: string;
  readonly port: number;
}

/** Datagrams to one destination, on their way into the system. */
export class DatagramOutlet {
  /** Datagrams that it refused. */
  undelivered = 0;
  /** Told when there is room again after {@link send} gave `false`, and when nothing is pending any more. */
  onDrain: (() => void) | undefined;
  onEmpty: (() => void) | undefined;
  readonly #socket: Socket;
  readonly #target: DatagramTarget | undefined;
  /** libuv hands most datagrams over at once. */
  readonly #underWay: UnderWay = new UnderWay();

  /** Without a target the socket is connected. */
  constructor(socket: Socket, target?: DatagramTarget) {
    this.#socket = socket;
    this.#target = target;
  }

  /** Bytes that the system has not taken yet. */
  get pendingBytes(): number {
    return this.#underWay.bytes;
  }

  /** `false`: wait for `onDrain`. */
  send(bytes: Uint8Array): boolean {
    const { length } = bytes;
    const hasRoom = this.#underWay.add(length);
    const done = (error: Error | null): void => this.#sent(length, error);
    if (this.#target === undefined) this.#socket.send(bytes, done);
    else this.#socket.send(bytes, this.#target.port, this.#target.address, done);
    return hasRoom;
  }

  #sent(length: number, error: Error | null): void {
    const hasRoomAgain = this.#underWay.remove(length);
    if (error !== null) this.undelivered++;
    if (hasRoomAgain) this.onDrain?.();
    if (this.pendingBytes === 0) this.onEmpty?.();
  }
}
