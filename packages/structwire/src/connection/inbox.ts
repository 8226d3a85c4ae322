import { alreadyReading } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { Queue } from './queue.ts';
import type { Run } from './record-reader.ts';

/** No records; never handed out. */
const NOTHING: never[] = [];

/** What a decoded record is taken to cost in memory on top of its bytes. */
const RECORD_OVERHEAD = 64;

/** Records, of which the first has a number, or a run of them; each is made to what the reader wants. */
interface Batch<Out> {
  readonly records: Out[] | Run;
  readonly first: number;
  readonly cost: number;
}

type Wanted = 'record' | 'batch' | 'word';

/** What an inbox asks of the connection behind it. */
export interface InboxSource<Out> {
  readonly remoteAddress: string;
  /** For sources of runs: the records of one; none from one on that makes no sense. */
  decodeRun?(run: Run): Out[];
  /** For sources of records of fixed size, of which the first has a number. */
  encodeRun?(records: readonly Out[], first: number): Run;
  /** The consumer lags: `true`, deliver no more; `false`, go on. */
  setLagging(isLagging: boolean): void;
}

/**
 * Records that have arrived and that nobody has taken yet, in order, with the one reader that waits for more.
 *
 * The estimated memory of what waits is kept under `limit`: above it the source is told to stop, below half of it to
 * go on. The current batch and the place in it belong to the inbox, so a reader that stops in the middle loses nothing.
 */
export class Inbox<Out> {
  readonly #source: InboxSource<Out>;
  readonly #limit: number;
  /** Made when something has to wait. */
  #batches: Queue<Batch<Out>> | undefined;
  #cost = 0;
  /** The source has been told to wait. */
  isLagging = false;
  #current: Out[] = NOTHING;
  #index = 0;
  #first = 0;
  /** What comes before the batches, given back by who took too much. */
  #front: Run | undefined;
  /** Settles the promise of the reader that waits for a record, a batch, or a word that there is more. */
  #waiting: ((answer: never) => void) | undefined;
  #wanted: Wanted = 'word';
  #end: { readonly error: unknown } | undefined;
  /** Nobody is going to read what waits and what still comes. */
  isDiscarding = false;
  /** Told, when a callback takes the records, that there are some, or that no more will come. */
  pump: { onAvailable(): void } | undefined;

  constructor(source: InboxSource<Out>, limit: number) {
    this.#source = source;
    this.#limit = limit;
  }

  /** Estimated memory, in bytes, of the records that wait. */
  get cost(): number {
    return this.#cost;
  }

  /** Nothing waits to be taken. */
  get isEmpty(): boolean {
    return this.#index >= this.#current.length && this.#front === undefined && (this.#batches?.length ?? 0) === 0;
  }

  /** `first` is the number of the first record, for those who want runs. */
  push(records: Out[], byteLength: number, first = 0): void {
    if (records.length === 0) return;
    this.#push({ records, first, cost: byteLength + records.length * RECORD_OVERHEAD });
  }

  pushRun(run: Run): void {
    this.#push({ records: run, first: run.record, cost: run.bytes.length });
  }

