import { type Server as HttpServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { WebSocket, WebSocketServer } from 'ws';
import { websocketFailed } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { Handshakes } from './handshakes.ts';
import type { Listener, ListenerSink } from './listener.ts';
import { hostPort, remoteAddressOf } from './socket-address.ts';
import { tlsError } from './socket-error.ts';
import { untilQuiet } from './until-quiet.ts';
import { type ListenWebSocket, refusalOf } from './websocket-options.ts';
import { WebSocketTransport } from './websocket-transport.ts';

/** How a {@link WebSocketListener} treats those who come. */
export interface WebSocketLimits {
  readonly maxConnections: number;
  readonly handshakeTimeoutMs: number;
  readonly maxMessageBytes: number;
}

/** WebSockets that come in over an HTTP server: one of its own, or one that is there already. */
export class WebSocketListener implements Listener {
  readonly #http: HttpServer | HttpsServer;
  readonly #websockets: WebSocketServer;
  readonly #options: ListenWebSocket;
  readonly #limits: WebSocketLimits;
  readonly #isOwn: boolean;
  readonly #handshakes: Handshakes;
  #sink: ListenerSink | undefined;
  #accepted = 0;
  #open = 0;

  /** `http` listens already when it belongs to the listener. */
  constructor(
    http: HttpServer | HttpsServer,
    websockets: WebSocketServer,
    options: ListenWebSocket,
    limits: WebSocketLimits,
  ) {
    this.#http = http;
    this.#websockets = websockets;
    this.#options = options;
    this.#limits = limits;
    this.#isOwn = options.server === undefined;
    this.#handshakes = new Handshakes(limits.handshakeTimeoutMs, (socket, reason) => this.#fail(socket, reason));
  }

  get address(): string {
    const bound = this.#bound;
    if (bound === null) return 'an HTTP server that does not listen yet';
    return typeof bound === 'string' ? bound : hostPort(bound.address, bound.port);
  }

  get port(): number {
    const bound = this.#bound;
    return bound === null || typeof bound === 'string' ? 0 : bound.port;
  }

  start(sink: ListenerSink): void {
    this.#sink = sink;
    this.#websockets.on('wsClientError', (error, socket) => {
      refuse(socket, 400);
      this.#fail(socket as Socket, error.message); // it came from a server of net
    });
    this.#http.on('upgrade', this.#onUpgrade);
    if (this.#isOwn) this.#watch(this.#http);
  }

  async stop(patienceMs: number): Promise<void> {
    await untilQuiet(() => this.#accepted, patienceMs);
    this.#http.off('upgrade', this.#onUpgrade);
    if (!this.#isOwn) return;
    this.#http.close();
    this.#handshakes.end();
  }

  get #bound(): AddressInfo | string | null {
    return this.#http.address();
  }

  /** A server of its own is there for WebSockets and nothing else. */
  #watch(http: HttpServer | HttpsServer): void {
    const { maxConnections } = this.#limits;
    if (Number.isFinite(maxConnections)) http.maxConnections = maxConnections;
    http.on('connection', (socket: Socket) => this.#handshakes.begin(socket));
    http.on('drop', (data) => this.#sink?.onRefused(remoteAddressOf(data ?? {})));
    http.on('error', (error: Error) => this.#sink?.onFailed(this.address, error)); // accepting failed; it goes on
    http.on('request', ({ method, url = '', socket }: IncomingMessage, response: ServerResponse) => {
      response.writeHead(426, { upgrade: 'websocket', connection: 'close' }).end();
      this.#fail(socket, `it asks for a page (${method} ${url.slice(0, 100)})`);
    });
    http.on('clientError', (error: Error & { code?: string }, socket: Duplex) => {
      refuse(socket, 400);
      const speaksHttp = error.code?.startsWith('HPE_') !== true;
      this.#fail(socket as Socket, speaksHttp ? error.message : `it does not speak HTTP (${error.code})`); // as above
    });
    http.on('tlsClientError', (error: Error, socket: TLSSocket) => {
      const address = remoteAddressOf(socket);
      socket.destroy();
      this.#sink?.onFailed(address, tlsError(error, address));
    });
  }

  readonly #onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const socket = stream as Socket; // it came from a server of net
    const { path } = this.#options;
    const [asked = ''] = (request.url ?? '').split('?', 1);
    if (path !== undefined && asked !== path) {
      // On a server that is shared the path may be somebody else's.
      if (this.#isOwn || this.#http.listenerCount('upgrade') === 1)
        this.#refuse(socket, 404, `nothing is at ${asked.slice(0, 100)}`);
      return;
    }
    const refusal = refusalOf(this.#options, request.headers);
    if (refusal !== undefined) this.#refuse(socket, refusal.status, refusal.reason);
    else if (this.#open >= this.#limits.maxConnections) this.#turnAway(socket);
    else this.#websockets.handleUpgrade(request, stream, head, (websocket) => this.#accept(websocket, socket));
  };

  #accept(websocket: WebSocket, socket: Socket): void {
    this.#handshakes.done(socket);
    this.#accepted++;
    this.#open++;
    socket.once('close', () => this.#open--);
    const { maxMessageBytes } = this.#limits;
    const address = socket.remoteAddress === undefined ? this.address : remoteAddressOf(socket);
    this.#sink?.onTransport(new WebSocketTransport(websocket, socket, { address, maxMessageBytes }));
  }

  #turnAway(socket: Socket): void {
    refuse(socket, 503);
    this.#sink?.onRefused(remoteAddressOf(socket));
  }

  #refuse(socket: Socket, status: number, reason: string): void {
    const address = remoteAddressOf(socket);
    refuse(socket, status);
    this.#sink?.onFailed(address, failure(websocketFailed, { address, reason }));
  }

  #fail(socket: Socket, reason: string): void {
    const address = remoteAddressOf(socket);
    this.#sink?.onFailed(address, failure(websocketFailed, { address, reason }));
  }
}

/** Answers in HTTP and hangs up. */
function refuse(socket: Duplex, status: number): void {
  socket.on('error', () => {}); // whoever is refused may be gone already
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
