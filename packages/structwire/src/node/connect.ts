import { setTimeout as delay } from 'node:timers/promises';
import { abortWith } from '../connection/abort-with.ts';
import { Connection } from '../connection/connection.ts';
import {
  type ConnectionOptions,
  type ConnectionPlan,
  type PlanDefaults,
  planConnection,
} from '../connection/connection-plan.ts';
import { checkedLimit } from '../connection/limits.ts';
import type { Transport } from '../connection/transport.ts';
import { badOption } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { agreedTransport } from './agreed-transport.ts';
import { connectSocket } from './connect-socket.ts';
import { CONNECT_DEFAULTS, type ConnectTarget } from './connect-target.ts';
import { connectUdp } from './connect-udp.ts';
import { connectWebSocket, shownUrl, websocketUrl } from './connect-websocket.ts';
import { publishConnection, publishReconnect } from './connection-events.ts';
import { nodeScheduler } from './node-scheduler.ts';
import { optionsOf } from './options-of.ts';
import { readSize } from './read-size.ts';
import { LastingConnection } from './reconnect/lasting-connection.ts';
import { planReconnect, type ReconnectChange, type ReconnectOptions } from './reconnect/reconnect-options.ts';
import { hostPort } from './socket-address.ts';
import { udpDefaults } from './udp-options.ts';
import { websocketDefaults } from './websocket-options.ts';

/** Where to connect to, and what the records are. */
export interface ConnectOptions<Out, In = Out> extends ConnectionOptions<Out, In>, ConnectTarget {}

/** As {@link ConnectOptions}, for a connection that is made again when it breaks. */
export interface ReconnectingOptions<Out, In = Out> extends ConnectOptions<Out, In> {
  /** How; `true` takes the defaults. */
  readonly reconnect: ReconnectOptions | true;
}

/**
 * Connects to a TCP, TLS, Unix socket or WebSocket server, or opens a UDP socket, and resolves to the open connection.
 * With `reconnect` that is one which is made again when it breaks, and tries again from the start.
 *
 * @throws StructwireError by rejection: `connection-refused`, `host-not-found`, `connect-timed-out`, `connect-failed`,
 *   `tls-failed`, `websocket-failed`, `package-missing`; with `agree` what `agree` throws; the reason of `signal` when it
 *   is aborted.
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
export function connect<Out, In = Out>(options: ReconnectingOptions<Out, In>): Promise<LastingConnection<Out, In>>;
export function connect<Out, In = Out>(options: ConnectOptions<Out, In>): Promise<Connection<Out, In>>;
export async function connect<Out, In = Out>(
  options: ConnectOptions<Out, In> & { readonly reconnect?: ReconnectOptions | true },
): Promise<Connection<Out, In> | LastingConnection<Out, In>> {
  const { signal, reconnect } = options;
  const plan = planConnection<Out, In>(options, clientDefaults(options));
  signal?.throwIfAborted();
  if (reconnect !== undefined) return connectLastingly(options, plan, reconnect === true ? {} : reconnect);
  const opened = await openTransport(options, plan);
  const transport = await agreedTransport(opened, plan, signal);
  const connection = new Connection(transport, nodeScheduler, plan);
  publishConnection('client', connection);
  abortWith(signal, connection);
  return connection;
}

async function connectLastingly<Out, In>(
  options: ConnectTarget,
  plan: ConnectionPlan<Out, In>,
  reconnect: ReconnectOptions,
): Promise<LastingConnection<Out, In>> {
  if (options.transport !== undefined) {
    const expected = 'a target that can be connected to again';
    throw failure(badOption, { option: 'reconnect', expected, actual: 'a transport' });
  }
  const target = targetOf(options);
  const waits = planReconnect(reconnect, waitUntil);
  const onChange = (change: ReconnectChange): void => {
    publishReconnect(target, change);
    waits.onChange(change);
  };
  const open = async (signal: AbortSignal): Promise<Transport> =>
    agreedTransport(await openTransport({ ...options, signal }, plan), plan, signal);
  const onConnection = (connection: Connection<Out, Uint8Array>): void => publishConnection('client', connection);
  const settings = { target, plan, reconnect: { ...waits, onChange }, scheduler: nodeScheduler, open, onConnection };
  return LastingConnection.open(settings, options.signal);
}

/** What is different for records over the transport that a target names. */
function clientDefaults(target: ConnectTarget): PlanDefaults {
  if (target.url !== undefined) return websocketDefaults();
  const udp = optionsOf(target.udp);
  return udp === undefined ? {} : udpDefaults(udp);
}

function openTransport(
  options: ConnectTarget,
  { receive, limits }: Pick<ConnectionPlan<unknown, never>, 'receive' | 'limits'>,
): Promise<Transport> {
  const { port = 0, host = '127.0.0.1', url, transport, signal } = options;
  if (transport !== undefined) return Promise.resolve(transport);
  const timeoutMs = checkedLimit('connectTimeoutMs', options.connectTimeoutMs ?? CONNECT_DEFAULTS.connectTimeoutMs);
  const settings = { target: targetOf(options), timeoutMs, signal };
  if (url !== undefined) return connectWebSocket(url, options, { ...settings, maxMessageBytes: limits.maxRecordSize });
  const udp = optionsOf(options.udp);
  if (udp !== undefined) return connectUdp({ ...options, host, port }, udp, settings);
  return connectSocket(options, { ...settings, readBytes: readSize(receive) });
}

function targetOf({ port = 0, host = '127.0.0.1', path, url, transport }: ConnectTarget): string {
  if (transport !== undefined) return transport.remoteAddress;
  return url === undefined ? (path ?? hostPort(host, port)) : shownUrl(websocketUrl(url));
}

/** Rejects with the reason of the signal, which a timer keeps to itself. */
async function waitUntil(delayMs: number, signal: AbortSignal): Promise<void> {
  await delay(delayMs, undefined, { signal }).catch(() => signal.throwIfAborted());
}
