import { Connection } from '../../connection/connection.ts';
import type { RecordWriter } from '../../connection/record-writer.ts';
import { connectionClosed } from '../../errors/network-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { DeliveryLog } from './delivery-log.ts';
import type { LastingSettings, OneConnection } from './lasting-settings.ts';
import { retryDelay } from './reconnect-options.ts';

/** Makes one connection after the other, each with as many tries as the plan allows. */
export class Attempts<Out, In> {
  readonly #settings: LastingSettings<Out, In>;
  readonly #log: DeliveryLog;
  readonly #stop = new AbortController();
  /** In a row, since somebody was there. */
  #failures = 0;
  #connections = 0;
  #remoteAddress: string;

  constructor(settings: LastingSettings<Out, In>, log: DeliveryLog) {
    this.#settings = settings;
    this.#log = log;
    this.#remoteAddress = settings.target;
  }

  /** Where the other side is, or was last. */
  get remoteAddress(): string {
    return this.#remoteAddress;
  }

  /** How many connections were made. */
  get connections(): number {
    return this.#connections;
  }

  /** Tries until there is a connection; the first time without waiting when nothing was `lost`. */
  async connect(lost?: { readonly error: unknown }): Promise<OneConnection<Out>> {
    const { reconnect, plan, scheduler, open, onConnection } = this.#settings;
    const { signal } = this.#stop;
    let cause = lost;
    for (let attempts = 1; ; attempts++) {
      if (cause !== undefined) await this.#wait(cause.error, signal);
      try {
        const transport = await open(signal);
        const connection = new Connection<Out, Uint8Array>(transport, scheduler, { ...plan, writer: encodedAlready });
        onConnection(connection);
        this.#connections++;
        this.#remoteAddress = connection.remoteAddress;
        reconnect.onChange({ type: 'connected', remoteAddress: this.#remoteAddress, attempts });
        return connection;
      } catch (error) {
        cause = { error };
      }
    }
  }

  /** Somebody is there: the next wait is the first one again. */
  forgetFailures(): void {
    this.#failures = 0;
  }

  /** There are no more of them. */
  stop(reason: unknown): void {
    this.#stop.abort(reason);
  }

  async #wait(error: unknown, signal: AbortSignal): Promise<void> {
    const { reconnect } = this.#settings;
    if (signal.aborted) throw signal.reason;
    if (this.#failures >= reconnect.maxAttempts || !reconnect.isWorthRetrying(error)) {
      const reason = error ?? failure(connectionClosed, { address: this.#remoteAddress });
      reconnect.onChange({ type: 'gave-up', error: reason, account: this.#log.account });
      throw reason;
    }
    const delayMs = retryDelay(this.#failures, reconnect);
    const attempt = ++this.#failures;
    reconnect.onChange({ type: 'waiting', attempt, delayMs, ...(error !== undefined && { error }) });
    await reconnect.wait(delayMs, signal);
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
