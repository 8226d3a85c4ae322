import type { Socket } from 'node:net';
import { nodeScheduler } from './node-scheduler.ts';

/** Sockets that have connected and whose handshake is not done, each with its deadline. */
export class Handshakes {
  readonly #timeoutMs: number;
  readonly #onLate: (socket: Socket, reason: string) => void;
  /** The sockets, and how to forget their deadlines. */
  readonly #waiting = new Map<Socket, () => void>();

  constructor(timeoutMs: number, onLate: (socket: Socket, reason: string) => void) {
    this.#timeoutMs = timeoutMs;
    this.#onLate = onLate;
  }

  begin(socket: Socket): void {
    const cancel = nodeScheduler.after(this.#timeoutMs, () => {
      this.#onLate(socket, `no handshake within ${this.#timeoutMs} ms (handshakeTimeoutMs)`);
      socket.destroy();
    });
    this.#waiting.set(socket, cancel);
    socket.once('close', () => this.#forget(socket));
  }

  /** The handshake is done; `socket` may be the encrypted one over the one that had connected. */
  done(socket: Socket): void {
    if (this.#waiting.has(socket)) {
      this.#forget(socket);
      return;
    }
    for (const raw of this.#waiting.keys()) {
      if (raw.remotePort === socket.remotePort && raw.remoteAddress === socket.remoteAddress) this.#forget(raw);
    }
  }

  /** Cuts those that are left. */
  end(): void {
    for (const socket of this.#waiting.keys()) socket.destroy();
  }

  #forget(socket: Socket): void {
    this.#waiting.get(socket)?.();
    this.#waiting.delete(socket);
  }
}
