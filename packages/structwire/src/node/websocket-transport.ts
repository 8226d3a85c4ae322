import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { WebSocket } from 'ws';
import { MessageGate } from '../connection/message-gate.ts';
import type { Security } from '../connection/security.ts';
import type { Transport, TransportSink } from '../connection/transport.ts';
import { UnderWay } from '../connection/under-way.ts';
import { CLOSE, closeError } from '../connection/websocket-close.ts';
import { notBytes, websocketClosed } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { nodeScheduler } from './node-scheduler.ts';
import { securityOf } from './security-of.ts';
import { brokenError } from './socket-error.ts';

/** How long a peer has for its part of the closing handshake after it has sent nonsense. */
const CLOSING_MS = 1_000;

/** An open WebSocket of the package `ws` as a {@link Transport}: every write is a binary message. */
export class WebSocketTransport implements Transport {
  readonly remoteAddress: string;
  readonly maxMessageBytes: number;
  readonly #websocket: WebSocket;
  /** Absent in Bun, whose own code stands in for the package: there nobody can tell what has come of a message. */
  readonly #socket: Socket | undefined;
  readonly #gate: MessageGate;
  #sink: TransportSink | undefined;
  #error: Error | undefined;
  readonly #underWay: UnderWay = new UnderWay();
  #bytesReceived = 0;
  /** What the socket had received when the last message, ping or pong was complete. */
  #bytesComplete: number;
  #isGivenUp = false;

  constructor(
    websocket: WebSocket,
    socket: Socket | undefined,
    options: { readonly address: string; readonly maxMessageBytes: number },
  ) {
    this.#websocket = websocket;
    this.#socket = socket;
    this.remoteAddress = options.address;
    this.maxMessageBytes = options.maxMessageBytes;
    this.#bytesComplete = this.#bytesRead;
    this.#gate = new MessageGate((bytes) => this.#sink?.onChunk(bytes), setImmediate);
    websocket.on('message', (data, isBinary) => this.#take(data as Buffer, isBinary)); // of binaryType nodebuffer
    websocket.on('ping', this.#complete).on('pong', this.#complete);
    websocket.on('error', (error) => this.#fail(error));
    websocket.once('close', (code, reason) => this.#close(code, reason.toString()));
  }

  get security(): Security | undefined {
    return this.#socket instanceof TLSSocket ? securityOf(this.#socket) : undefined;
  }

  get pendingBytes(): number {
    return this.#underWay.bytes;
  }

  get heldBytes(): number {
    return this.#gate.heldBytes + this.#bytesRead - this.#bytesComplete;
  }

  get #bytesRead(): number {
    return this.#socket?.bytesRead ?? 0;
  }

  start(sink: TransportSink): void {
    this.#sink = sink;
    this.#gate.resume();
  }

  write(bytes: Uint8Array): boolean {
    const { length } = bytes;
    const hasRoom = this.#underWay.add(length);
    this.#websocket.send(bytes, { binary: true }, () => {
      if (this.#underWay.remove(length)) this.#sink?.onDrain();
    });
    return hasRoom;
  }

  pause(): void {
    this.#gate.pause();
    this.#websocket.pause();
  }

  resume(): void {
    this.#gate.resume();
    this.#websocket.resume();
  }

  /** A WebSocket ends for both sides: what the other one has not sent by then does not come. */
  end(): void {
    this.#websocket.close(CLOSE.normal);
  }

  destroy(): void {
    this.#isGivenUp = true;
    this.#gate.clear();
    this.#gate.resume();
    this.#websocket.terminate();
  }

  #take(data: Buffer, isBinary: boolean): void {
    this.#complete();
    if (this.#error !== undefined) return;
    if (isBinary) {
      this.#bytesReceived += data.length;
      this.#gate.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      return;
    }
    const context = { address: this.remoteAddress, actual: 'text' };
    this.#error = failure(notBytes, context, { offset: this.#bytesReceived });
    this.#websocket.close(CLOSE.unsupportedData, 'records are binary messages');
    const cancel = nodeScheduler.after(CLOSING_MS, () => this.#websocket.terminate());
    this.#websocket.once('close', cancel);
  }

  readonly #complete = (): void => {
    this.#bytesComplete = this.#bytesRead;
  };

  /** The package answers nonsense with a close of its own, and says here why. */
  #fail(error: Error & { readonly code?: string }): void {
    const address = this.remoteAddress;
    const { code = '' } = error;
    if (code.startsWith('WS_ERR_')) {
      const isTooLong = code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
      const reason = isTooLong
        ? `a message is longer than ${this.maxMessageBytes} bytes (maxRecordSize)`
        : error.message;
      const context = { address, closeCode: isTooLong ? 1009 : 1002, reason, by: 'this side' } as const;
      this.#error ??= failure(websocketClosed, context, { offset: this.#bytesReceived }, { cause: error });
    } else {
      this.#error ??= brokenError(error, address);
    }
  }

  #close(code: number, text: string): void {
    const offset = this.#bytesReceived;
    this.#error ??= this.#isGivenUp ? undefined : closeError(this.remoteAddress, code, text, offset);
    this.#gate.finish(() => {
      if (this.#error === undefined) this.#sink?.onEnd();
      this.#sink?.onClose(this.#error);
    });
  }
}
