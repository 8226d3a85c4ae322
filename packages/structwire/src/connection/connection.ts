import type { ColumnCodec } from '../columns/column-codec.ts';
import type { ColumnBatch, ColumnDecoderOptions } from '../columns/column-decoder.ts';
import { connectionAborted } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { agreeingTransport } from './agreement/agree.ts';
import type { ConnectionPlan } from './connection-plan.ts';
import type { ConnectionEnd, ConnectionStats } from './connection-stats.ts';
import type { ConnectionWatcher } from './connection-watcher.ts';
import { quietWhen } from './deferred.ts';
import { Engine } from './engine.ts';
import { PreparedRecords } from './prepared-records.ts';
import { BatchReading, RecordReading } from './reading.ts';
import type { RecordCallback } from './record-pump.ts';
import type { Security } from './security.ts';
import type { Scheduler, Transport } from './transport.ts';

/**
 * Typed records in both directions over any byte transport.
 *
 * `for await` takes the records one at a time, {@link batches} as they arrive together, {@link onRecords} without a
 * promise each. All three see every record once, in order, and can follow one another; leaving a loop loses nothing
 * and leaves the connection open. Records are the program's own: they share no memory with the connection. With a codec
 * that lends (`bytes: 'view'`), those that arrived together share one piece of memory, which is theirs alone.
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
  readonly #engine: Engine<Out, In>;

  /** Takes the transport over and starts it. Most programs call `connect` or `listen` instead. */
  constructor(
    transport: Transport,
    scheduler: Scheduler,
    plan: ConnectionPlan<Out, In>,
    watcher?: ConnectionWatcher<Connection<Out, In>>,
  ) {
    this.#engine = new Engine(agreeingTransport(transport, scheduler, plan), scheduler, plan, {
      watcher: watcher as ConnectionWatcher<object> | undefined, // it is told of this connection
      connection: this,
    });
  }

  /** Where the other side is: `127.0.0.1:10000`, `[::1]:10000`, the path of a Unix socket. */
  get remoteAddress(): string {
    return this.#engine.remoteAddress;
  }

  /** What TLS says about the other side; `undefined` for a connection that is not encrypted. */
  get security(): Security | undefined {
    return this.#engine.transport.security;
  }

  get stats(): ConnectionStats {
    return this.#engine.stats;
  }

  /** Fulfilled when both directions are gone, with what broke the connection if something did. Never rejected. */
  get closed(): Promise<ConnectionEnd> {
    return this.#engine.closed;
  }

  /** Fulfilled when the other side sends no more, cleanly or not. Never rejected. */
  get received(): Promise<void> {
    return this.#engine.received;
  }

  /** The promise of {@link onRecords} when there is a callback. */
  get delivered(): Promise<void> {
    return this.#engine.delivered;
  }

  /** Whether more is queued than `maxQueued`: the promise of the last {@link send} is worth waiting for. */
  get isCongested(): boolean {
    return this.#engine.isCongested;
  }

  /**
   * Sends one record. What is sent in one turn leaves in one write.
   *
   * The record is encoded before this returns, so the value may be changed afterwards. The promise is fulfilled at
   * once while at most `maxQueued` bytes are queued, and otherwise when half of them are gone: awaiting it is all the
   * flow control there is. {@link flush} and {@link end} wait until everything has left.
   *
   * @throws StructwireError by rejection: what is wrong with the value (nothing is sent then), `connection-closed`
   *   after {@link end}, or what broke the connection. The latter two need no handler: `closed` tells of them as well.
   */
  send(value: In): Promise<void> {
    return this.#engine.send(value);
  }

  /**
   * Sends many records, waiting for room where {@link send} would. Records that are sent elsewhere meanwhile go between
   * them.
   *
   * @throws as {@link send}, by rejection; what stands before a wrong value is sent. For prepared records `bad-option`
   *   when they were prepared for another codec or framing.
   */
  sendMany(values: Iterable<In> | AsyncIterable<In> | PreparedRecords): Promise<void> {
    return quietWhen(() => this.#engine.outbox.refusal !== undefined, this.#sendMany(values));
  }

  async #sendMany(values: Iterable<In> | AsyncIterable<In> | PreparedRecords): Promise<void> {
    if (values instanceof PreparedRecords) return this.#engine.sendPrepared(values);
    if (Array.isArray(values)) return this.#engine.sendArray(values);
    if (Symbol.iterator in values) return this.#engine.sendEach(values);
    for await (const value of values) await this.send(value);
  }

  /**
   * Encodes records once, to send them often with {@link sendMany}: again, or over every connection that has the same
   * codec and framing. Sending them copies nothing.
   *
   * @throws what is wrong with a value.
   * @example
   * ```ts
   * import { Struct } from 'structwire';
   * import { connect, listen } from 'structwire/net';
   *
   * const codec = new Struct('<II');
   * await using server = await listen({ port: 0, codec }, async (connection) => {
   *   for await (const batch of connection.batches()) console.log(batch.length); // 2
   * });
   * await using connection = await connect({ port: server.port, codec });
   * const greeting = connection.prepare([[1, 2], [3, 4]]);
   * await connection.sendMany(greeting);
   * console.log(greeting.count, greeting.byteLength); // 2 16
   * ```
   */
  prepare(values: Iterable<In>): PreparedRecords {
    return this.#engine.prepare(values);
  }

  /** Writes what is gathered now, and waits until the transport has taken all of it. */
  flush(): Promise<void> {
    return this.#engine.outbox.flush();
  }

  /** The records one at a time. Leaving the loop leaves the connection open. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Out, undefined> {
    return new RecordReading(this.#engine.inbox);
  }

  /** The records as they arrived: all that one read of the transport completed, in one array that is never empty. */
  batches(): AsyncIterableIterator<Out[], undefined> {
    return new BatchReading(this.#engine.inbox);
  }

  /**
   * The records as columns: one typed array for each field and no object for any record, which is the fastest way to
   * receive numbers. A batch is what has come since the last one, of at most `batchSize` records (default 16,384). With
   * `reuse` all batches lie in the same arrays, which is faster still: each is good until the next one is asked for.
   *
   * `codec` says what the columns are; it is made by `columns()` of `structwire/columns`, from what this connection
   * receives. Other readers can come before and behind.
   *
   * @throws StructwireError `bad-column-option` when these are not columns of what is received, or that has no fixed size.
   * @example
   * ```ts
   * import { f32, record, u32 } from 'structwire';
   * import { columns } from 'structwire/columns';
   * import { connect, listen } from 'structwire/net';
   *
   * const Reading = record({ id: u32, value: f32 });
   * await using server = await listen({ port: 0, codec: Reading }, async (connection) => {
   *   for await (const { count, columns: reading } of connection.columns(columns(Reading), { reuse: true })) {
   *     console.log(count, reading.value); // 2 Float32Array(2) [ 0.5, 1.5 ]
   *   }
   * });
   * await using connection = await connect({ port: server.port, codec: Reading });
   * await connection.sendMany([{ id: 1, value: 0.5 }, { id: 2, value: 1.5 }]);
   * ```
   */
  columns<C, Name extends keyof C & string = keyof C & string>(
    codec: ColumnCodec<C, unknown>,
    options: ColumnDecoderOptions<Name> = {},
  ): AsyncIterableIterator<ColumnBatch<Pick<C, Name>>, undefined> {
    return this.#engine.columns(codec, options);
  }

  /**
   * Calls back for every record. While a promise that the callback returns is open the next one waits; when it throws,
   * the connection is aborted with that error.
   *
   * @returns a promise for the end of the records; it is rejected with what ended them, which nobody has to handle.
   * @throws StructwireError `already-reading` by rejection, when there is a callback already.
   */
  onRecords(callback: RecordCallback<Out>): Promise<void> {
    return this.#engine.onRecords(callback);
  }

  /**
   * Sends what is queued and then says that no more comes. Receiving goes on until the other side ends as well.
   *
   * @throws what broke the connection, by rejection, when that happened before everything had left.
   */
  end(): Promise<void> {
    return this.#engine.end();
  }

  /**
   * {@link end}, and nothing more is received: fulfilled when the connection is gone. A peer that does not end its side
   * within `graceMs` (default 5,000) is cut off. Never rejected.
   */
  close(options: { readonly graceMs?: number } = {}): Promise<void> {
    return this.#engine.close(options.graceMs);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Gives the connection up at once: what is queued is not sent, what has arrived is not delivered, and the other side
   * sees a reset (over TCP; Unix sockets and TLS know none: inside a record it is cut off, otherwise it ends). Waiting readers and senders get `reason`, or a StructwireError `connection-aborted`.
   */
  abort(reason: unknown = failure(connectionAborted, { address: this.remoteAddress })): void {
    this.#engine.abort(reason);
  }

  /**
   * Ends the records for the reader, as if the other side had ended, once it has been silent for `quietMs` between two
   * records and everything that came has been taken. For a server that is about to stop.
   */
  drain(quietMs: number): void {
    this.#engine.drain(quietMs);
  }
}
