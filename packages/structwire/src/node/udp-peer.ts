import type { Socket } from 'node:dgram';
import { DatagramOutlet, type DatagramTarget } from './datagram-outlet.ts';
import { DatagramTransport } from './datagram-transport.ts';
import { hostPort } from './socket-address.ts';

/** One address that datagrams come from, as a {@link Transport} over the socket of the listener. */
export class UdpPeer extends DatagramTransport {
  readonly #onGone: (peer: UdpPeer) => void;
  #isActive = true;
  #silentMs = 0;

  constructor(socket: Socket, from: DatagramTarget, maxDatagram: number, onGone: (peer: UdpPeer) => void) {
    super(hostPort(from.address, from.port), maxDatagram, new DatagramOutlet(socket, from));
    this.#onGone = onGone;
  }

  /** A datagram has come; `false` when nobody wants it now. */
  take(bytes: Uint8Array): boolean {
    this.#isActive = true;
    if (this.isPaused) return false;
    this.sink?.onChunk(bytes);
    return true;
  }

  /** One more stretch of time has passed: a peer that was silent for too long is gone, which is how UDP ends. */
  passTime(elapsedMs: number, idleTimeoutMs: number): void {
    this.#silentMs = this.#isActive || this.isPaused ? 0 : this.#silentMs + elapsedMs;
    this.#isActive = false;
    if (this.#silentMs <= idleTimeoutMs) return;
    this.sink?.onEnd();
    this.destroy();
  }

  override write(bytes: Uint8Array): boolean {
    this.#isActive = true;
    return super.write(bytes);
  }

  protected override release(): void {
    this.#onGone(this);
  }
}
