import { connect as connectSocket, type LookupFunction, type NetConnectOpts } from 'node:net';
import { Connection } from '../connection/connection.ts';
import { type ConnectionOptions, planConnection } from '../connection/connection-plan.ts';
import { connectTimedOut } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { abortWith } from './abort-with.ts';
import { nodeScheduler } from './node-scheduler.ts';
import { hostPort } from './socket-address.ts';
import { connectError } from './socket-error.ts';
import { SocketTransport } from './socket-transport.ts';
import { SOCKET_BUFFER_BYTES } from './tcp-defaults.ts';

/** Where to connect to, and what the records are. */
export interface ConnectOptions<Out, In = Out> extends ConnectionOptions<Out, In>, ConnectTarget {}

/** Where to connect to. */
export interface ConnectTarget {
  readonly port: number;
  /** Name or address. Default `127.0.0.1`. */
  readonly host?: string;
  /** Resolves names to addresses. Default: the resolver of the system, as `dns.lookup`. */
  readonly lookup?: LookupFunction;
  /** Aborting gives up connecting, and later the connection; the reason is what readers and senders get. */
  readonly signal?: AbortSignal;
  /** How long to wait for an answer, all addresses of the host together. Default 10,000 ms; `Infinity` waits for ever. */
  readonly connectTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const ATTEMPT_TIMEOUT_MS = 2_500;

/**
 * Connects to a TCP server and resolves to the open connection.
 *
 * @throws StructwireError by rejection: `connection-refused`, `host-not-found`, `connect-timed-out`, `connect-failed`;
 *   the reason of `signal` when it is aborted.
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
  if (signal !== undefined) abortWith(signal, connection);
  return connection;
}

function openSocket(options: ConnectTarget): Promise<SocketTransport> {
  const { port, host = '127.0.0.1', lookup, signal, connectTimeoutMs = CONNECT_TIMEOUT_MS } = options;
  const target = hostPort(host, port);
  return new Promise((resolve, reject) => {
    const settings: NetConnectOpts & { readonly highWaterMark: number } = {
      port,
      host,
      ...(lookup !== undefined && { lookup }),
      allowHalfOpen: true, // the answer may come after our last record
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
      autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS,
      highWaterMark: SOCKET_BUFFER_BYTES, // handed on to the stream; the declarations of Node leave it out
    };
    const socket = connectSocket(settings);
    const settle = (): void => {
      cancelTimeout();
      signal?.removeEventListener('abort', onAbort);
    };
    const giveUp = (reason: unknown): void => {
      settle();
      socket.destroy();
      reject(reason);
    };
    const onAbort = (): void => giveUp(signal?.reason);
    const onTimeout = (): void => {
      giveUp(failure(connectTimedOut, { address: target, timeoutMs: connectTimeoutMs }));
    };
    const cancelTimeout = nodeScheduler.after(connectTimeoutMs, onTimeout);
    signal?.addEventListener('abort', onAbort);
    const onError = (error: Error): void => giveUp(connectError(error, target));
    socket.once('error', onError);
    socket.once('connect', () => {
      settle();
      socket.off('error', onError);
      resolve(new SocketTransport(socket));
    });
  });
}
