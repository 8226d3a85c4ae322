import { MessageGate } from '../connection/message-gate.ts';
import type { Transport, TransportSink } from '../connection/transport.ts';
import { MOST_UNDER_WAY } from '../connection/under-way.ts';
import { CLOSE, closeError } from '../connection/websocket-close.ts';
import { notBytes, receiveBufferFull } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { webScheduler } from './web-scheduler.ts';

/** A browser does not say when there is room again: it is asked this often while somebody waits for it. */
const POLL_MS = 10;

/** What a {@link WebSocketTransport} may hold. */
export interface WebSocketTransportOptions {
  readonly address: string;
  readonly maxMessageBytes: number;
  /** Bytes that may wait while nobody takes them. */
  readonly maxUnread: number;
}

/** An open WebSocket of the browser as a {@link Transport}: every write is a binary message. */
export class WebSocketTransport implements Transport {
  readonly remoteAddress: string;
  readonly maxMessageBytes: number;
  readonly #websocket: WebSocket;
  readonly #maxUnread: number;
  readonly #gate: MessageGate;
  #sink: TransportSink | undefined;
  #error: Error | undefined;
  #bytesReceived = 0;
  #isOver = false;

  constructor(websocket: WebSocket, options: WebSocketTransportOptions) {
    this.#websocket = websocket;
    this.remoteAddress = options.address;
    this.maxMessageBytes = options.maxMessageBytes;
    this.#maxUnread = options.maxUnread;
    this.#gate = new MessageGate(
      (bytes) => this.#sink?.onChunk(bytes),
      (task) => webScheduler.defer(task),
    );
    websocket.binaryType = 'arraybuffer';
    websocket.onmessage = ({ data }: MessageEvent<unknown>) => this.#take(data);
    websocket.onclose = ({ code, reason }) => {
      this.#over(closeError(this.remoteAddress, code, reason, this.#bytesReceived));
    };
  }

  get pendingBytes(): number {
    return this.#websocket.bufferedAmount;
  }

  get heldBytes(): number {
    return this.#gate.heldBytes;
  }

  start(sink: TransportSink): void {
    this.#sink = sink;
    this.#gate.resume();
  }

  write(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (this.#websocket.readyState !== this.#websocket.OPEN) return true;
    this.#websocket.send(bytes);
    if (this.#websocket.bufferedAmount <= MOST_UNDER_WAY) return true;
    this.#waitForRoom();
    return false;
  }

  pause(): void {
    this.#gate.pause();
  }

  resume(): void {
    this.#gate.resume();
  }

  /** A WebSocket ends for both sides: what the other one has not sent by then does not come. */
  end(): void {
    this.#websocket.close(CLOSE.normal);
  }

  destroy(): void {
    this.#dropHeld();
    this.#websocket.close(CLOSE.aborted);
    this.#over();
  }

  #take(data: unknown): void {
    if (this.#isOver) return;
    if (!(data instanceof ArrayBuffer)) {
      const context = { address: this.remoteAddress, actual: 'text' };
      this.#break(failure(notBytes, context, { offset: this.#bytesReceived }), CLOSE.notBinary);
      return;
    }
    this.#bytesReceived += data.byteLength;
    this.#gate.push(new Uint8Array(data));
    const { heldBytes } = this.#gate;
    if (heldBytes <= this.#maxUnread) return;
    const context = { address: this.remoteAddress, held: heldBytes, limit: this.#maxUnread };
    this.#dropHeld();
    this.#break(failure(receiveBufferFull, context), CLOSE.aborted);
  }

  #dropHeld(): void {
    this.#gate.clear();
    this.#gate.resume();
  }

  #break(error: Error, code: number): void {
    this.#websocket.close(code);
    this.#over(error);
  }

  /** What has come is still delivered; the closing handshake is the browser's business. */
  #over(error?: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#error = error;
    this.#gate.finish(() => {
      if (this.#error === undefined) this.#sink?.onEnd();
      this.#sink?.onClose(this.#error);
    });
  }

  #waitForRoom(): void {
    webScheduler.after(POLL_MS, () => {
      if (this.#isOver) return;
      if (this.#websocket.bufferedAmount <= MOST_UNDER_WAY / 2) this.#sink?.onDrain();
      else this.#waitForRoom();
    });
  }
}
