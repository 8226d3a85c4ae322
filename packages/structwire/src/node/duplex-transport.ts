import type { Duplex, Readable, Writable } from 'node:stream';
import { LAST_WORDS_MS } from '../connection/last-words.ts';
import type { Transport, TransportSink } from '../connection/transport.ts';
import { connectionReset, notBytes } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { nodeScheduler } from './node-scheduler.ts';

/** One stream for both directions, or one for each. */
export type NodeStreams = Duplex | { readonly readable: Readable; readonly writable: Writable };

/** Any streams of Node as a {@link Transport}. */
export class DuplexTransport implements Transport {
  readonly remoteAddress: string;
  readonly #readable: Readable;
  readonly #writable: Writable;
  #sink: TransportSink | undefined;
  #error: Error | undefined;
  #bytesReceived = 0;
  #hasEnded = false;
  #isReadingOver = false;
  #isWritingOver = false;
  #isDestroyed = false;
  #isClosed = false;

  constructor(streams: NodeStreams, address: string) {
    const [readable, writable] = isDuplex(streams) ? [streams, streams] : [streams.readable, streams.writable];
    this.#readable = readable;
    this.#writable = writable;
    this.remoteAddress = address;
    // From the start, and for ever: a stream without this listener takes the process down when it fails.
    readable.on('error', (error) => this.#break(this.#reset(error.message, error)));
    writable.on('error', (error) => this.#stopWriting(error));
  }

  get pendingBytes(): number {
    return this.#writable.writableLength;
  }

  start(sink: TransportSink): void {
    this.#sink = sink;
    const [readable, writable] = [this.#readable, this.#writable];
    readable.on('data', (chunk: unknown) => this.#take(chunk));
    readable.once('end', () => this.#end());
    readable.once('close', () => this.#stopReading());
    writable.on('drain', () => sink.onDrain());
    writable.once('finish', () => this.#stopWriting());
    writable.once('close', () => this.#stopWriting());
    setImmediate(() => this.#lookBack());
  }

  write(bytes: Uint8Array): boolean {
    if (!this.#writable.destroyed) return this.#writable.write(bytes) || this.#writable.destroyed;
    this.#error ??= this.#reset('the other side reads no more');
    return true;
  }

  pause(): void {
    this.#readable.pause();
  }

  resume(): void {
    this.#readable.resume();
  }

  end(): void {
    this.#writable.end();
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#readable.destroy();
    this.#writable.destroy();
    setImmediate(() => this.#close()); // not every stream says that it is closed
  }

  /** What the streams have said before anyone listened. */
  #lookBack(): void {
    const { readableEnded, destroyed } = this.#readable;
    if (readableEnded) this.#end();
    else if (destroyed) this.#stopReading();
    if (this.#writable.writableFinished || this.#writable.destroyed) this.#stopWriting();
  }

  #take(chunk: unknown): void {
    if (chunk instanceof Uint8Array) {
      this.#bytesReceived += chunk.length;
      this.#sink?.onChunk(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    } else {
      const context = { address: this.remoteAddress, actual: typeof chunk };
      this.#break(failure(notBytes, context, { offset: this.#bytesReceived }));
    }
  }

  #end(): void {
    if (this.#hasEnded || this.#isClosed) return;
    this.#hasEnded = true;
    this.#sink?.onEnd();
    this.#stopReading();
  }

  #stopReading(): void {
    if (!this.#hasEnded) this.#break(this.#reset('closed without an end'));
    this.#isReadingOver = true;
    if (this.#isWritingOver) this.#close();
  }

  /** A program that reads no more may still have something to say, but not for ever. */
  #stopWriting(error?: Error): void {
    const isLost = this.#writable.writableLength > 0 && !this.#writable.writableFinished;
    if (this.#isDestroyed) return;
    if (error !== undefined) this.#error ??= this.#reset(error.message, error);
    else if (isLost) this.#error ??= this.#reset('closed before everything had left');
    this.#isWritingOver = true;
    if (this.#isReadingOver) this.#close();
    else if (this.#error !== undefined) nodeScheduler.after(LAST_WORDS_MS, () => this.destroy());
  }

  #break(error: Error): void {
    if (this.#isDestroyed) return;
    this.#error ??= error;
    this.destroy();
  }

  #reset(reason: string, cause?: Error): Error {
    return failure(connectionReset, { address: this.remoteAddress, reason }, {}, { cause });
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#sink?.onClose(this.#error);
  }
}

function isDuplex(streams: NodeStreams): streams is Duplex {
  return typeof streams.readable === 'boolean';
}
