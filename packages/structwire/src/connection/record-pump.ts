import { type Deferred, deferred } from './deferred.ts';
import type { Inbox } from './inbox.ts';

/** Takes one record; while a promise that it returns is open, the next record waits. */
export type RecordCallback<Out> = (record: Out) => unknown;

/** Calls back for every record of an inbox, one at a time, in order. */
export class RecordPump<Out> {
  readonly #inbox: Inbox<Out>;
  readonly #callback: RecordCallback<Out>;
  readonly #onThrow: (error: unknown) => void;
  readonly #end: Deferred<void> = deferred();
  #isBusy = false;
  /** Takes one record past the inbox, and says whether it takes another; absent while the callback does not wait for one. */
  see: ((record: Out) => boolean) | undefined;

  constructor(inbox: Inbox<Out>, callback: RecordCallback<Out>, onThrow: (error: unknown) => void) {
    this.#inbox = inbox;
    this.#callback = callback;
    this.#onThrow = onThrow;
    this.#end.promise.catch(() => {}); // `closed` and the statistics tell it as well
  }

  /** Settles when the last record has been taken, or with what ended them. */
  get end(): Promise<void> {
    return this.#end.promise;
  }

  start(): Promise<void> {
    this.#inbox.onAvailable = this.#run;
    this.#run();
    return this.end;
  }

  readonly #run = (): void => {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.see = undefined;
    try {
      for (let batch = this.#inbox.takeBatch(); batch !== undefined; batch = this.#inbox.takeBatch()) {
        if (!this.#deliver(batch)) return;
      }
    } catch (error) {
      this.#stop(error);
      return;
    }
    this.#isBusy = false;
    if (this.#inbox.isFinished) this.#settle(this.#inbox.error);
    else this.see = this.#see;
  };

  readonly #see = (record: Out): boolean => {
    try {
      const answer = this.#callback(record);
      if (!isThenable(answer)) return !this.#inbox.isDiscarding;
      this.#isBusy = true;
      this.see = undefined;
      answer.then(this.#goOn, this.#stop);
    } catch (error) {
      this.#stop(error);
    }
    return false;
  };

  /** `false` when the callback wants time; the rest of the batch is back in the inbox then. */
  #deliver(batch: Out[]): boolean {
    for (let index = 0; index < batch.length; index++) {
      const answer = this.#callback(batch[index]!); // the index was compared just now
      if (this.#inbox.isDiscarding) return true;
      if (!isThenable(answer)) continue;
      this.#inbox.putBack(batch, index + 1);
      answer.then(this.#goOn, this.#stop);
      return false;
    }
    return true;
  }

  readonly #goOn = (): void => {
    this.#isBusy = false;
    this.#run();
  };

  readonly #stop = (error: unknown): void => {
    this.#settle(error);
    this.#onThrow(error);
  };

  #settle(error: unknown): void {
    this.#inbox.onAvailable = undefined;
    this.see = undefined;
    if (error === undefined) this.#end.resolve();
    else this.#end.reject(error);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
