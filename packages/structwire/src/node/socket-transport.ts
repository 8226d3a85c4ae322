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

/** Where a socket carries its transport, so that all of them share their listeners. */
const TRANSPORT = Symbol('transport');

interface Carrier {
  readonly [TRANSPORT]: SocketTransport;
}

function onError(this: Carrier, error: Error): void {
  this[TRANSPORT].failed(error);
}

function onDrain(this: Carrier): void {
  this[TRANSPORT].drained();
}

function onData(this: Carrier, chunk: Buffer): void {
  this[TRANSPORT].arrived(chunk);
}

function onEnd(this: Carrier): void {
  this[TRANSPORT].ended();
}

function onClose(this: Carrier): void {
  this[TRANSPORT].closed();
}

function tellEnd(transport: SocketTransport): void {
  transport.tellEnd();
}

/** A connected socket as a {@link Transport}. */
export class SocketTransport implements Transport {
  readonly #socket: Socket & Carrier;
  readonly #read: SharedRead | undefined;
  readonly #target: string | undefined;
  #error: Error | undefined;
  #sink: TransportSink | undefined;
  /** The other side has ended, and the sink has not been told. */
  #hasEnded = false;

  /**
   * `target` names the other side where the socket cannot: a Unix socket has no address. `read` is what the socket was
   * made with, and paused, if it was.
   */
  constructor(socket: Socket, target?: string, read?: SharedRead) {
    this.#socket = Object.assign(socket, { [TRANSPORT]: this });
    this.#read = read;
    // Asked for while it is known: the socket remembers it, and it is put into words when somebody wants to see it.
    this.#target = socket.remoteAddress === undefined ? target : undefined;
    // From the start, and for ever: a socket without this listener takes the process down when its peer resets it.
    this.#socket.on('error', onError);
  }

  get remoteAddress(): string {
    return this.#target ?? remoteAddressOf(this.#socket);
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
    this.#sink = sink;
    socket.on('drain', onDrain);
    if (this.#read === undefined) socket.on('data', onData);
    else this.#read.take = (bytes) => sink.onChunk(bytes);
    socket.on('end', onEnd);
    socket.on('close', onClose);
    if (this.#read !== undefined) socket.resume();
  }

  failed(error: Error): void {
    this.#error ??= brokenError(error, this.remoteAddress);
  }

  drained(): void {
    this.#sink?.onDrain();
  }

  arrived(chunk: Buffer): void {
    this.#sink?.onChunk(plainBytes(chunk));
  }

  ended(): void {
    this.#hasEnded = true;
    setImmediate(tellEnd, this);
    if (this.#socket instanceof TLSSocket) destroyWhenStuck(this.#socket);
  }

  closed(): void {
    this.tellEnd();
    this.#sink?.onClose(this.#error);
  }

  /** A reset that a write has met reads as an end, and the error comes after it. */
  tellEnd(): void {
    if (this.#hasEnded && this.#error === undefined) this.#sink?.onEnd();
    this.#hasEnded = false;
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
}

/**
 * A peer that resets a TLS connection right after its last record can leave it with a write that neither succeeds nor
 * fails, and without a `close`.
 */
function destroyWhenStuck(socket: Socket): void {
  let before = -1;
  const timer = setInterval(() => {
    if (socket.writableLength > 0 && socket.writableLength === before) socket.destroy();
    before = socket.writableLength;
  }, TLS_STUCK_MS);
  timer.unref();
  socket.once('close', () => clearInterval(timer));
}

/** The memory of a Buffer as a plain array, whose methods mean what they mean everywhere else. */
function plainBytes({ buffer, byteOffset, byteLength }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
