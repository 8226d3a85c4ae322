import { createServer, type Server as NetServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type ConnectionOptions, type ConnectionPlan, planConnection } from '../connection/connection-plan.ts';
import { checkedLimit, SERVER_DEFAULTS, type ServerLimits } from '../connection/limits.ts';
import { MemoryBudget } from '../connection/memory-budget.ts';
import { mostConnections } from './open-files.ts';
import { type ConnectionHandler, Server, type ServerOptions } from './server.ts';
import { hostPort } from './socket-address.ts';
import { listenError } from './socket-error.ts';
import { SocketListener } from './socket-listener.ts';
import { freeStalePath } from './stale-path.ts';
import { KEEP_ALIVE, SOCKET_BUFFER_BYTES } from './tcp-defaults.ts';
import { type ListenTls, serverTlsOptions } from './tls-settings.ts';

/** Where to listen, what the records are, and how connections are treated. */
export interface ListenOptions<Out, In = Out>
  extends ConnectionOptions<Out, In>,
    ServerOptions,
    ServerLimits,
    ListenTarget {}

/** Where to listen: `port` for TCP, `path` for a Unix socket. */
export interface ListenTarget {
  /** 0 lets the system choose a free one; `server.port` tells which. */
  readonly port?: number;
  /**
   * The address to listen on. Default `127.0.0.1`: only programs on this machine can connect. `0.0.0.0` listens on
   * every IPv4 address, `::` on every address.
   */
  readonly host?: string;
  /** The path of a Unix socket instead. What a killed process has left there is replaced. */
  readonly path?: string;
  /** Speaks TLS. */
  readonly tls?: ListenTls;
  /** Aborting closes the server as `close()` does. */
  readonly signal?: AbortSignal;
}

/**
 * Listens for TCP, TLS or Unix socket connections and resolves once it does.
 *
 * @throws StructwireError by rejection: `address-in-use`, `listen-failed`, `stream-needs-size`, `bad-option`; the reason of
 *   `signal` when it is aborted.
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
  const { signal, tls } = options;
  const plan = serverPlan(options);
  const maxConnections = checkedLimit('maxConnections', options.maxConnections ?? mostConnections());
  signal?.throwIfAborted();
  const sockets = createSockets(tls, plan.limits.handshakeTimeoutMs);
  await open(sockets, options);
  const listener = new SocketListener(sockets, { isTls: tls !== undefined, maxConnections });
  const server = new Server(listener, handler, plan, options);
  if (signal !== undefined) closeWith(signal, server);
  return server;
}

/** The plan of a server: its defaults, and one memory budget for all connections. */
export function serverPlan<Out, In>(options: ConnectionOptions<Out, In> & ServerLimits): ConnectionPlan<Out, In> {
  const { idleTimeoutMs } = SERVER_DEFAULTS;
  const memoryBudget = checkedLimit('memoryBudget', options.memoryBudget ?? SERVER_DEFAULTS.memoryBudget);
  return {
    ...planConnection(options, { idleTimeoutMs, refuseForeign: true }),
    ...(memoryBudget !== Number.POSITIVE_INFINITY && { budget: new MemoryBudget(memoryBudget) }),
  };
}

function createSockets(tls: ListenTls | undefined, handshakeTimeoutMs: number): NetServer {
  const settings = { noDelay: true, ...KEEP_ALIVE, highWaterMark: SOCKET_BUFFER_BYTES };
  // Over TCP answers may still be sent after the client's last record. Not over TLS: there a peer that resets would hold
  // its descriptor until the idle deadline.
  if (tls === undefined) return createServer({ ...settings, allowHalfOpen: true });
  return createTlsServer({ ...settings, ...serverTlsOptions(tls, handshakeTimeoutMs) });
}

async function open(sockets: NetServer, { port = 0, host = '127.0.0.1', path }: ListenTarget): Promise<void> {
  if (path !== undefined) await freeStalePath(path);
  const target = path === undefined ? { port, host } : { path };
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(listenError(error, path ?? hostPort(host, port)));
    sockets.once('error', onError);
    sockets.listen(target, () => {
      sockets.off('error', onError);
      resolve();
    });
  });
}

/** Closes a server as soon as the signal says so. */
export function closeWith(
  signal: AbortSignal,
  server: { close(): Promise<void>; readonly closed: Promise<void> },
): void {
  const onAbort = (): void => void server.close();
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  void server.closed.then(() => signal.removeEventListener('abort', onAbort));
}
