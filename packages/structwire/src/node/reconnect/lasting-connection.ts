import { abortWith } from '../../connection/abort-with.ts';
import { Connection } from '../../connection/connection.ts';
import type { ConnectionPlan } from '../../connection/connection-plan.ts';
import { type ConnectionEnd, type ConnectionStats, sumOfStats } from '../../connection/connection-stats.ts';
import { type Deferred, deferred, quietRejection } from '../../connection/deferred.ts';
import { Inbox } from '../../connection/inbox.ts';
import { BatchReading, RecordReading } from '../../connection/reading.ts';
import { type RecordCallback, RecordPump } from '../../connection/record-pump.ts';
import type { RecordWriter } from '../../connection/record-writer.ts';
import type { Scheduler, Transport } from '../../connection/transport.ts';
import { alreadyReading, connectionAborted, connectionClosed } from '../../errors/network-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import { type Account, DeliveryLog } from './delivery-log.ts';
import { type ReconnectPlan, retryDelay } from './reconnect-options.ts';

/** What a lasting connection needs of the world. */
export interface LastingSettings<Out, In> {
  /** Where to, for messages. */
  readonly target: string;
  readonly plan: ConnectionPlan<Out, In>;
  readonly reconnect: ReconnectPlan;
  readonly scheduler: Scheduler;
  /** Connects once more. */
  readonly open: (signal: AbortSignal) => Promise<Transport>;
  /** Told of each connection. */
  readonly onConnection: (connection: Connection<Out, Uint8Array>) => void;
}

type Inner<Out> = Connection<Out, Uint8Array>;

