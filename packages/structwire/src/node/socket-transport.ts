import type { Socket } from 'node:net';
import type { Transport, TransportSink } from '../connection/transport.ts';
import { remoteAddressOf } from './socket-address.ts';
import { brokenError } from './socket-error.ts';

/** The memory of a Buffer as a plain array, whose methods mean what they mean everywhere else. */
function plainBytes({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A connected socket as a {@link Transport}. */
export class SocketTransport implements Transport {
  readonly remoteAddress: string;
  readonly #socket: Socket;
  #error: Error | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.remoteAddress = remoteAddressOf(socket);
    // From the start, and for ever: a socket without this listener takes the process down when its peer resets it.
    socket.on('error', (error) => {
      this.#error ??= brokenError(error, this.remoteAddress);
    });
  }

  get pendingBytes(): number {
    return this.#socket.writableLength;
  }

  start(sink: TransportSink): void {
    const socket = this.#socket;
    socket.on('drain', () => sink.onDrain());
    socket.on('end', () => sink.onEnd());
    socket.on('close', () => sink.onClose(this.#error));
    socket.on('data', (chunk) => sink.onChunk(plainBytes(chunk)));
  }

  write(bytes: Uint8Array): boolean {
    return this.#socket.write(bytes) || this.#socket.destroyed;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.resetAndDestroy();
  }
}
