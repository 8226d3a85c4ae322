import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Listener, ListenerSink } from './listener.ts';
import { hostPort, remoteAddressOf } from './socket-address.ts';
import { tlsError } from './socket-error.ts';
import { SocketTransport } from './socket-transport.ts';
import { untilQuiet } from './until-quiet.ts';

/** A listening TCP, TLS or Unix socket. */
export class SocketListener implements Listener {
  readonly address: string;
  readonly port: number;
  readonly #server: NetServer;
  readonly #isTls: boolean;
  /** TLS connections whose handshake is not done. */
  readonly #shaking = new Set<Socket>();
  #accepted = 0;

  /** `server` listens already. */
  constructor(server: NetServer, options: { readonly isTls: boolean; readonly maxConnections: number }) {
    const bound = server.address() as AddressInfo | string; // it listens
    this.address = typeof bound === 'string' ? bound : hostPort(bound.address, bound.port);
    this.port = typeof bound === 'string' ? 0 : bound.port;
    this.#server = server;
    this.#isTls = options.isTls;
    if (Number.isFinite(options.maxConnections)) server.maxConnections = options.maxConnections;
  }

  start(sink: ListenerSink): void {
    const server = this.#server;
    server.on(this.#isTls ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.#accepted++;
      sink.onTransport(new SocketTransport(socket, this.address));
    });
    server.on('drop', (data) => sink.onRefused(remoteAddressOf(data ?? {})));
    server.on('error', (error: Error) => sink.onFailed(this.address, error)); // accepting failed; the server goes on
    if (this.#isTls) this.#watchHandshakes(sink);
  }

  #watchHandshakes(sink: ListenerSink): void {
    const server = this.#server;
    server.on('connection', (socket: Socket) => {
      this.#shaking.add(socket);
      socket.once('close', () => this.#shaking.delete(socket));
    });
    server.on('secureConnection', (socket: TLSSocket) => {
      for (const raw of this.#shaking) if (raw.remotePort === socket.remotePort) this.#shaking.delete(raw);
    });
    server.on('tlsClientError', (error: Error, socket: TLSSocket) => {
      const address = remoteAddressOf(socket);
      socket.destroy();
      sink.onFailed(address, tlsError(refusedCertificate(socket) ?? error, address));
    });
  }

  async stop(patienceMs: number): Promise<void> {
    await untilQuiet(() => this.#accepted, patienceMs);
    this.#server.close();
    for (const socket of this.#shaking) socket.destroy();
  }
}

/** Why this side has refused a client by its certificate: the error itself only says that there is no connection. */
function refusedCertificate({ authorizationError }: TLSSocket): Error | undefined {
  const code: unknown = authorizationError; // a word, whatever its type says
  return typeof code === 'string' ? Object.assign(new Error(code), { code }) : undefined;
}
