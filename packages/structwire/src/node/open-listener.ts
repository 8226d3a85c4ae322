import { createServer, type Server as NetServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type ConnectionLimits, checkedLimit } from '../connection/limits.ts';
import type { ListenTarget } from './listen-target.ts';
import { listenWebSocket } from './listen-websocket.ts';
import type { Listener } from './listener.ts';
import { openServer } from './open-server.ts';
import { optionsOf } from './options-of.ts';
import { SocketListener } from './socket-listener.ts';
import { KEEP_ALIVE, SOCKET_BUFFER_BYTES } from './tcp-defaults.ts';
import { type ListenTls, serverTlsOptions } from './tls-settings.ts';
import { listenUdp } from './udp-listener.ts';
import { UDP_DEFAULTS } from './udp-options.ts';

/** Begins to listen where the target says, over the transport that it names. */
export async function openListener(
  target: ListenTarget & { readonly idleTimeoutMs?: number },
  limits: Required<ConnectionLimits> & { readonly maxConnections: number },
): Promise<Listener> {
  if (target.listener !== undefined) return target.listener;
  const [udp, webSocket] = [optionsOf(target.udp), optionsOf(target.webSocket)];
  if (udp !== undefined) {
    const idleTimeoutMs = checkedLimit('idleTimeoutMs', target.idleTimeoutMs ?? UDP_DEFAULTS.idleTimeoutMs);
    return listenUdp(target, udp, { ...limits, idleTimeoutMs });
  }
  if (webSocket !== undefined) {
    return listenWebSocket(target, webSocket, { ...limits, maxMessageBytes: limits.maxRecordSize });
  }
  const { tls } = target;
  const sockets = createSockets(tls, limits.handshakeTimeoutMs);
  await openServer(sockets, target);
  return new SocketListener(sockets, { isTls: tls !== undefined, maxConnections: limits.maxConnections });
}

function createSockets(tls: ListenTls | undefined, handshakeTimeoutMs: number): NetServer {
  const settings = { noDelay: true, ...KEEP_ALIVE, highWaterMark: SOCKET_BUFFER_BYTES };
  // Over TCP answers may still be sent after the client's last record. Not over TLS: there a peer that resets would hold
  // its descriptor until the idle deadline.
  if (tls === undefined) return createServer({ ...settings, allowHalfOpen: true });
  return createTlsServer({ ...settings, ...serverTlsOptions(tls, handshakeTimeoutMs) });
}
