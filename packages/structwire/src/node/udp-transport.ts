import type { Socket } from 'node:dgram';
import type { MessageStats, TransportSink } from '../connection/transport.ts';
import { DatagramOutlet, type DatagramTarget } from './datagram-outlet.ts';
import { DatagramTransport } from './datagram-transport.ts';
import { droppedBySystem } from './udp-drops.ts';

/**
 * A UDP socket of its own for one destination, as a {@link Transport}.
 *
 * A connected socket hears only its peer. One that sends to a group or a broadcast address hears whoever answers.
 */
export class UdpTransport extends DatagramTransport {
  readonly #socket: Socket;
  readonly #receiveBufferBytes: number;
  #droppedLagging = 0;
  #undelivered = 0;
  #droppedAtEnd: number | undefined;

  /** `socket` is bound, and connected unless there is a `target`. */
  constructor(
    socket: Socket,
    options: { readonly address: string; readonly maxDatagram: number; readonly target?: DatagramTarget | undefined },
  ) {
    super(options.address, options.maxDatagram, new DatagramOutlet(socket, options.target));
    this.#socket = socket;
    this.#receiveBufferBytes = socket.getRecvBufferSize();
    // Nobody listens there (ICMP), or nobody is reached: a loss like any other.
    socket.on('error', () => this.#undelivered++);
  }

  get messages(): MessageStats {
    const dropped = this.isGone ? this.#droppedAtEnd : droppedBySystem(this.#socket);
    return {
      droppedLagging: this.#droppedLagging,
      ...(dropped !== undefined && { droppedBySystem: dropped }),
      undelivered: this.#undelivered + this.outlet.undelivered,
      receiveBufferBytes: this.#receiveBufferBytes,
    };
  }

  override start(sink: TransportSink): void {
    super.start(sink);
    this.#socket.on('message', ({ buffer, byteOffset, byteLength }) => {
      if (this.isPaused) this.#droppedLagging++;
      else sink.onChunk(new Uint8Array(buffer, byteOffset, byteLength));
    });
  }

  protected override release(): void {
    this.#droppedAtEnd = droppedBySystem(this.#socket);
    this.#socket.close();
  }
}
