import type { RemoteInfo, Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { MessageStats } from '../connection/transport.ts';
import type { Listener, ListenerSink } from './listener.ts';
import { nodeScheduler } from './node-scheduler.ts';
import { hostPort } from './socket-address.ts';
import { listenError } from './socket-error.ts';
import { droppedBySystem } from './udp-drops.ts';
import { type ListenUdp, maxDatagram } from './udp-options.ts';
import { UdpPeer } from './udp-peer.ts';
import { bindUdp } from './udp-socket.ts';
import { untilQuiet } from './until-quiet.ts';

/** How a {@link UdpListener} treats those who send to it. */
export interface UdpListenerOptions {
  readonly maxConnections: number;
  readonly maxDatagram: number;
  readonly idleTimeoutMs: number;
}

/** Binds a socket, joins the groups and listens. */
export async function listenUdp(
  { host, port = 0 }: { readonly host?: string; readonly port?: number },
  udp: ListenUdp,
  limits: { readonly maxConnections: number; readonly idleTimeoutMs: number },
): Promise<UdpListener> {
  const { groups = [], reuseAddress = groups.length > 0 } = udp;
  const isIpv6 = isIPv6(host ?? groups[0] ?? '');
  const everywhere = isIpv6 ? '::' : '0.0.0.0';
  const address = host ?? (groups.length > 0 ? everywhere : '127.0.0.1');
  const socket = await bindUdp(address, port, { ...udp, reuseAddress, isIpv6 });
  try {
    for (const group of groups) socket.addMembership(group, udp.interface);
  } catch (error) {
    socket.close();
    throw listenError(error as Error, hostPort(address, port)); // Node throws errors
  }
  return new UdpListener(socket, { ...limits, maxDatagram: maxDatagram(udp, isIpv6) });
}

/** A UDP socket that takes datagrams from anyone: every address that sends is a connection. */
export class UdpListener implements Listener {
  readonly address: string;
  readonly port: number;
  readonly #socket: Socket;
  readonly #options: UdpListenerOptions;
  readonly #receiveBufferBytes: number;
  readonly #peers = new Map<string, UdpPeer>();
  #accepted = 0;
  #droppedLagging = 0;
  #undelivered = 0;
  #droppedAtEnd: number | undefined;
  #stopSweeping = (): void => {};
  #isStopping = false;
  #isClosed = false;

  constructor(socket: Socket, options: UdpListenerOptions) {
    const { address, port } = socket.address();
    this.#socket = socket;
    this.#options = options;
    this.#receiveBufferBytes = socket.getRecvBufferSize();
    this.port = port;
    this.address = hostPort(address, port);
  }

  get messages(): MessageStats {
    const dropped = this.#isClosed ? this.#droppedAtEnd : droppedBySystem(this.#socket);
    let undelivered = this.#undelivered;
    for (const { outlet } of this.#peers.values()) undelivered += outlet.undelivered;
    return {
      droppedLagging: this.#droppedLagging,
      ...(dropped !== undefined && { droppedBySystem: dropped }),
      undelivered,
      receiveBufferBytes: this.#receiveBufferBytes,
    };
  }

  start(sink: ListenerSink): void {
    const { idleTimeoutMs } = this.#options;
    this.#socket.on('message', (message, from) => this.#take(message, from, sink));
    this.#socket.on('error', (error: Error) => sink.onFailed(this.address, listenError(error, this.address)));
    if (idleTimeoutMs === Number.POSITIVE_INFINITY) return;
    const sweep = (elapsedMs: number): void => {
      for (const peer of this.#peers.values()) peer.passTime(elapsedMs, idleTimeoutMs);
    };
    this.#stopSweeping = nodeScheduler.every(Math.min(1_000, Math.max(10, idleTimeoutMs / 8)), { sweep });
  }

  async stop(patienceMs: number): Promise<void> {
    await untilQuiet(() => this.#accepted, patienceMs);
    this.#isStopping = true;
    this.#closeWhenDone();
  }

  #take({ buffer, byteOffset, byteLength }: Buffer, from: RemoteInfo, sink: ListenerSink): void {
    const key = `${from.address} ${from.port}`;
    const peer = this.#peers.get(key) ?? this.#accept(key, from, sink);
    if (peer?.take(new Uint8Array(buffer, byteOffset, byteLength)) === false) this.#droppedLagging++;
  }

  #accept(key: string, from: RemoteInfo, sink: ListenerSink): UdpPeer | undefined {
    if (this.#isStopping) return undefined;
    if (this.#peers.size >= this.#options.maxConnections) {
      sink.onRefused(hostPort(from.address, from.port));
      return undefined;
    }
    const peer = new UdpPeer(this.#socket, from, this.#options.maxDatagram, ({ outlet }) => {
      this.#peers.delete(key);
      this.#undelivered += outlet.undelivered;
      this.#closeWhenDone();
    });
    this.#accepted++;
    this.#peers.set(key, peer);
    sink.onTransport(peer);
    return peer;
  }

  /** The socket is needed until the last answer has left. */
  #closeWhenDone(): void {
    if (!this.#isStopping || this.#isClosed || this.#peers.size > 0) return;
    this.#droppedAtEnd = droppedBySystem(this.#socket);
    this.#isClosed = true;
    this.#stopSweeping();
    this.#socket.close();
  }
}
