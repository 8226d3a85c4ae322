import { abortWith } from '../connection/abort-with.ts';
import { agreeUnlessAborted } from '../connection/agreement/agree-unless-aborted.ts';
import { Connection } from '../connection/connection.ts';
import { type ConnectionOptions, planConnection } from '../connection/connection-plan.ts';
import { checkedLimit } from '../connection/limits.ts';
import { badOption, connectTimedOut, websocketFailed } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { datagram } from '../framing/datagram.ts';
import { webScheduler } from './web-scheduler.ts';
import { WebSocketTransport, type WebSocketTransportOptions } from './websocket-transport.ts';

/** Where to connect to, and what the records are. */
export interface ConnectOptions<Out, In = Out> extends ConnectionOptions<Out, In> {
  /** `ws://host:port/path` or `wss://host:port/path`. */
  readonly url: string;
  /** Names of subprotocols, best first; the server has to choose one. */
  readonly protocols?: readonly string[];
  /** Aborting gives up connecting, and later the connection; the reason is what readers and senders get. */
  readonly signal?: AbortSignal;
  /** How long to wait for the connection. Default 10,000 ms. */
  readonly connectTimeoutMs?: number;
  /**
   * Bytes that may have arrived and wait because the program takes no records: a browser cannot hold a WebSocket back, so
   * above it the connection is given up. Default 16 MiB.
   */
  readonly maxUnread?: number;
}

const DEFAULTS = { connectTimeoutMs: 10_000, maxUnread: 16 * 1024 * 1024 } as const;

/**
 * Opens a WebSocket with the `WebSocket` of the browser (or of Deno, Bun, Node 22) and resolves to the open connection.
 *
 * A message holds whole records. A browser does not say why a connection fails.
 *
 * @throws StructwireError by rejection: `websocket-failed`, `connect-timed-out`, `bad-option`, with
 *   `agree` what `agree` throws; the reason of `signal` when
 *   it is aborted.
 * @example
 * ```ts
 * import { codec, f32, record, u32 } from 'structwire';
 * import { listen } from 'structwire/net';
 * import { connect } from 'structwire/web';
 *
 * const Reading = codec(record({ id: u32, value: f32 }));
 * await using server = await listen({ port: 0, webSocket: { path: '/readings' }, codec: Reading }, async (connection) => {
 *   await connection.send({ id: 7, value: 0.5 });
 * });
 *
 * const connection = await connect({ url: `ws://${server.address}/readings`, codec: Reading });
 * for await (const reading of connection) console.log(reading); // { id: 7, value: 0.5 }
 * ```
 */
export async function connect<Out, In = Out>(options: ConnectOptions<Out, In>): Promise<Connection<Out, In>> {
  const { url, signal } = options;
  const plan = planConnection<Out, In>(options, { framing: datagram() });
  const maxUnread = checkedLimit('maxUnread', options.maxUnread ?? DEFAULTS.maxUnread);
  signal?.throwIfAborted();
  const limits = { address: url, maxMessageBytes: plan.limits.maxRecordSize, maxUnread };
  const opened = await openTransport(options, limits);
  const transport = await agreeUnlessAborted(opened, webScheduler, plan, signal);
  const connection = new Connection(transport, webScheduler, plan);
  abortWith(signal, connection);
  return connection;
}

function openTransport(
  {
    url,
    protocols = [],
    signal,
    ...options
  }: Pick<ConnectOptions<never, never>, 'url' | 'protocols' | 'signal' | 'connectTimeoutMs'>,
  limits: WebSocketTransportOptions,
): Promise<WebSocketTransport> {
  const timeoutMs = checkedLimit('connectTimeoutMs', options.connectTimeoutMs ?? DEFAULTS.connectTimeoutMs);
  return new Promise((resolve, reject) => {
    const websocket = newWebSocket(url, protocols);
    const settle = (): void => {
      cancelTimeout();
      signal?.removeEventListener('abort', onAbort);
      websocket.onopen = websocket.onclose = websocket.onerror = null;
    };
    const fail = (reason: unknown): void => {
      settle();
      websocket.onerror = () => {}; // outside of browsers somebody has to listen
      websocket.close();
      reject(reason);
    };
    const onAbort = (): void => fail(signal?.reason);
    const cancelTimeout = webScheduler.after(timeoutMs, () => {
      fail(failure(connectTimedOut, { address: url, timeoutMs }));
    });
    signal?.addEventListener('abort', onAbort);
    websocket.onopen = () => {
      settle();
      resolve(new WebSocketTransport(websocket, limits));
    };
    websocket.onclose = websocket.onerror = () => fail(failure(websocketFailed, { address: url, reason: UNKNOWN }));
  });
}

/** What a page may not know: a server could be scanned for by the reasons. */
const UNKNOWN =
  'nothing listens there, or the server refused, or its certificate is not trusted (a browser does not say which)';

function newWebSocket(url: string, protocols: readonly string[]): WebSocket {
  try {
    return new WebSocket(url, [...protocols]);
  } catch (cause) {
    const expected = 'ws://host:port/path or wss://host:port/path, and names of subprotocols that are tokens';
    throw failure(badOption, { option: 'url', expected, actual: [url, ...protocols].join(' ') }, {}, { cause });
  }
}
