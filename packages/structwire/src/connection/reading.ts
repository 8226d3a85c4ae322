import type { Inbox } from './inbox.ts';

/** Reads an inbox; leaving the loop leaves what is there to the next reader. */
abstract class Reading<T> implements AsyncIterableIterator<T, undefined> {
  abstract next(): Promise<IteratorResult<T, undefined>>;

  return(): Promise<IteratorResult<T, undefined>> {
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** The records of an inbox one at a time. */
export class RecordReading<Out> extends Reading<Out> {
  readonly #inbox: Inbox<Out>;

  constructor(inbox: Inbox<Out>) {
    super();
    this.#inbox = inbox;
  }

  next(): Promise<IteratorResult<Out, undefined>> {
    return this.#inbox.nextRecord();
  }
}

/** The records of an inbox as they arrived together. */
export class BatchReading<Out> extends Reading<Out[]> {
  readonly #inbox: Inbox<Out>;

  constructor(inbox: Inbox<Out>) {
    super();
    this.#inbox = inbox;
  }

  next(): Promise<IteratorResult<Out[], undefined>> {
    return this.#inbox.nextBatch();
  }
}
