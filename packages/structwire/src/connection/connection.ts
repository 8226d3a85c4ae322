import { alreadyReading, connectionAborted, connectionClosed } from '../errors/network-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { ConnectionPlan } from './connection-plan.ts';
import { type Deferred, deferred, quietRejection } from './deferred.ts';
import { Inbox } from './inbox.ts';
import { Outbox } from './outbox.ts';
import { type RecordCallback, RecordPump } from './record-pump.ts';
import type { RecordReader } from './record-reader.ts';
import { SlabPool } from './slab-pool.ts';
import type { Scheduler, Transport, TransportSink } from './transport.ts';

/** What a connection has done so far. */
export interface ConnectionStats {
  readonly recordsReceived: number;
  readonly bytesReceived: number;
  readonly recordsSent: number;
  /** Bytes of the records that were sent, whether they have left yet or not. */
  readonly bytesSent: number;
  /** Of these, the ones that the operating system has not taken yet. */
  readonly bytesQueued: number;
  /** 1 when the connection ended with an error. */
  readonly errors: number;
}

/** How a connection ended. */
export interface ConnectionEnd {
  /** What broke it; absent after a clean end. */
  readonly error?: unknown;
}

const sharedPool: SlabPool = new SlabPool();

/**
 * Typed records in both directions over any byte transport.
 *
 * `for await` takes the records one at a time, {@link batches} as they arrive together, {@link onRecords} without a
 * promise each. All three see every record once, in order, and can follow one another; leaving a loop loses nothing
 * and leaves the connection open. Records are the program's own: they share no memory with the connection.
 *
 * While nobody takes records, or whoever does lags, reading pauses at `maxPending`.
 *
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { connect, listen } from 'structwire/net';
 *
 * const codec = new Struct('I 2s f');
 * await using server = await listen({ port: 0, codec }, async (connection) => {
 *   for await (const record of connection) await connection.send(record); // an echo
 * });
 * await using connection = await connect({ port: server.port, codec });
 * await connection.send([1, 'ab', 2.7]);
 * for await (const [id, tag, value] of connection) {
 *   console.log(id, tag, value); // 1 Uint8Array(2) [ 97, 98 ] 2.700000047683716
 *   break;
 * }
 * ```
 */
export class Connection<Out, In = Out> implements AsyncIterable<Out, undefined> {
  readonly #transport: Transport;
  readonly #scheduler: Scheduler;
  readonly #reader: RecordReader<Out>;
  readonly #inbox: Inbox<Out>;
  readonly #outbox: Outbox<In>;
  readonly #graceMs: number;
  readonly #closed: Deferred<ConnectionEnd> = deferred();
  #ending: Promise<void> | undefined;
  #error: { readonly error: unknown } | undefined;
  #pump: Promise<void> | undefined;
  #received: Deferred<void> | undefined;
  #hasPeerEnded = false;
  #isClosed = false;
  #recordsReceived = 0;
  #bytesReceived = 0;