/**
 * A client connection that is made again when it breaks: what `connect` gives with `reconnect`.
 *
 * It reads and sends as a {@link Connection} does; records of all connections come one after the other. A record that a break
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
  readonly #inbox: Inbox<Out>;
  readonly #closed: Deferred<ConnectionEnd> = deferred();
  readonly #stop = new AbortController();
  #current: Inner<Out> | undefined;
  #remoteAddress: string;
  #lastLost: Inner<Out> | undefined;
  #gone: ConnectionStats | undefined;
  #connections = 0;
  #failures = 0;
  #isPumping = false;
  #isClosed = false;
  #ending: Promise<void> | undefined;
  #error: { readonly error: unknown } | undefined;
  #pump: Promise<void> | undefined;
  #caughtUp: Deferred<void> | undefined;
  #room: Deferred<void> | undefined;
  /** Settled and replaced whenever a connection comes, goes, or has taken what waited. */
  #changed: Deferred<void> = deferred();

  private constructor(settings: LastingSettings<Out, In>) {
    this.#settings = settings;
    this.#remoteAddress = settings.target;
    this.#log = new DeliveryLog(settings.reconnect.resendUnconfirmed);
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
    if (signal !== undefined) abortWith(signal, link);
    try {
      void link.#run(await link.#connect());
    } catch (error) {
      link.#close();
      throw error;
    }
    return link;
  }

  /** Where the other side is, or was last. */
  get remoteAddress(): string {
    return this.#remoteAddress;
  }

  /** Whether there is a connection now. */
  get isConnected(): boolean {
    return this.#current !== undefined;
  }

  /** How many connections there have been, this one included. */
  get connections(): number {
    return this.#connections;
  }

  /** The sum over all connections; `bytesQueued` includes what waits for one. */
  get stats(): ConnectionStats {
    const sum = sumOfStats([this.#gone, this.#current?.stats].filter((stats) => stats !== undefined));
    return { ...sum, bytesQueued: (this.#current?.stats.bytesQueued ?? 0) + this.#log.waitingBytes };
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
    try {
      this.#log.accept(this.#settings.plan.writer.write(value));
    } catch (error) {
      return Promise.reject(error);
    }
    this.#pass();
    if (this.#hasRoom(1)) return Promise.resolve();
    this.#room ??= deferred();
    return this.#room.promise;
  }

  /** Sends many records, waiting for room where {@link send} would. */
  async sendMany(values: Iterable<In> | AsyncIterable<In>): Promise<void> {
    for await (const value of values) await this.send(value);
  }

  /**
   * The other side says, in whatever way the two have agreed on, that it has the first `records` records that were sent on this
   * lasting connection. They are not sent again.
   *
   * @throws StructwireError `bad-option` for more than were handed over.
   */
  confirm(records: number): void {
    this.#log.confirm(records);
    this.#makeRoom();
    this.#pass();
  }

  /** Waits until there is a connection that has taken everything. */
  async flush(): Promise<void> {
    for (;;) {
      const connection = await this.#settled();
      try {
        return await connection.flush();
      } catch {
        await this.#isLost(connection); // what was not sent waits for the next one
      }
    }
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<Out, undefined> {
    return new RecordReading(this.#inbox);
  }

  /** The records as they arrived, in arrays that are never empty. */
  batches(): AsyncIterableIterator<Out[], undefined> {
    return new BatchReading(this.#inbox);
  }

  /** Calls back for every record, as {@link Connection.onRecords} does. */
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
      this.#ending = this.#finish();
      this.#ending.catch(() => {}); // `closed` tells it as well
    }
    return this.#ending;
  }

  /** {@link end}, and nothing more is received. While there is no connection it is over at once. Never rejected. */
  async close({ graceMs = this.#settings.plan.limits.graceMs }: { readonly graceMs?: number } = {}): Promise<void> {
    this.#inbox.discard();
    if (this.#current === undefined) this.#close();
    const cancel = this.#settings.scheduler.after(graceMs, () => {
      this.#current?.abort();
      this.#close();
    });
    await this.end().catch(() => {}); // `closed` says it
    await this.#current?.close({ graceMs });
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
    this.#current?.abort(reason);
    this.#close();
  }

  /** One connection after the other. */
  async #run(first: Inner<Out>): Promise<void> {
    let connection = first;
    for (;;) {
      const error = await this.#use(connection);
      if (this.#isOver(error)) return this.#close();
      try {
        connection = await this.#connect({ error });
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
  async #use(connection: Inner<Out>): Promise<unknown> {
    const cancel = this.#settings.scheduler.after(this.#settings.reconnect.maxDelayMs, () => {
      this.#failures = 0;
    });
    this.#current = connection;
    this.#pass();
    this.#change();
    await this.#read(connection).catch(() => {}); // `closed` says it
    this.#current = undefined; // it gets no more
    await connection.close();
    cancel();
    const { error } = await connection.closed;
    this.#lose(connection, error);
    return error;
  }

  async #read(connection: Inner<Out>): Promise<void> {
    let before = 0;
    for await (const batch of connection.batches()) {
      this.#failures = 0; // somebody is there
      const { bytesReceived } = connection.stats;
      this.#inbox.push(batch, bytesReceived - before);
      before = bytesReceived;
      await this.#caughtUp?.promise;
    }
  }

  #lose(connection: Inner<Out>, error: unknown): void {
    const { stats } = connection;
    this.#gone = sumOfStats(this.#gone === undefined ? [stats] : [this.#gone, stats]);
    this.#lastLost = connection;
    this.#log.lose(stats.bytesSent - stats.bytesUnsent);
    this.#change();
    const { account } = this;
    this.#settings.reconnect.onChange({ type: 'lost', account, ...(error !== undefined && { error }) });
  }

  /** Tries until there is a connection; the first time without waiting when nothing was `lost`. */
  async #connect(lost?: { readonly error: unknown }): Promise<Inner<Out>> {
    const { reconnect, plan, scheduler, open } = this.#settings;
    const { signal } = this.#stop;
    let cause = lost;
    for (let attempts = 1; ; attempts++) {
      if (cause !== undefined) await this.#wait(cause.error, signal);
      try {
        const transport = await open(signal);
        const inner = { ...plan, writer: encodedAlready };
        const connection = new Connection<Out, Uint8Array>(transport, scheduler, inner);
        this.#settings.onConnection(connection);
        this.#connections++;
        this.#remoteAddress = connection.remoteAddress;
        reconnect.onChange({ type: 'connected', remoteAddress: this.#remoteAddress, attempts });
        return connection;
      } catch (error) {
        cause = { error };
      }
    }
  }

  async #wait(error: unknown, signal: AbortSignal): Promise<void> {
    const { reconnect } = this.#settings;
    if (signal.aborted) throw signal.reason;
    if (this.#failures >= reconnect.maxAttempts || !reconnect.isWorthRetrying(error)) {
      const reason = error ?? failure(connectionClosed, { address: this.#remoteAddress });
      reconnect.onChange({ type: 'gave-up', error: reason, account: this.account });
      throw reason;
    }
    const delayMs = retryDelay(this.#failures, reconnect);
    const attempt = ++this.#failures;
    reconnect.onChange({ type: 'waiting', attempt, delayMs, ...(error !== undefined && { error }) });
    await reconnect.wait(delayMs, signal);
  }

  /** Gives the connection what waits, as long as it has room. */
  #pass(): void {
    const connection = this.#current;
    if (connection === undefined || this.#isPumping || connection.isCongested) return;
    for (;;) {
      const { bytesSent, bytesQueued } = connection.stats;
      const bytes = this.#log.give(bytesSent - bytesQueued);
      if (bytes === undefined) break;
      const sent = connection.send(bytes);
      sent.catch(() => {}); // `closed` says it
      if (connection.isCongested) {
        this.#passLater(sent);
        break;
      }
    }
    this.#makeRoom();
    if (!this.#log.hasWaiting) this.#change();
  }

  #passLater(room: Promise<void>): void {
    this.#isPumping = true;
    const goOn = (): void => {
      this.#isPumping = false;
      this.#pass();
    };
    room.then(goOn, goOn);
  }

  #hasRoom(part: number): boolean {
    const { maxQueued } = this.#settings.plan.limits;
    const { waitingBytes, unconfirmedBytes } = this.#log;
    return waitingBytes <= maxQueued * part && unconfirmedBytes <= this.#settings.reconnect.maxUnconfirmed * part;
  }

  #makeRoom(): void {
    if (this.#room === undefined || !this.#hasRoom(0.5)) return;
    this.#room.resolve();
    this.#room = undefined;
  }

  async #finish(): Promise<void> {
    for (;;) {
      const connection = await this.#settled();
      try {
        return await connection.end();
      } catch (error) {
        await this.#isLost(connection);
        if (!this.#log.hasWaiting) throw error;
      }
    }
  }

  /** The connection, once it has been given everything that waited. */
  async #settled(): Promise<Inner<Out>> {
    for (;;) {
      if (this.#isClosed) throw this.#whyNotSending();
      if (this.#current !== undefined && !this.#log.hasWaiting) return this.#current;
      await this.#changed.promise;
    }
  }

  /** Fulfilled when the books of a connection that broke are closed. */
  async #isLost(connection: Inner<Out>): Promise<void> {
    while (this.#lastLost !== connection && !this.#isClosed) await this.#changed.promise;
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = deferred();
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
    this.#stop.abort(this.#whyNotSending());
    this.#inbox.end(this.#error?.error);
    this.#caughtUp?.resolve();
    this.#room?.promise.catch(() => {}); // a sender that did not wait is not interested
    this.#room?.reject(this.#whyNotSending());
    this.#change();
    this.#closed.resolve(this.#error ?? {});
  }

  #whyNotSending(): unknown {
    return this.#error?.error ?? failure(connectionClosed, { address: this.remoteAddress });
  }
}

/** Records that were encoded when they were accepted. */
const encodedAlready: RecordWriter<Uint8Array> = {
  writeInto: (bytes, target, at) => {
    if (at + bytes.length > target.length) return -1;
    target.set(bytes, at);
    return at + bytes.length;
  },
  write: (bytes) => bytes,
};
