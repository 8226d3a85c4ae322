import type { Socket } from 'node:dgram';
import type { MessageStats, Transport, TransportSink } from '../connection/transport.ts';
import { DatagramOutlet, type DatagramTarget } from './datagram-outlet.ts';
import { droppedBySystem } from './udp-drops.ts';

/**
 * A UDP socket of its own for one destination.
 *
 * A connected socket hears only its peer. One that sends to a group or a broadcast address hears whoever answers.
 */
export class UdpTransport implements Transport {
  readonly remoteAddress: string;
  readonly maxMessageBytes: number;
  readonly #socket: Socket;
  readonly #outlet: DatagramOutlet;
  readonly #receiveBufferBytes: number;
  #sink: TransportSink | undefined;
  #droppedLagging = 0;
  #undelivered = 0;
  #droppedAtEnd: number | undefined;
  #isPaused = false;
  #isClosing = false;
  #isClosed = false;

  /** `socket` is bound, and connected unless there is a `target`. */
  constructor(
    socket: Socket,
    options: { readonly address: string; readonly maxDatagram: number; readonly target?: DatagramTarget | undefined },
  ) {
    this.#socket = socket;
    this.remoteAddress = options.address;
    this.maxMessageBytes = options.maxDatagram;
    this.#receiveBufferBytes = socket.getRecvBufferSize();
    this.#outlet = new DatagramOutlet(socket, options.target);
    // Nobody listens there (ICMP), or nobody is reached: a loss like any other.
    socket.on('error', () => this.#undelivered++);
  }

  get pendingBytes(): number {
    return this.#outlet.pendingBytes;
  }

  get messages(): MessageStats {
    const dropped = this.#isClosed ? this.#droppedAtEnd : droppedBySystem(this.#socket);
    return {
      droppedLagging: this.#droppedLagging,
      ...(dropped !== undefined && { droppedBySystem: dropped }),
      undelivered: this.#undelivered + this.#outlet.undelivered,
      receiveBufferBytes: this.#receiveBufferBytes,
    };
  }

  start(sink: TransportSink): void {
    this.#sink = sink;
    this.#outlet.onDrain = () => sink.onDrain();
    this.#outlet.onEmpty = () => {
      if (this.#isClosing) this.destroy();
    };
    this.#socket.on('message', ({ buffer, byteOffset, byteLength }) => {
      if (this.#isPaused) this.#droppedLagging++;
      else sink.onChunk(new Uint8Array(buffer, byteOffset, byteLength));
    });
  }

  write(bytes: Uint8Array): boolean {
    return this.#isClosed || this.#outlet.send(bytes);
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
    if (this.#isClosed) return;
    this.#droppedAtEnd = droppedBySystem(this.#socket);
    this.#isClosed = true;
    this.#socket.close();
    setImmediate(() => this.#sink?.onClose());
  }
}
