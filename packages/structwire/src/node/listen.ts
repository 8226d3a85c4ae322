import { createServer, type Server as SocketServer } from 'node:net';
import { type ConnectionOptions, planConnection } from '../connection/connection-plan.ts';
import { type ConnectionHandler, Server, type ServerOptions } from './server.ts';
import { hostPort } from './socket-address.ts';
import { listenError } from './socket-error.ts';
import { SOCKET_BUFFER_BYTES } from './tcp-defaults.ts';

/** Where to listen, what the records are, and how connections are treated. */
export interface ListenOptions<Out, In = Out> extends ConnectionOptions<Out, In>, ServerOptions, ListenTarget {}

/** Where to listen. */
export interface ListenTarget {
  /** 0 lets the system choose a free one; `server.port` tells which. */
  readonly port: number;
  /**
   * The address to listen on. Default `127.0.0.1`: only programs on this machine can connect. `0.0.0.0` listens on
   * every IPv4 address, `::` on every address.
   */
  readonly host?: string;
  /** Aborting closes the server as `close()` does. */
  readonly signal?: AbortSignal;
}

/**
 * Listens for TCP connections and resolves once it does.
 *
 * @throws StructwireError by rejection: `address-in-use`, `listen-failed`; the reason of `signal` when it is aborted.
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { listen } from 'structwire/net';
 *
 * await using server = await listen({ port: 0, codec: new Struct('I 2s f') }, async (connection) => {
 *   for await (const record of connection) console.log(connection.remoteAddress, record);
 * });
 * console.log(`waiting on ${server.address}`);
 * ```
 */
export async function listen<Out, In = Out>(
  options: ListenOptions<Out, In>,
  handler: ConnectionHandler<Out, In>,
): Promise<Server<Out, In>> {
  const { signal } = options;
  const plan = planConnection<Out, In>(options);
  signal?.throwIfAborted();
  const sockets = createServer({
    allowHalfOpen: true, // answers may still be sent after the client's last record
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
    highWaterMark: SOCKET_BUFFER_BYTES,
  });
  await open(sockets, options);
  const server = new Server(sockets, handler, plan, options);
  if (signal !== undefined) closeWith(signal, server);
  return server;
}

function open(sockets: SocketServer, { port, host = '127.0.0.1' }: ListenTarget): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(listenError(error, hostPort(host, port)));
    sockets.once('error', onError);
    sockets.listen({ port, host }, () => {
      sockets.off('error', onError);
      resolve();
    });
  });
}

function closeWith(signal: AbortSignal, server: { close(): Promise<void>; readonly closed: Promise<void> }): void {
  const onAbort = (): void => void server.close();
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  void server.closed.then(() => signal.removeEventListener('abort', onAbort));
}
