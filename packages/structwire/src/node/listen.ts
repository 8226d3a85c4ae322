import { createServer, type Server as NetServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type ConnectionOptions, type ConnectionPlan, planConnection } from '../connection/connection-plan.ts';
import { checkedLimit, SERVER_DEFAULTS, type ServerLimits } from '../connection/limits.ts';
import { MemoryBudget } from '../connection/memory-budget.ts';
import type { Listener } from './listener.ts';
import { mostConnections } from './open-files.ts';
import { type ConnectionHandler, Server, type ServerOptions } from './server.ts';
import { hostPort } from './socket-address.ts';
import { listenError } from './socket-error.ts';
import { SocketListener } from './socket-listener.ts';
import { freeStalePath } from './stale-path.ts';
import { KEEP_ALIVE, SOCKET_BUFFER_BYTES } from './tcp-defaults.ts';
import { type ListenTls, serverTlsOptions } from './tls-settings.ts';
import { listenUdp } from './udp-listener.ts';
import { type ListenUdp, UDP_DEFAULTS, udpDefaults } from './udp-options.ts';

/** Where to listen, what the records are, and how connections are treated. */
export interface ListenOptions<Out, In = Out>
  extends ConnectionOptions<Out, In>,
    ServerOptions,
    ServerLimits,
    ListenTarget {}

/** Where to listen: `port` for TCP and UDP, `path` for a Unix socket. */
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
  /**
   * Receives datagrams. Every address that sends is a connection of its own, so answers go where the records came from; it
   * ends when nothing has come or gone for `idleTimeoutMs` (here 60,000 ms, and no error).
   */
  readonly udp?: ListenUdp | boolean;
  /** Aborting closes the server as `close()` does. */
  readonly signal?: AbortSignal;
}

/**
 * Listens for TCP, TLS or Unix socket connections, or for datagrams, and resolves once it does.
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
  const { signal } = options;
  const plan = serverPlan(options);
  const maxConnections = checkedLimit('maxConnections', options.maxConnections ?? mostConnections());
  signal?.throwIfAborted();
  const listener = await openListener(options, { ...plan.limits, maxConnections });
  const server = new Server(listener, handler, plan, options);
  if (signal !== undefined) closeWith(signal, server);
  return server;
}

/** The plan of a server: its defaults, and one memory budget for all connections. */
function serverPlan<Out, In>(options: ListenOptions<Out, In>): ConnectionPlan<Out, In> {
  const udp = udpOf(options);
  const defaults = { idleTimeoutMs: SERVER_DEFAULTS.idleTimeoutMs, refuseForeign: true };
  const memoryBudget = checkedLimit('memoryBudget', options.memoryBudget ?? SERVER_DEFAULTS.memoryBudget);
  return {
    ...(udp === undefined ? planConnection(options, defaults) : planUdp(options, udp)),
    ...(memoryBudget !== Number.POSITIVE_INFINITY && { budget: new MemoryBudget(memoryBudget) }),
  };
}

/** The listener itself knows who has fallen silent. */
function planUdp<Out, In>(options: ListenOptions<Out, In>, udp: ListenUdp): ConnectionPlan<Out, In> {
  const { onError } = options;
  const defaults = { ...udpDefaults(udp), ...(onError !== undefined && { onDamage: onError }) };
  return planConnection({ ...options, idleTimeoutMs: Number.POSITIVE_INFINITY }, defaults);
}

async function openListener(
  options: ListenTarget & { readonly idleTimeoutMs?: number },
  limits: { readonly maxConnections: number; readonly handshakeTimeoutMs: number },
): Promise<Listener> {
  const { tls } = options;
  const udp = udpOf(options);
  if (udp !== undefined) {
    const idleTimeoutMs = checkedLimit('idleTimeoutMs', options.idleTimeoutMs ?? UDP_DEFAULTS.idleTimeoutMs);
    return listenUdp(options, udp, { ...limits, idleTimeoutMs });
  }
  const sockets = createSockets(tls, limits.handshakeTimeoutMs);
  await open(sockets, options);
  return new SocketListener(sockets, { ...limits, isTls: tls !== undefined });
}

function udpOf({ udp }: ListenTarget): ListenUdp | undefined {
  if (udp === true) return {};
  return udp === false ? undefined : udp;
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