  /** Takes the transport over and starts it. Most programs call `connect` or `listen` instead. */
  constructor(transport: Transport, scheduler: Scheduler, plan: ConnectionPlan<Out, In>) {
    this.#transport = transport;
    this.#scheduler = scheduler;
    this.#reader = plan.newReader();
    this.#inbox = new Inbox(this.#source(), plan.limits.maxPending);
    this.#outbox = new Outbox(plan.send, transport, scheduler, {
      pool: sharedPool,
      limit: plan.limits.maxQueued,
      flush: plan.flush,
    });
    this.#graceMs = plan.limits.graceMs;
    transport.start(this.#sink());
  }

  /** Where the other side is: `127.0.0.1:10000`, `[::1]:10000`, the path of a Unix socket. */
  get remoteAddress(): string {
    return this.#transport.remoteAddress;
  }

  get stats(): ConnectionStats {
    return {
      recordsReceived: this.#recordsReceived,
      bytesReceived: this.#bytesReceived,
      recordsSent: this.#outbox.records,
      bytesSent: this.#outbox.bytes,
      bytesQueued: this.#outbox.pendingBytes,
      errors: this.#error === undefined ? 0 : 1,
    };
  }

  /** Fulfilled when both directions are gone, with what broke the connection if something did. Never rejected. */
  get closed(): Promise<ConnectionEnd> {
    return this.#closed.promise;
  }

  /** Fulfilled when the other side sends no more, cleanly or not. Never rejected. */
  get received(): Promise<void> {
    this.#received ??= deferred();
    if (this.#hasPeerEnded || this.#isClosed) this.#received.resolve();
    return this.#received.promise;
  }

  /** The promise of {@link onRecords} when there is a callback. */
  get delivered(): Promise<void> {
    return this.#pump ?? Promise.resolve();
  }

  /** Whether more is queued than `maxQueued`: the promise of the last {@link send} is worth waiting for. */
  get isCongested(): boolean {
    return this.#outbox.isCongested;
  }

  /**
   * Sends one record. What is sent in one turn leaves in one write.
   *
   * The record is encoded before this returns, so the value may be changed afterwards. The promise is fulfilled at
   * once while at most `maxQueued` bytes are queued, and otherwise when half of them are gone: awaiting it is all the
   * flow control there is. {@link flush} and {@link end} wait until everything has left.
   *
   * @throws StructwireError by rejection: what is wrong with the value (nothing is sent then), `connection-closed`
   *   after {@link end}, or what broke the connection.
   */
  send(value: In): Promise<void> {
    if (this.#error !== undefined) return quietRejection(this.#error.error);
    if (this.#ending !== undefined || this.#isClosed) {
      return quietRejection(failure(connectionClosed, { address: this.remoteAddress }));
    }
    try {
      return this.#outbox.send(value);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Writes what is gathered now, and waits until the transport has taken all of it. */
  flush(): Promise<void> {
    return this.#outbox.flush();
  }

  /** The records one at a time. Leaving the loop leaves the connection open. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Out, undefined> {
    return iterate(() => this.#inbox.nextRecord());
  }

  /** The records as they arrived: all that one read of the transport completed, in one array that is never empty. */
  batches(): AsyncIterableIterator<Out[], undefined> {
    return iterate(() => this.#inbox.nextBatch());
  }

  /**
   * Calls back for every record. While a promise that the callback returns is open the next one waits; when it throws,
   * the connection is aborted with that error.
   *
   * @returns a promise for the end of the records; it is rejected with what ended them, which nobody has to handle.
   * @throws StructwireError `already-reading` by rejection, when there is a callback already.
   */
  onRecords(callback: RecordCallback<Out>): Promise<void> {
    if (this.#pump !== undefined) return Promise.reject(failure(alreadyReading, { address: this.remoteAddress }));
    this.#pump = new RecordPump(this.#inbox, callback, (error) => this.abort(error)).start();
    return this.#pump;
  }

  /**
   * Sends what is queued and then says that no more comes. Receiving goes on until the other side ends as well.
   *
   * @throws what broke the connection, by rejection, when that happened before everything had left.
   */
  end(): Promise<void> {
    if (this.#ending === undefined) {
      this.#ending = this.#outbox.end();
      this.#ending.catch(() => {}); // `closed` tells it as well
    }
    return this.#ending;
  }

  /**
   * {@link end}, and nothing more is received: fulfilled when the connection is gone. A peer that does not end its side
   * within `graceMs` (default 5,000) is cut off. Never rejected.
   */
  async close(options: { readonly graceMs?: number } = {}): Promise<void> {
    const cancel = this.#scheduler.after(options.graceMs ?? this.#graceMs, () => this.#transport.destroy());
    this.#inbox.discard();
    void this.end();
    await this.closed;
    cancel();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Gives the connection up at once: what is queued is not sent, what has arrived is not delivered, and the other side
   * sees a reset. Waiting readers and senders get `reason`, or a StructwireError `connection-aborted`.
   */
  abort(reason: unknown = failure(connectionAborted, { address: this.remoteAddress })): void {
    if (this.#isClosed) return;
    this.#fail(reason);
    this.#inbox.discard();
    this.#transport.destroy();
  }

  #sink(): TransportSink {
    return {
      onChunk: (bytes) => this.#receive(bytes),
      onEnd: () => this.#peerEnded(),
      onDrain: () => this.#outbox.drained(),
      onClose: (error) => this.#transportClosed(error),
    };
  }

  #source(): { readonly remoteAddress: string; setLagging(isLagging: boolean): void } {
    const transport = this.#transport;
    return {
      remoteAddress: transport.remoteAddress,
      setLagging: (isLagging) => (isLagging ? transport.pause() : transport.resume()),
    };
  }

  #receive(bytes: Uint8Array): void {
    this.#bytesReceived += bytes.length;
    if (this.#inbox.isDiscarding) return;
    const records = this.#reader.push(bytes);
    this.#recordsReceived += records.length;
    this.#inbox.push(records, bytes.length);
    if (this.#reader.error !== undefined) this.#breakOff(this.#reader.error);
  }

  /** The peer's bytes make no sense: what they said before is still delivered, the rest is refused. */
  #breakOff(error: StructwireError): void {
    this.#fail(error);
    this.#transport.destroy();
  }

  #peerEnded(): void {
    this.#hasPeerEnded = true;
    const cutOff = this.#inbox.isDiscarding ? undefined : this.#reader.finish();
    if (cutOff !== undefined) this.#error ??= { error: cutOff };
    this.#inbox.end(cutOff);
    this.#received?.resolve();
  }

  #transportClosed(error: Error | undefined): void {
    this.#isClosed = true;
    if (!this.#hasPeerEnded && this.#error === undefined) {
      const cutOff = this.#reader.finish();
      const cause = cutOff === undefined ? error : withCause(cutOff, error);
      if (cause !== undefined) this.#fail(cause);
    }
    this.#inbox.end();
    this.#outbox.fail(this.#error?.error ?? error ?? failure(connectionClosed, { address: this.remoteAddress }));
    this.#received?.resolve();
    this.#closed.resolve(this.#error ?? {});
  }

  #fail(error: unknown): void {
    this.#error ??= { error };
    this.#inbox.end(error);
    this.#outbox.fail(error);
  }
}

function withCause(error: StructwireError, cause: Error | undefined): StructwireError {
  if (cause !== undefined) error.cause = cause;
  return error;
}

function iterate<T>(next: () => Promise<IteratorResult<T, undefined>>): AsyncIterableIterator<T, undefined> {
  return {
    next,
    return: () => Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
