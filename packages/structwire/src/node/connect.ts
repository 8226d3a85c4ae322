import {
  connect as connectSocket,
  type LookupFunction,
  type NetConnectOpts,
  type Socket,
  type TcpNetConnectOpts,
} from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Connection } from '../connection/connection.ts';
import { type ConnectionOptions, planConnection } from '../connection/connection-plan.ts';
import { checkedLimit } from '../connection/limits.ts';
import { connectTimedOut } from '../errors/network-errors.ts';
import { failure, isStructwireError } from '../errors/structwire-error.ts';
import { abortWith } from './abort-with.ts';
import { publishConnection, publishFailed } from './connection-events.ts';
import { nodeScheduler } from './node-scheduler.ts';
import { hostPort } from './socket-address.ts';
import { connectError, isTlsError, tlsError } from './socket-error.ts';
import { SocketTransport } from './socket-transport.ts';
import { KEEP_ALIVE, SOCKET_BUFFER_BYTES } from './tcp-defaults.ts';
import { type ConnectTls, clientTlsOptions } from './tls-settings.ts';

/** Where to connect to, and what the records are. */
export interface ConnectOptions<Out, In = Out> extends ConnectionOptions<Out, In>, ConnectTarget {}

/** Where to connect to: `port` for TCP, `path` for a Unix socket. */
export interface ConnectTarget {
  readonly port?: number;
  /** Name or address. Default `127.0.0.1`. */
  readonly host?: string;
  /** The path of a Unix socket instead. */
  readonly path?: string;
  /** Speaks TLS; `true` trusts the authorities that come with Node. */
  readonly tls?: ConnectTls | boolean;
  /** Resolves names to addresses. Default: the resolver of the system, as `dns.lookup`. */
  readonly lookup?: LookupFunction;
  /** Aborting gives up connecting, and later the connection; the reason is what readers and senders get. */
  readonly signal?: AbortSignal;
  /** How long to wait for the connection, all addresses of the host and the TLS handshake together. Default 10,000 ms. */
  readonly connectTimeoutMs?: number;
  /** How long to wait for each address of the host before the next one is tried. Default 2,500 ms. */
  readonly attemptTimeoutMs?: number;
}

/** Defaults of the limits that only connecting has. */
const CONNECT_DEFAULTS = { connectTimeoutMs: 10_000, attemptTimeoutMs: 2_500 } as const;

/**
 * Connects to a TCP, TLS or Unix socket server and resolves to the open connection.
 *
 * @throws StructwireError by rejection: `connection-refused`, `host-not-found`, `connect-timed-out`, `connect-failed`,
 *   `tls-failed`; the reason of `signal` when it is aborted.
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { connect, listen } from 'structwire/net';
 *
 * const codec = new Struct('I 2s f');
 * await using server = await listen({ port: 0, codec }, async (connection) => {
 *   for await (const [id] of connection) console.log('received', id);
 * });
 * await using connection = await connect({ port: server.port, codec });
 * await connection.send([1, 'ab', 2.7]);
 * ```
 */
export async function connect<Out, In = Out>(options: ConnectOptions<Out, In>): Promise<Connection<Out, In>> {
  const { signal } = options;
  const plan = planConnection<Out, In>(options);
  signal?.throwIfAborted();
  const connection = new Connection(await openSocket(options), nodeScheduler, plan);
  publishConnection('client', connection);
  if (signal !== undefined) abortWith(signal, connection);
  return connection;
}

function openSocket(options: ConnectTarget): Promise<SocketTransport> {
  const { signal } = options;
  const timeoutMs = checkedLimit('connectTimeoutMs', options.connectTimeoutMs ?? CONNECT_DEFAULTS.connectTimeoutMs);
  const target = targetOf(options);
  return new Promise((resolve, reject) => {
    const { socket, event } = startConnecting(options);
    const settle = (): void => {
      cancelTimeout();
      signal?.removeEventListener('abort', onAbort);
    };
    const giveUp = (reason: unknown): void => {
      settle();
      socket.destroy();
      if (isStructwireError(reason)) publishFailed('client', target, reason);
      reject(reason);
    };
    const onAbort = (): void => giveUp(signal?.reason);
    const cancelTimeout = nodeScheduler.after(timeoutMs, () => {
      giveUp(failure(connectTimedOut, { address: target, timeoutMs }));
    });
    signal?.addEventListener('abort', onAbort);
    const onError = (error: Error): void => {
      giveUp(isTlsError(error) ? tlsError(error, target) : connectError(error, target));
    };
    socket.once('error', onError);
    socket.once(event, () => {
      settle();
      resolve(new SocketTransport(socket, target));
      socket.off('error', onError);
    });
  });
}

/** A socket that is being connected, and the event that says it is. */
function startConnecting(options: ConnectTarget): { readonly socket: Socket; readonly event: string } {
  const { host = '127.0.0.1', tls = false } = options;
  const settings = socketSettings(options);
  if (tls === false) return { socket: connectSocket({ ...settings, allowHalfOpen: true }), event: 'connect' };
  const tlsSettings = clientTlsOptions(tls === true ? {} : tls, host);
  return { socket: connectTls({ ...settings, ...tlsSettings }), event: 'secureConnect' };
}

function socketSettings({ port = 0, host = '127.0.0.1', path, lookup, ...options }: ConnectTarget): NetConnectOpts {
  const timeoutMs = checkedLimit('attemptTimeoutMs', options.attemptTimeoutMs ?? CONNECT_DEFAULTS.attemptTimeoutMs);
  const common = { highWaterMark: SOCKET_BUFFER_BYTES }; // handed on to the stream; the declarations of Node leave it out
  if (path !== undefined) return { ...common, path };
  const settings: TcpNetConnectOpts = {
    ...common,
    port,
    host,
    ...(lookup !== undefined && { lookup }),
    noDelay: true,
    ...KEEP_ALIVE,
    autoSelectFamilyAttemptTimeout: Math.min(Math.max(timeoutMs, 10), 2 ** 31 - 1),
  };
  return settings;
}

function targetOf({ port = 0, host = '127.0.0.1', path }: ConnectTarget): string {
  return path ?? hostPort(host, port);
}
