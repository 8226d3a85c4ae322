import { abortWith } from '../../connection/abort-with.ts';
import { type ConnectionEnd, type ConnectionStats, sumOfStats } from '../../connection/connection-stats.ts';
import { type Deferred, deferred, quietRejection } from '../../connection/deferred.ts';
import { Inbox } from '../../connection/inbox.ts';
import { DONE } from '../../connection/outbox.ts';
import { BatchReading, RecordReading } from '../../connection/reading.ts';
import { type RecordCallback, RecordPump } from '../../connection/record-pump.ts';
import { alreadyReading, connectionAborted, connectionClosed } from '../../errors/network-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import { Attempts } from './attempts.ts';
import { type Account, DeliveryLog } from './delivery-log.ts';
import type { LastingSettings, OneConnection } from './lasting-settings.ts';
import { Outgoing } from './outgoing.ts';

/**
 * A client connection that is made again when it breaks: what `connect` gives with `reconnect`.
 *
 * It reads and sends as a `Connection` does; records of all connections come one after the other. A record that a break
 * cuts in two never comes, and no record comes twice, unless the other side sends it again.
 *
 * What was sent when a connection broke may have arrived or not: {@link account} says how many records that are.
 *
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { connect, listen } from 'structwire/net';
 *
 * const codec = new Struct('<I');
 * await using server = await listen({ port: 0, codec }, async (connection) => {
 *   for await (const record of connection) await connection.send(record);
 * });
 * await using link = await connect({ port: server.port, codec, reconnect: { maxDelayMs: 2_000 } });
 * await link.send([7]);
 * for await (const [number] of link) {
 *   console.log(number); // 7
 *   break;
 * }
 * console.log(link.account); // { confirmed: 0, handedOver: 1, accepted: 1 }
 * ```
 */
export class LastingConnection<Out, In = Out> implements AsyncIterable<Out, undefined> {
  readonly #settings: LastingSettings<Out, In>;
  readonly #log: DeliveryLog;
  readonly #attempts: Attempts<Out, In>;
  readonly #outgoing: Outgoing<Out, In>;
  readonly #inbox: Inbox<Out>;
  readonly #closed: Deferred<ConnectionEnd> = deferred();
  #gone: ConnectionStats | undefined;
  #isClosed = false;
  #ending: Promise<void> | undefined;
  #error: { readonly error: unknown } | undefined;
  #pump: Promise<void> | undefined;
  #caughtUp: Deferred<void> | undefined;

  private constructor(settings: LastingSettings<Out, In>) {
    this.#settings = settings;
    this.#log = new DeliveryLog(settings.reconnect.resendUnconfirmed);
    this.#attempts = new Attempts(settings, this.#log);
    this.#outgoing = new Outgoing(settings, this.#log);
    const source = {
      remoteAddress: settings.target,
      setLagging: (isLagging: boolean): void => this.#setLagging(isLagging),
    };
    this.#inbox = new Inbox(source, settings.plan.limits.maxPending);
  }

  /** Connects, with as many tries as the plan allows. */
  static async open<Out, In>(
    settings: LastingSettings<Out, In>,
    signal?: AbortSignal,
  ): Promise<LastingConnection<Out, In>> {
    const link = new LastingConnection(settings);
    abortWith(signal, link);
    try {
      void link.#run(await link.#attempts.connect());
    } catch (error) {
      link.#close();
      throw error;
    }
    return link;
  }

  /** Where the other side is, or was last. */
  get remoteAddress(): string {
    return this.#attempts.remoteAddress;
  }

  /** Whether there is a connection now. */
  get isConnected(): boolean {
    return this.#outgoing.connection !== undefined;
  }

  /** How many connections there have been, this one included. */
  get connections(): number {
    return this.#attempts.connections;
  }

