import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { ListenTarget } from './listen-target.ts';
import { loadWs } from './load-ws.ts';
import { openServer } from './open-server.ts';
import { KEEP_ALIVE, SOCKET_BUFFER_BYTES } from './tcp-defaults.ts';
import { serverTlsOptions } from './tls-settings.ts';
import { type WebSocketLimits, WebSocketListener } from './websocket-listener.ts';
import { chosenProtocol, type ListenWebSocket, wsOptions } from './websocket-options.ts';

/** Listens for WebSockets, on an HTTP server of its own unless there is one. */
export async function listenWebSocket(
  target: ListenTarget,
  options: ListenWebSocket,
  limits: WebSocketLimits,
): Promise<WebSocketListener> {
  const { protocols } = options;
  const { WebSocketServer } = await loadWs();
  const websockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    ...wsOptions(limits.maxMessageBytes),
    handleProtocols: (offered) => (protocols && chosenProtocol(protocols, offered)) ?? false,
  });
  const http = options.server ?? createHttp(target, limits);
  if (options.server === undefined) await openServer(http, target);
  return new WebSocketListener(http, websockets, options, limits);
}

function createHttp({ tls }: ListenTarget, { handshakeTimeoutMs }: WebSocketLimits): HttpServer | HttpsServer {
  // A request without a host is answered like any other that is no WebSocket, and counted.
  const settings = { noDelay: true, ...KEEP_ALIVE, highWaterMark: SOCKET_BUFFER_BYTES, requireHostHeader: false };
  if (tls === undefined) return createServer(settings);
  return createHttpsServer({ ...settings, ...serverTlsOptions(tls, handshakeTimeoutMs) });
}
