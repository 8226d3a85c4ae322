import type { Socket } from 'node:net';
import type { ClientOptions } from 'ws';
import { checkedLimit } from '../connection/limits.ts';
import { badOption, websocketFailed } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { type AttemptOptions, attempt } from './attempt.ts';
import { CONNECT_DEFAULTS, type ConnectTarget } from './connect-target.ts';
import { loadWs } from './load-ws.ts';
import { connectError, isTlsError, tlsError } from './socket-error.ts';
import { KEEP_ALIVE, SOCKET_BUFFER_BYTES } from './tcp-defaults.ts';
import { clientTlsOptions } from './tls-settings.ts';
import { wsOptions } from './websocket-options.ts';
import { WebSocketTransport } from './websocket-transport.ts';

/** Opens a WebSocket to the server that a URL names. */
export async function connectWebSocket(
  url: string,
  options: ConnectTarget,
  limits: AttemptOptions & { readonly maxMessageBytes: number },
): Promise<WebSocketTransport> {
  const parsed = websocketUrl(url);
  const { WebSocket } = await loadWs();
  limits.signal?.throwIfAborted();
  const { target, maxMessageBytes } = limits;
  return attempt(limits, (succeed, fail) => {
    const protocols = [...(options.webSocket?.protocols ?? [])];
    const websocket = new WebSocket(url, protocols, clientOptions(options, parsed, maxMessageBytes));
    let socket: Socket | undefined;
    websocket.once('upgrade', (response) => {
      socket = response.socket ?? undefined; // null in Bun
    });
    websocket.once('unexpected-response', (_request, { statusCode, statusMessage }) => {
      const reason = `the server answers HTTP ${statusCode} ${statusMessage}`;
      fail(failure(websocketFailed, { address: target, reason }));
    });
    const onError = (error: Error): void => fail(handshakeError(error, target));
    websocket.on('error', onError);
    websocket.once('open', () => {
      // it was upgraded just now
      succeed(new WebSocketTransport(websocket, socket, { address: target, maxMessageBytes }));
      websocket.off('error', onError);
    });
    return () => websocket.terminate();
  });
}

/**
 * The parts of a WebSocket URL.
 *
 * @throws StructwireError `bad-option` for any other text.
 */
export function websocketUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed !== undefined && /^wss?:$/.test(parsed.protocol) && parsed.hash === '') return parsed;
  throw failure(badOption, { option: 'url', expected: 'ws://host:port/path or wss://host:port/path', actual: url });
}

/** The URL as messages show it: without a password and without what may be a secret in the query. */
export function shownUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

function clientOptions(
  { tls = true, lookup, webSocket = {}, attemptTimeoutMs = CONNECT_DEFAULTS.attemptTimeoutMs }: ConnectTarget,
  { protocol, hostname }: URL,
  maxMessageBytes: number,
): ClientOptions {
  const { origin, headers } = webSocket;
  const attemptMs = checkedLimit('attemptTimeoutMs', attemptTimeoutMs);
  // Handed on to the socket; the declarations of the package do not know.
  const socket = {
    highWaterMark: SOCKET_BUFFER_BYTES,
    ...KEEP_ALIVE,
    autoSelectFamilyAttemptTimeout: Math.min(Math.max(attemptMs, 10), 2 ** 31 - 1),
  };
  const common: ClientOptions = {
    ...socket,
    ...wsOptions(maxMessageBytes),
    ...(lookup !== undefined && { lookup }),
    ...(origin !== undefined && { origin }),
    ...(headers !== undefined && { headers }),
  };
  if (protocol === 'ws:') return common;
  // Handed on to TLS as they are; the declarations of the package say something else about one of them.
  return { ...common, ...clientTlsOptions(typeof tls === 'object' ? tls : {}, bare(hostname)) } as ClientOptions;
}

/** An IPv6 address without the brackets of a URL. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

function handshakeError(error: Error & { readonly code?: string }, address: string): Error {
  if (isTlsError(error)) return tlsError(error, address);
  const { code } = error;
  if (code?.startsWith('HPE_')) {
    return failure(
      websocketFailed,
      { address, reason: `the server does not speak HTTP (${code})` },
      {},
      { cause: error },
    );
  }
  if (code === undefined && !(error instanceof AggregateError)) {
    return failure(websocketFailed, { address, reason: error.message }, {}, { cause: error });
  }
  return connectError(error, address);
}