  /** The sum over all connections; `bytesQueued` includes what waits for one. */
  get stats(): ConnectionStats {
    const now = this.#outgoing.connection?.stats;
    const sum = sumOfStats([this.#gone, now].filter((stats) => stats !== undefined));
    return { ...sum, bytesQueued: (now?.bytesQueued ?? 0) + this.#log.waitingBytes };
  }

  /** Which of the records that were sent have arrived, may have, and certainly have not. */
  get account(): Account {
    return this.#log.account;
  }

  /** Fulfilled when it is over for good, with the reason when that was not asked for. Never rejected. */
  get closed(): Promise<ConnectionEnd> {
    return this.#closed.promise;
  }

  /**
   * Takes one record to be sent, now or on a later connection. It is encoded before this returns. The promise is fulfilled at
   * once while at most `maxQueued` bytes wait (and, with `resendUnconfirmed`, at most `maxUnconfirmed` are not confirmed).
   *
   * @throws StructwireError by rejection: what is wrong with the value, `connection-closed` after {@link end}, or why it was
   *   given up.
   */
  send(value: In): Promise<void> {
    if (this.#isClosed || this.#ending !== undefined) return quietRejection(this.#whyNotSending());
    return this.#outgoing.send(value);
  }

  /** Sends many records, waiting for room where {@link send} would. */
  async sendMany(values: Iterable<In> | AsyncIterable<In>): Promise<void> {
    if (!(Symbol.iterator in values)) {
      for await (const value of values) await this.send(value);
      return;
    }
    for (const value of values) {
      const sent = this.send(value);
      if (sent !== DONE) await sent;
    }
  }

  /**
   * The other side says, in whatever way the two have agreed on, that it has the first `records` records that were sent on this
   * lasting connection. They are not sent again.
   *
   * @throws StructwireError `bad-option` for more than were handed over.
   */
  confirm(records: number): void {
    this.#outgoing.confirm(records);
  }

  /** Waits until there is a connection that has taken everything. */
  flush(): Promise<void> {
    return this.#outgoing.ask((connection) => connection.flush());
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<Out, undefined> {
    return new RecordReading(this.#inbox);
  }

  /** The records as they arrived, in arrays that are never empty. */
  batches(): AsyncIterableIterator<Out[], undefined> {
    return new BatchReading(this.#inbox);
  }

  /** Calls back for every record, as `Connection.onRecords` does. */
  onRecords(callback: RecordCallback<Out>): Promise<void> {
    if (this.#pump !== undefined) return Promise.reject(failure(alreadyReading, { address: this.remoteAddress }));
    this.#pump = new RecordPump(callback, { inbox: this.#inbox, abort: (reason) => this.abort(reason) }).start();
    return this.#pump;
  }

  /**
   * Sends what is queued, on another connection if need be, and then says that no more comes; it is not made again after that.
   *
   * @throws why it was given up, by rejection, when not everything could be handed over.
   */
  end(): Promise<void> {
    if (this.#ending === undefined) {
      const isLastTry = (): boolean => !this.#log.hasWaiting;
      this.#ending = this.#outgoing.ask((connection) => connection.end(), isLastTry);
      this.#ending.catch(() => {}); // `closed` tells it as well
    }
    return this.#ending;
  }

  /** {@link end}, and nothing more is received. While there is no connection it is over at once. Never rejected. */
  async close({ graceMs = this.#settings.plan.limits.graceMs }: { readonly graceMs?: number } = {}): Promise<void> {
    this.#inbox.discard();
    if (this.#outgoing.connection === undefined) this.#close();
    const cancel = this.#settings.scheduler.after(graceMs, () => {
      this.#outgoing.connection?.abort();
      this.#close();
    });
    await this.end().catch(() => {}); // `closed` says it
    await this.#outgoing.connection?.close({ graceMs });
    this.#close();
    cancel();
    await this.#closed.promise;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Gives it up at once, and for good. */
  abort(reason: unknown = failure(connectionAborted, { address: this.remoteAddress })): void {
    this.#error ??= { error: reason };
    this.#inbox.end(this.#error.error); // before readers are told that nothing more comes
    this.#inbox.discard();
    this.#outgoing.connection?.abort(reason);
    this.#close();
  }

  /** One connection after the other. */
  async #run(first: OneConnection<Out>): Promise<void> {
    let connection = first;
    for (;;) {
      const error = await this.#use(connection);
      if (this.#isOver(error)) return this.#close();
      try {
        connection = await this.#attempts.connect({ error });
      } catch (reason) {
        this.#error ??= { error: reason };
        return this.#close();
      }
    }
  }

  /** After a clean end of both sides, or a break when there is nothing left to send. */
  #isOver(error: unknown): boolean {
    if (this.#isClosed) return true;
    if (this.#ending === undefined || this.#log.hasWaiting) return false;
    if (error !== undefined) this.#error ??= { error };
    return true;
  }

  /** Reads a connection to its end, and gives what ended it. */
  async #use(connection: OneConnection<Out>): Promise<unknown> {
    const { scheduler, reconnect } = this.#settings;
    const cancel = scheduler.after(reconnect.maxDelayMs, () => this.#attempts.forgetFailures());
    this.#outgoing.attach(connection);
    await this.#read(connection).catch(() => {}); // `closed` says it
    this.#outgoing.detach();
    await connection.close();
    cancel();
    const { error } = await connection.closed;
    this.#lose(connection, error);
    return error;
  }

  async #read(connection: OneConnection<Out>): Promise<void> {
    let before = 0;
    for await (const batch of connection.batches()) {
      this.#attempts.forgetFailures(); // somebody is there
      const { bytesReceived } = connection.stats;
      this.#inbox.push(batch, bytesReceived - before);
      before = bytesReceived;
      await this.#caughtUp?.promise;
    }
  }

  #lose(connection: OneConnection<Out>, error: unknown): void {
    const { stats } = connection;
    this.#gone = sumOfStats(this.#gone === undefined ? [stats] : [this.#gone, stats]);
    this.#outgoing.lose(connection);
    this.#settings.reconnect.onChange({
      type: 'lost',
      account: this.account,
      ...(error !== undefined && { error }),
    });
  }

  #setLagging(isLagging: boolean): void {
    if (isLagging) {
      this.#caughtUp ??= deferred();
    } else {
      this.#caughtUp?.resolve();
      this.#caughtUp = undefined;
    }
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#attempts.stop(this.#whyNotSending());
    this.#inbox.end(this.#error?.error);
    this.#caughtUp?.resolve();
    this.#outgoing.close(() => this.#whyNotSending());
    this.#closed.resolve(this.#error ?? {});
  }

  #whyNotSending(): unknown {
    return this.#error?.error ?? failure(connectionClosed, { address: this.remoteAddress });
  }
}
