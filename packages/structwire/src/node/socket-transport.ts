import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Security } from '../connection/security.ts';
import type { Transport, TransportSink } from '../connection/transport.ts';
import { isBun } from './is-bun.ts';
import { securityOf } from './security-of.ts';
import type { SharedRead } from './shared-read.ts';
import { remoteAddressOf } from './socket-address.ts';
import { brokenError } from './socket-error.ts';

/** After the other side has ended, a TLS socket on which nothing moves for this long is taken to be dead. */
const TLS_STUCK_MS = 1_000;

/** A connected socket as a {@link Transport}. */
export class SocketTransport implements Transport {
  readonly remoteAddress: string;
  readonly #socket: Socket;
  readonly #read: SharedRead | undefined;
  #error: Error | undefined;

  /**
   * `target` names the other side where the socket cannot: a Unix socket has no address. `read` is what the socket was
   * made with, and paused, if it was.
   */
  constructor(socket: Socket, target?: string, read?: SharedRead) {
    this.#socket = socket;
    this.#read = read;
    this.remoteAddress = socket.remoteAddress === undefined && target !== undefined ? target : remoteAddressOf(socket);
    // From the start, and for ever: a socket without this listener takes the process down when its peer resets it.
    socket.on('error', (error) => {
      this.#error ??= brokenError(error, this.remoteAddress);
    });
  }

  get security(): Security | undefined {
    return this.#socket instanceof TLSSocket ? securityOf(this.#socket) : undefined;
  }

  /** A write that the system takes at once is copied by then. Not so in Bun, and over TLS it waits to be encrypted. */
  get copiesWrites(): boolean {
    return !isBun() && !(this.#socket instanceof TLSSocket);
  }

  get pendingBytes(): number {
    return this.#socket.writableLength;
  }

  start(sink: TransportSink): void {
    const socket = this.#socket;
    let hasEnded = false;
    // A reset that a write has met reads as an end, and the error comes after it.
    const end = (): void => {
      if (hasEnded && this.#error === undefined) sink.onEnd();
      hasEnded = false;
    };
    socket.on('drain', () => sink.onDrain());
    if (this.#read === undefined) socket.on('data', (chunk) => sink.onChunk(plainBytes(chunk)));
    else this.#read.take = (bytes) => sink.onChunk(bytes);
    socket.once('end', () => {
      hasEnded = true;
      setImmediate(end);
    });
    socket.once('close', () => {
      end();
      sink.onClose(this.#error);
    });
    if (socket instanceof TLSSocket) socket.once('end', () => this.#destroyWhenStuck());
    if (this.#read !== undefined) socket.resume();
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
    // Over TCP a reset, so that nobody takes it for a clean end. Unix sockets have none; resetting the socket under a TLS
    // socket takes the process down, and one that is just ending would never say that it is closed (both Node 20).
    const socket = this.#socket;
    const canReset = !(socket instanceof TLSSocket) && socket.remoteAddress !== undefined && !socket.writableEnded;
    if (canReset) socket.resetAndDestroy();
    else socket.destroy();
  }

  /**
   * A peer that resets a TLS connection right after its last record can leave it with a write that neither succeeds nor
   * fails, and without a `close`.
   */
  #destroyWhenStuck(): void {
    const socket = this.#socket;
    let before = -1;
    const timer = setInterval(() => {
      if (socket.writableLength > 0 && socket.writableLength === before) socket.destroy();
      before = socket.writableLength;
    }, TLS_STUCK_MS);
    timer.unref();
    socket.once('close', () => clearInterval(timer));
  }
}

/** The memory of a Buffer as a plain array, whose methods mean what they mean everywhere else. */
function plainBytes({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
