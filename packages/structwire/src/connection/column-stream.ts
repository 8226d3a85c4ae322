import type { ColumnBatch, ColumnDecoder } from '../columns/column-decoder.ts';
import { isStructwireError, type StructwireError } from '../errors/structwire-error.ts';
import type { Inbox } from './inbox.ts';
import { type Run, unreadable } from './record-reader.ts';

/** What a stream of columns asks of the connection behind it. */
export interface ColumnSource {
  /** A record means nothing: nothing more is exchanged. */
  breakOff(error: StructwireError): void;
  /** What arrives from now on is for others. */
  detach(stream: object): void;
}

/**
 * The records of a connection as batches of columns.
 *
 * While the reader waits, records are decoded from the chunk they arrived in. Otherwise they wait in the inbox, as bytes.
 */
export class ColumnStream<C> implements AsyncIterableIterator<ColumnBatch<C>, undefined> {
  readonly #decoder: ColumnDecoder<C>;
  readonly #size: number;
  readonly #inbox: Inbox<unknown>;
  readonly #source: ColumnSource;
  /** Records that this stream has taken so far. */
  #taken = 0;
  #isWaiting = false;
  #isOver = false;

  constructor(decoder: ColumnDecoder<C>, size: number, inbox: Inbox<unknown>, source: ColumnSource) {
    this.#decoder = decoder;
    this.#size = size;
    this.#inbox = inbox;
    this.#source = source;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** What has come since the last batch, as soon as there is something. */
  async next(): Promise<IteratorResult<ColumnBatch<C>, undefined>> {
    if (this.#isOver) return { done: true, value: undefined };
    for (;;) {
      this.#takeWaiting();
      if (this.#decoder.count > 0) return { done: false, value: this.#decoder.take() };
      this.#isWaiting = true;
      const hasMore = await this.#inbox.wait().finally(() => {
        this.#isWaiting = false;
      });
      if (!hasMore && this.#decoder.count === 0) return this.#finish();
    }
  }

  /** Leaves what comes next to others. */
  return(): Promise<IteratorResult<ColumnBatch<C>, undefined>> {
    this.#isOver = true;
    this.#source.detach(this);
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Takes whole records that have arrived, in memory that is somebody else's afterwards. */
  readonly take = (run: Run): void => {
    if (this.#inbox.hasEnded) return; // at a record of the same chunk
    if (!this.#isWaiting || !this.#inbox.isEmpty) {
      this.#inbox.pushRun({ ...run, bytes: new Uint8Array(run.bytes) });
      return;
    }
    const rest = this.#write(run);
    if (rest !== undefined) this.#inbox.pushRun({ ...rest, bytes: new Uint8Array(rest.bytes) });
    else this.#inbox.wake(true);
  };

  #takeWaiting(): void {
    while (!this.#decoder.isFull) {
      const run = this.#inbox.takeRun();
      if (run === undefined) return;
      const rest = this.#write(run);
      if (rest !== undefined) this.#inbox.putBackRun(rest);
    }
  }

  /** Decodes until the batch is full, and gives what is left; nothing is behind a record that makes no sense. */
  #write(run: Run): Run | undefined {
    const taken = this.#taken;
    try {
      const at = this.#decoder.write(run.bytes);
      this.#taken += at / this.#size;
      return at < run.bytes.length ? from(run, at, this.#size) : undefined;
    } catch (cause) {
      // The decoder counts from the first byte it has seen.
      const index = (isStructwireError(cause) ? (cause.offset ?? 0) : 0) - taken * this.#size;
      const before = Math.floor(index / this.#size);
      if (before > 0) this.#decoder.write(run.bytes.subarray(0, before * this.#size));
      const offset = run.offset - taken * this.#size;
      const error = unreadable({ record: run.record + before, offset, index: 0 }, cause);
      this.#inbox.cutShort(error);
      this.#source.breakOff(error);
      return undefined;
    }
  }

  #finish(): IteratorResult<ColumnBatch<C>, undefined> {
    this.#isOver = true;
    this.#source.detach(this);
    if (this.#inbox.error !== undefined) throw this.#inbox.error;
    return { done: true, value: undefined };
  }
}

/** The part of a run from an index on. */
function from({ bytes, record, offset }: Run, at: number, size: number): Run {
  return { bytes: bytes.subarray(at), record: record + at / size, offset: offset + at };
}
