import { LAST_WORDS_MS } from '../connection/last-words.ts';
import type { Scheduler, Transport, TransportSink } from '../connection/transport.ts';
import { connectionAborted, connectionReset, notBytes } from '../errors/network-errors.ts';
import { failure, isStructwireError } from '../errors/structwire-error.ts';

/** A stream that always has more is no reason to let everything else wait. */
const CHUNKS_PER_TURN = 16;

/** One stream for each direction. */
export interface StreamPair {
  readonly readable: ReadableStream<unknown>;
  readonly writable: WritableStream<Uint8Array<ArrayBuffer>>;
}

/** A pair of Web Streams as a {@link Transport}; the streams themselves hold the other side back. */
export class StreamsTransport implements Transport {
  readonly remoteAddress: string;
  readonly #reader: ReadableStreamDefaultReader<unknown>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #scheduler: Scheduler;
  #sink: TransportSink | undefined;
  #error: Error | undefined;
  /** What was read and is not delivered. */
  #next: ReadableStreamReadResult<unknown> | undefined;
  #bytesReceived = 0;
  #pendingBytes = 0;
  #isPumping = false;
  #isPaused = false;
  #isReadingOver = false;
  #isWritingOver = false;
  #isDestroyed = false;
  #isClosed = false;

  constructor({ readable, writable }: StreamPair, address: string, scheduler: Scheduler) {
    this.remoteAddress = address;
    this.#reader = readable.getReader();
    this.#writer = writable.getWriter();
    this.#scheduler = scheduler;
    // Told where they are met; on their own they would count as unhandled.
    this.#reader.closed.catch(() => {});
    this.#writer.closed.catch(() => {});
    this.#writer.ready.catch(() => {});
  }

  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  start(sink: TransportSink): void {
    this.#sink = sink;
    void this.#pump();
  }

  write(bytes: Uint8Array): boolean {
    if (this.#isWritingOver || this.#isDestroyed) return true;
    const { length } = bytes;
    this.#pendingBytes += length;
    const done = (): void => {
      this.#pendingBytes -= length;
    };
    // A stream may take the memory away from whoever writes, and there are other records in it.
    this.#writer.write(bytes.slice()).then(done, (error: unknown) => {
      done();
      this.#stopWriting(error);
    });
    if ((this.#writer.desiredSize ?? 1) > 0) return true;
    this.#writer.ready.then(
      () => this.#sink?.onDrain(),
      () => {}, // the write tells it
    );
    return false;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    void this.#pump();
  }

  end(): void {
    if (this.#isWritingOver || this.#isDestroyed) return;
    this.#writer.close().then(
      () => this.#stopWriting(),
      (error: unknown) => this.#stopWriting(error),
    );
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    const reason = this.#error ?? failure(connectionAborted, { address: this.remoteAddress });
    this.#reader.cancel(reason).catch(() => {}); // it is given up in any case
    this.#writer.abort(reason).catch(() => {});
    this.#scheduler.defer(() => this.#close());
  }

  /** Reads and delivers until it is told to wait, never from inside a call of the sink. */
  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    await Promise.resolve();
    try {
      for (let chunks = 1; !this.#isPaused && !this.#isReadingOver && !this.#isDestroyed; chunks++) {
        this.#next ??= await this.#reader.read();
        if (!this.#isPaused && !this.#isDestroyed) this.#deliver();
        if (chunks % CHUNKS_PER_TURN === 0) await new Promise<void>((resolve) => this.#scheduler.defer(resolve));
      }
    } catch (error) {
      this.#break(this.#reset(error));
    }
    this.#isPumping = false;
  }

  #deliver(): void {
    const next = this.#next;
    this.#next = undefined;
    if (next?.done === false) {
      this.#take(next.value);
      return;
    }
    this.#isReadingOver = true;
    this.#sink?.onEnd();
    if (this.#isWritingOver) this.#close();
  }

  #take(chunk: unknown): void {
    const bytes = chunk instanceof ArrayBuffer ? new Uint8Array(chunk) : chunk;
    if (ArrayBuffer.isView(bytes)) {
      this.#bytesReceived += bytes.byteLength;
      this.#sink?.onChunk(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    } else {
      const context = { address: this.remoteAddress, actual: typeof chunk };
      this.#break(failure(notBytes, context, { offset: this.#bytesReceived }));
    }
  }

  /** Whoever reads no more may still have something to say, but not for ever. */
  #stopWriting(error?: unknown): void {
    if (this.#isWritingOver || this.#isDestroyed) return;
    this.#isWritingOver = true;
    if (error !== undefined) this.#error ??= this.#reset(error);
    if (this.#isReadingOver) this.#close();
    else if (error !== undefined) this.#scheduler.after(LAST_WORDS_MS, () => this.destroy());
  }

  #break(error: Error): void {
    if (this.#isDestroyed) return;
    this.#error ??= error;
    this.destroy();
  }

  #reset(cause: unknown): Error {
    const isAbort = isStructwireError(cause, 'connection-aborted');
    const reason = isAbort ? 'the other side gave it up' : cause instanceof Error ? cause.message : String(cause);
    return failure(connectionReset, { address: this.remoteAddress, reason }, {}, { cause });
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#sink?.onClose(this.#error);
  }
}
