import type { Socket } from 'node:dgram';
import type { Transport, TransportSink } from '../connection/transport.ts';
import { DatagramOutlet, type DatagramTarget } from './datagram-outlet.ts';
import { hostPort } from './socket-address.ts';

/** One address that datagrams come from, as a {@link Transport} over the socket of the listener. */
export class UdpPeer implements Transport {
  readonly remoteAddress: string;
  readonly maxMessageBytes: number;
  readonly outlet: DatagramOutlet;
  readonly #onGone: (peer: UdpPeer) => void;
  #sink: TransportSink | undefined;
  #isPaused = false;
  #isClosing = false;
  #isGone = false;
  #isActive = true;
  #silentMs = 0;

  constructor(socket: Socket, from: DatagramTarget, maxDatagram: number, onGone: (peer: UdpPeer) => void) {
    this.remoteAddress = hostPort(from.address, from.port);
    this.maxMessageBytes = maxDatagram;
    this.outlet = new DatagramOutlet(socket, from);
    this.#onGone = onGone;
  }

  get pendingBytes(): number {
    return this.outlet.pendingBytes;
  }

  start(sink: TransportSink): void {
    this.#sink = sink;
    this.outlet.onDrain = () => sink.onDrain();
    this.outlet.onEmpty = () => {
      if (this.#isClosing) this.destroy();
    };
  }

  /** A datagram has come; `false` when nobody wants it now. */
  take(bytes: Uint8Array): boolean {
    this.#isActive = true;
    if (this.#isPaused) return false;
    this.#sink?.onChunk(bytes);
    return true;
  }

  /** One more stretch of time has passed: a peer that was silent for too long is gone, which is how UDP ends. */
  passTime(elapsedMs: number, idleTimeoutMs: number): void {
    this.#silentMs = this.#isActive || this.#isPaused ? 0 : this.#silentMs + elapsedMs;
    this.#isActive = false;
    if (this.#silentMs <= idleTimeoutMs) return;
    this.#sink?.onEnd();
    this.destroy();
  }

  write(bytes: Uint8Array): boolean {
    this.#isActive = true;
    return this.#isGone || this.outlet.send(bytes);
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** UDP has no way to say it. */
  end(): void {}

  close(): void {
    this.#isClosing = true;
    if (this.pendingBytes === 0) this.destroy();
  }

  destroy(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#onGone(this);
    setImmediate(() => this.#sink?.onClose());
  }
}
