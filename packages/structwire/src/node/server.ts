import type { AddressInfo, Socket, Server as SocketServer } from 'node:net';
import { Connection } from '../connection/connection.ts';
import type { ConnectionPlan } from '../connection/connection-plan.ts';
import { type Deferred, deferred } from '../connection/deferred.ts';
import { isStructwireError } from '../errors/structwire-error.ts';
import { nodeScheduler } from './node-scheduler.ts';
import { hostPort } from './socket-address.ts';
import { SocketTransport } from './socket-transport.ts';

/**
 * What to do with a connection. It is closed when the promise that the handler returns settles and a callback of
 * `onRecords` has had its last record; what was sent still leaves. A handler that returns no promise leaves it open
 * until the other side ends it.
 */
export type ConnectionHandler<Out, In = Out> = (connection: Connection<Out, In>) => unknown;

/** How a server treats its connections. */
export interface ServerOptions {
  /**
   * Told what a handler threw. That connection is given up, no other one is affected. Default: what the network or the
   * peer did wrong is only counted; anything else is a mistake in the handler and becomes a process warning.
   */
  readonly onError?: (error: unknown, connection: { readonly remoteAddress: string }) => void;
}

/** What a server has done so far. */
export interface ServerStats {
  /** Connections that are open now. */
  readonly open: number;
  readonly accepted: number;
  /** Connections that ended with an error. */
  readonly errors: number;
}

/** A listening server; `listen` makes one. */
export class Server<Out, In = Out> {
  readonly port: number;
  /** `127.0.0.1:10000` or `[::1]:10000`. */
  readonly address: string;
  readonly #sockets: SocketServer;
  readonly #handler: ConnectionHandler<Out, In>;
  readonly #plan: ConnectionPlan<Out, In>;
  readonly #options: ServerOptions;
  readonly #connections = new Set<Connection<Out, In>>();
  readonly #closed: Deferred<void> = deferred();
  #closing: Promise<void> | undefined;
  #accepted = 0;
  #errors = 0;

  constructor(
    sockets: SocketServer,
    handler: ConnectionHandler<Out, In>,
    plan: ConnectionPlan<Out, In>,
    options: ServerOptions,
  ) {
    const { address, port } = sockets.address() as AddressInfo; // it listens on TCP: only pipes have a string, or none
    this.port = port;
    this.address = hostPort(address, port);
    this.#sockets = sockets;
    this.#handler = handler;
    this.#plan = plan;
    this.#options = options;
    sockets.on('connection', (socket) => this.#accept(socket));
    sockets.once('close', () => void this.#gone());
  }

  /** The connections that are open now. */
  get connections(): ReadonlySet<Connection<Out, In>> {
    return this.#connections;
  }

  get stats(): ServerStats {
    return { open: this.#connections.size, accepted: this.#accepted, errors: this.#errors };
  }

  /** Fulfilled when the server has been closed and its last connection is gone. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /**
   * Accepts no more connections and waits for those that are open; after `graceMs` (default 5,000) it cuts the ones
   * that are left. Fulfilled when all are gone.
   */
  close(options: { readonly graceMs?: number } = {}): Promise<void> {
    this.#closing ??= this.#close(options.graceMs ?? this.#plan.limits.graceMs);
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(graceMs: number): Promise<void> {
    this.#sockets.close();
    const cancel = nodeScheduler.after(graceMs, () => {
      for (const connection of this.#connections) connection.abort();
    });
    await this.closed;
    cancel();
  }

  /** The last socket is gone; so are the connections once they have noticed. */
  async #gone(): Promise<void> {
    await Promise.all(Array.from(this.#connections, (connection) => connection.closed));
    this.#closed.resolve();
  }

  #accept(socket: Socket): void {
    const connection = new Connection(new SocketTransport(socket), nodeScheduler, this.#plan);
    this.#accepted++;
    this.#connections.add(connection);
    void connection.closed.then(({ error }) => {
      this.#connections.delete(connection);
      if (error !== undefined) this.#errors++;
    });
    void this.#serve(connection);
  }

  async #serve(connection: Connection<Out, In>): Promise<void> {
    try {
      const answer = this.#handler(connection);
      await (isThenable(answer) ? answer : connection.received);
      await connection.delivered;
      await connection.close();
    } catch (error) {
      this.#report(error, connection);
      // A peer that broke off in the middle of a record may still be reading the answers to the ones before it.
      if (isStructwireError(error, 'record-cut-off')) await connection.close();
      else connection.abort(error);
    }
  }

  #report(error: unknown, connection: Connection<Out, In>): void {
    try {
      if (this.#options.onError !== undefined) this.#options.onError(error, connection);
      else if (!isStructwireError(error)) warn(error, connection);
    } catch (failed) {
      warn(failed, connection);
    }
  }
}

function warn(error: unknown, { remoteAddress }: { readonly remoteAddress: string }): void {
  const isError = error instanceof Error;
  process.emitWarning(`the handler of ${remoteAddress} failed: ${isError ? error.message : String(error)}`, {
    type: 'StructwireWarning',
    ...(isError && error.stack !== undefined && { detail: error.stack }),
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