  #push(batch: Batch<Out>): void {
    if (this.isDiscarding || this.#end !== undefined) return;
    this.#batches ??= new Queue();
    this.#batches.push(batch);
    this.#cost += batch.cost;
    this.wake(true);
    if (this.#cost > this.#limit && !this.isLagging) this.#setLagging(true);
  }

  /** Asks the source to wait until some of what is here has been taken. */
  holdBack(): void {
    if (this.#cost > 0 && !this.isLagging) this.#setLagging(true);
  }

  /** No more records come; with an `error`, readers get it once they have taken those that are here. */
  end(error?: unknown): void {
    if (this.#end !== undefined) return;
    this.#end = { error };
    this.wake(false);
  }

  /** What waits makes no sense: readers get the error instead of it, and instead of the end that may be behind it. */
  cutShort(error: unknown): void {
    this.#batches = undefined;
    this.#front = undefined;
    this.#cost = 0;
    this.#end = { error };
    this.wake(false);
  }

  /** What comes now is for nobody. */
  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** No more records come, and the last one has been taken. */
  get isFinished(): boolean {
    return this.isDiscarding || (this.#end !== undefined && this.isEmpty);
  }

  /** Why the records ended, when it was not a clean end. */
  get error(): unknown {
    return this.#end?.error;
  }

  /** Drops what waits and what may still come: nobody is going to read it. */
  discard(): void {
    this.isDiscarding = true;
    this.#batches = undefined;
    this.#current = NOTHING;
    this.#front = undefined;
    this.#cost = 0;
    this.wake(false);
    if (this.isLagging) this.#setLagging(false);
  }

  /** The next record, or `done`. */
  nextRecord(): Promise<IteratorResult<Out, undefined>> {
    if (this.#index < this.#current.length || this.#advance()) {
      return Promise.resolve({ done: false, value: this.#current[this.#index++]! }); // the index was compared just now
    }
    return this.#waitFor('record');
  }

  /** What is left of the current batch, or the next one, or `done`. */
  nextBatch(): Promise<IteratorResult<Out[], undefined>> {
    const value = this.takeBatch();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    return this.#waitFor('batch');
  }

  /** What is left of the current batch, or the next one, when there is one. */
  takeBatch(): Out[] | undefined {
    if (this.#index >= this.#current.length && !this.#advance()) return undefined;
    const records = this.#index === 0 ? this.#current : this.#current.slice(this.#index);
    this.#first += this.#index;
    this.#index = 0;
    this.#current = NOTHING;
    return records;
  }

  /** Gives back the records of a batch from `index` on. */
  putBack(records: Out[], index: number): void {
    if (this.isDiscarding) return;
    this.#current = records;
    this.#index = index;
  }

  /** What is left of the current batch, or the next one, as a run. */
  takeRun(): Run | undefined {
    if (this.#index < this.#current.length) {
      const [records, first] = [this.#current.slice(this.#index), this.#first + this.#index];
      this.#current = NOTHING;
      return this.#source.encodeRun?.(records, first);
    }
    const batch = this.#nextBatch();
    if (batch === undefined) return undefined;
    return Array.isArray(batch.records) ? this.#source.encodeRun?.(batch.records, batch.first) : batch.records;
  }

  /** Gives back what is left of a run. */
  putBackRun(run: Run): void {
    if (!this.isDiscarding) this.#front = run;
  }

  /** Waits until something has come, or until {@link wake}; `false` when nothing more will. */
  wait(): Promise<boolean> {
    return this.#waitFor('word');
  }

  /** One promise and the function that settles it: that is most of what an idle connection takes. */
  #waitFor<Answer>(wanted: Wanted): Promise<Answer> {
    if (this.#waiting !== undefined) {
      return Promise.reject(failure(alreadyReading, { address: this.#source.remoteAddress }));
    }
    this.#wanted = wanted;
    if (this.#end !== undefined || this.isDiscarding) return Promise.resolve(this.#answer(false) as Answer); // to what is wanted
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** What the reader wants to know; `undefined` when it has to wait on. */
  #answer(hasMore: boolean): unknown {
    if (this.#wanted === 'word') return hasMore;
    const result = hasMore ? this.#result() : undefined;
    if (result !== undefined || (this.#end === undefined && !this.isDiscarding)) return result;
    return this.#end?.error === undefined ? { done: true, value: undefined } : Promise.reject(this.#end.error);
  }

  #result(): IteratorResult<Out | Out[], undefined> | undefined {
    if (this.#wanted === 'record') {
      return this.#advance() ? { done: false, value: this.#current[this.#index++]! } : undefined; // it has one
    }
    const value = this.takeBatch();
    return value && { done: false, value };
  }

  /** Makes the next batch the current one; `false` when none is here. */
  #advance(): boolean {
    for (let batch = this.#nextBatch(); batch !== undefined; batch = this.#nextBatch()) {
      this.#current = Array.isArray(batch.records) ? batch.records : (this.#source.decodeRun?.(batch.records) ?? []);
      this.#first = batch.first;
      this.#index = 0;
      if (this.#current.length > 0) return true;
    }
    return false;
  }

  #nextBatch(): Batch<Out> | undefined {
    const front = this.#front;
    this.#front = undefined;
    if (front !== undefined) return { records: front, first: front.record, cost: 0 };
    const batch = this.#batches?.shift();
    if (batch === undefined) return undefined;
    this.#cost -= batch.cost;
    if (this.isLagging && this.#cost <= this.#limit / 2) this.#setLagging(false);
    return batch;
  }

  wake(hasMore: boolean): void {
    const waiting = this.#waiting;
    this.#waiting = undefined; // decoding may end this inbox
    const answer = waiting && this.#answer(hasMore);
    if (answer === undefined) this.#waiting ??= waiting;
    else waiting?.(answer as never); // to what is wanted
    this.pump?.onAvailable();
  }

  #setLagging(isLagging: boolean): void {
    this.isLagging = isLagging;
    this.#source.setLagging(isLagging);
  }
}
