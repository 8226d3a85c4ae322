import type { Inbox } from './inbox.ts';

/** Takes one record; while a promise that it returns is open, the next record waits. */
export type RecordCallback<Out> = (record: Out) => unknown;

/** Whose records they are. */
interface PumpOwner<Out> {
  readonly inbox: Inbox<Out>;
  /** The callback has thrown. */
  abort(reason: unknown): void;
}

/**
 * Calls back for every record of an inbox, one at a time, in order.
 *
 * Most idle connections have one: of what settles its promise it keeps one function, not two.
 */
export class RecordPump<Out> {
  readonly #callback: RecordCallback<Out>;
  readonly #owner: PumpOwner<Out>;
  /** Settles when the last record has been taken, or with what ended them. */
  readonly end: Promise<void>;
  #settleEnd!: (outcome: undefined | Promise<never>) => void;
  #isBusy = false;
  /** The callback waits for a record: {@link see} may be called. */
  isWaiting = false;

  constructor(callback: RecordCallback<Out>, owner: PumpOwner<Out>) {
    this.#callback = callback;
    this.#owner = owner;
    this.end = new Promise<void>((resolve) => {
      this.#settleEnd = resolve;
    });
  }

  start(): Promise<void> {
    this.#owner.inbox.pump = this;
    this.onAvailable();
    return this.end;
  }

  /** There are records, or no more will come. */
  onAvailable(): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.isWaiting = false;
    try {
      for (let batch = this.#owner.inbox.takeBatch(); batch !== undefined; batch = this.#owner.inbox.takeBatch()) {
        if (!this.#deliver(batch)) return;
      }
    } catch (error) {
      this.#stop(error);
      return;
    }
    this.#isBusy = false;
    const { isFinished, error } = this.#owner.inbox;
    if (isFinished) this.#settle(error === undefined ? undefined : Promise.reject(error));
    else this.isWaiting = true;
  }

  /** Takes one record past the inbox, and says whether it takes another. */
  see(record: Out): boolean {
    try {
      const answer = this.#callback(record);
      if (!isThenable(answer)) return !this.#owner.inbox.isDiscarding;
      this.#waitFor(answer);
    } catch (error) {
      this.#stop(error);
    }
    return false;
  }

  /** `false` when the callback wants time; the rest of the batch is back in the inbox then. */
  #deliver(batch: Out[]): boolean {
    for (let index = 0; index < batch.length; index++) {
      const answer = this.#callback(batch[index]!); // the index was compared just now
      if (this.#owner.inbox.isDiscarding) return true;
      if (!isThenable(answer)) continue;
      this.#owner.inbox.putBack(batch, index + 1);
      this.#waitFor(answer);
      return false;
    }
    return true;
  }

  #waitFor(answer: PromiseLike<unknown>): void {
    this.#isBusy = true;
    this.isWaiting = false;
    const goOn = (): void => {
      this.#isBusy = false;
      this.onAvailable();
    };
    answer.then(goOn, (error: unknown) => this.#stop(error));
  }

  #stop(error: unknown): void {
    this.#settle(Promise.reject(error));
    this.#owner.abort(error);
  }

  #settle(outcome: undefined | Promise<never>): void {
    this.#owner.inbox.pump = undefined;
    this.isWaiting = false;
    if (outcome !== undefined) this.end.catch(ignore); // `closed` and the statistics tell it as well
    this.#settleEnd(outcome);
  }
}

function ignore(): void {}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
