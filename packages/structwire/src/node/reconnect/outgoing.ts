import { type Deferred, deferred } from '../../connection/deferred.ts';
import { DONE } from '../../connection/outbox.ts';
import type { DeliveryLog } from './delivery-log.ts';
import type { LastingSettings, OneConnection } from './lasting-settings.ts';

/**
 * Records on their way to whatever connection there is: each is encoded into the log when it is sent, and given to a
 * connection when that has room for it.
 */
export class Outgoing<Out, In> {
  readonly #settings: LastingSettings<Out, In>;
  readonly #log: DeliveryLog;
  #connection: OneConnection<Out> | undefined;
  #lastLost: OneConnection<Out> | undefined;
  /** The connection has no room, and says when it has. */
  #isHeldBack = false;
  /** Why nothing more goes out. */
  #refusal: (() => unknown) | undefined;
  #room: Deferred<void> | undefined;
  /** Settled and replaced whenever a connection comes, goes, or has taken what waited. */
  #changed: Deferred<void> = deferred();

  constructor(settings: LastingSettings<Out, In>, log: DeliveryLog) {
    this.#settings = settings;
    this.#log = log;
  }

  /** The one that there is now. */
  get connection(): OneConnection<Out> | undefined {
    return this.#connection;
  }

  /** Fulfilled when there is room for another one; {@link DONE} when there is. */
  send(value: In): Promise<void> {
    try {
      this.#log.accept(this.#settings.plan.writer.write(value));
    } catch (error) {
      return Promise.reject(error);
    }
    this.#pass();
    if (this.#hasRoom(1)) return DONE;
    this.#room ??= deferred();
    return this.#room.promise;
  }

  /** @throws StructwireError `bad-option` for more records than were handed over. */
  confirm(records: number): void {
    this.#log.confirm(records);
    this.#makeRoom();
    this.#pass();
  }

  /** There is a connection, which gets what waits. */
  attach(connection: OneConnection<Out>): void {
    this.#connection = connection;
    this.#pass();
    this.#change();
  }

  /** The connection gets no more. */
  detach(): void {
    this.#connection = undefined;
  }

  /** The connection is gone, and this is the end of its books. */
  lose(connection: OneConnection<Out>): void {
    const { bytesSent, bytesUnsent } = connection.stats;
    this.#lastLost = connection;
    this.#log.lose(bytesSent - bytesUnsent);
    this.#change();
  }

  /** Asks something of a connection that has been given everything: of the next one, when that one breaks meanwhile. */
  async ask(
    question: (connection: OneConnection<Out>) => Promise<void>,
    isLastTry: () => boolean = () => false,
  ): Promise<void> {
    for (;;) {
      const connection = await this.#settled();
      try {
        return await question(connection);
      } catch (error) {
        await this.#isLost(connection); // what was not sent waits for the next one
        if (isLastTry()) throw error;
      }
    }
  }

  /** Nothing more goes out. */
  close(refusal: () => unknown): void {
    this.#refusal = refusal;
    this.#room?.promise.catch(() => {}); // a sender that did not wait is not interested
    this.#room?.reject(refusal());
    this.#change();
  }

  /** Gives the connection what waits, as long as it has room. */
  #pass(): void {
    const connection = this.#connection;
    if (connection === undefined || this.#isHeldBack || connection.isCongested) return;
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
    this.#isHeldBack = true;
    const goOn = (): void => {
      this.#isHeldBack = false;
      this.#pass();
    };
    room.then(goOn, goOn);
  }

  #hasRoom(part: number): boolean {
    const { plan, reconnect } = this.#settings;
    const { waitingBytes, unconfirmedBytes } = this.#log;
    return waitingBytes <= plan.limits.maxQueued * part && unconfirmedBytes <= reconnect.maxUnconfirmed * part;
  }

  #makeRoom(): void {
    if (this.#room === undefined || !this.#hasRoom(0.5)) return;
    this.#room.resolve();
    this.#room = undefined;
  }

  /** The connection, once it has been given everything that waited. */
  async #settled(): Promise<OneConnection<Out>> {
    for (;;) {
      if (this.#refusal !== undefined) throw this.#refusal();
      if (this.#connection !== undefined && !this.#log.hasWaiting) return this.#connection;
      await this.#changed.promise;
    }
  }

  /** Fulfilled when the books of a connection that broke are closed. */
  async #isLost(connection: OneConnection<Out>): Promise<void> {
    while (this.#lastLost !== connection && this.#refusal === undefined) await this.#changed.promise;
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = deferred();
  }
}
