import type { Codec } from '../codec/codec.ts';
import { isStructwireError } from '../errors/structwire-error.ts';
import { type Deferred, deferred } from './deferred.ts';
import type { Slab, SlabPool } from './slab-pool.ts';
import type { Scheduler, Transport } from './transport.ts';

const DONE: Promise<void> = Promise.resolve();

/** When the records of an {@link Outbox} leave: at the end of the turn, after the running job, or each on its own. */
export type FlushPolicy = 'turn' | 'microtask' | 'record';

/**
 * Records on their way to a transport: encoded into one buffer, written once per turn or per full buffer.
 *
 * While the transport has no room the buffers queue up here; a `send` that leaves more than `limit` bytes queued gives
 * a promise that waits until they are half gone.
 */
export class Outbox<In> {
  /** Records that {@link send} has taken. */
  records = 0;
  readonly #codec: Codec<unknown, In>;
  readonly #transport: Transport;
  readonly #pool: SlabPool;
  readonly #limit: number;
  readonly #schedule: ((task: () => void) => void) | undefined;
  #slab: Slab | undefined;
  /** Where the open region of the slab starts and where the next record goes. */
  #start = 0;
  #at = 0;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #closedBytes = 0;
  #isScheduled = false;
  #isBlocked = false;
  #isEnding = false;
  #room: Deferred<void> | undefined;
  #empty: Deferred<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    codec: Codec<unknown, In>,
    transport: Transport,
    scheduler: Scheduler,
    options: { readonly pool: SlabPool; readonly limit: number; readonly flush: FlushPolicy },
  ) {
    this.#codec = codec;
    this.#transport = transport;
    this.#pool = options.pool;
    this.#limit = options.limit;
    this.#schedule = scheduleBy(options.flush, scheduler);
  }

  /** Bytes of the records that {@link send} has taken. */
  get bytes(): number {
    return this.#closedBytes + (this.#at - this.#start);
  }

  /** Bytes that were sent and that the transport has not passed on. */
  get pendingBytes(): number {
    return this.#queuedBytes + (this.#at - this.#start) + this.#transport.pendingBytes;
  }

  /** More was queued than the limit allows, and half of it is not gone yet: whoever sends should wait. */
  get isCongested(): boolean {
    return this.#room !== undefined || this.#queuedBytes + (this.#at - this.#start) > this.#limit;
  }

  /** Encodes one record; throws what is wrong with the value, and then nothing of it is sent. */
  send(value: In): Promise<void> {
    this.#append(value);
    this.records++;
    if (!this.#isScheduled) this.#scheduleFlush();
    return this.isCongested ? this.#whenRoom() : DONE;
  }

  /** Hands everything to the transport, and waits until it has taken it. */
  flush(): Promise<void> {
    this.flushNow();
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error);
    if (!this.#isBlocked && this.#queue.length === 0) return DONE;
    this.#empty ??= deferred();
    return this.#empty.promise;
  }

  /** As {@link flush}, then closes the sending side of the transport. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.flushNow();
    if (!this.#isBlocked) this.#transport.end();
    await this.flush();
  }

  flushNow(): void {
    this.#isScheduled = false;
    this.#closeRegion();
    if (this.#slab !== undefined) this.#pool.giveBack(this.#slab);
    this.#slab = undefined;
    this.#start = this.#at = 0;
    this.#writeQueue();
  }

  /** The transport has room again. */
  drained(): void {
    this.#isBlocked = false;
    this.#writeQueue();
    if (!this.#isBlocked) {
      if (this.#isEnding) this.#transport.end();
      this.#empty?.resolve();
      this.#empty = undefined;
    }
    if (this.#room !== undefined && this.#queuedBytes <= this.#limit / 2) {
      this.#room.resolve();
      this.#room = undefined;
    }
  }

  /** Nothing can be sent any more. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#start = this.#at;
    for (const waiter of [this.#room, this.#empty]) {
      waiter?.promise.catch(() => {}); // a sender that did not wait is not interested
      waiter?.reject(error);
    }
    this.#room = this.#empty = undefined;
  }

  #append(value: In): void {
    this.#slab ??= this.#openSlab();
    const slab = this.#slab;
    if (this.#at + (this.#codec.size ?? 0) > slab.bytes.length) {
      this.#appendToFresh(value);
      return;
    }
    try {
      this.#at += this.#codec.encodeInto(value, slab.bytes, this.#at);
    } catch (error) {
      if (!isStructwireError(error, 'output-too-small')) throw error;
      this.#appendToFresh(value);
      return;
    }
    slab.used = this.#at;
  }

  /** The slab is full: what it has goes out, and the record opens the next one, or goes alone when it fills one by itself. */
  #appendToFresh(value: In): void {
    const bytes = this.#codec.encode(value);
    this.#closeRegion();
    this.#slab!.used = this.#slab!.bytes.length; // the caller has opened it; too little is left in it to be of use
    this.#slab = this.#openSlab();
    if (this.#at + bytes.length <= this.#slab.bytes.length) {
      this.#slab.bytes.set(bytes, this.#at);
      this.#at += bytes.length;
      this.#slab.used = this.#at;
    } else {
      this.#enqueue(bytes);
    }
    this.#writeQueue();
  }

  #openSlab(): Slab {
    const slab = this.#pool.take();
    this.#start = this.#at = slab.used;
    return slab;
  }

  #closeRegion(): void {
    if (this.#slab === undefined || this.#at === this.#start) return;
    this.#enqueue(this.#slab.bytes.subarray(this.#start, this.#at));
    this.#start = this.#at;
  }

  #enqueue(bytes: Uint8Array): void {
    this.#closedBytes += bytes.length;
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
  }

  #writeQueue(): void {
    let written = 0;
    while (!this.#isBlocked && written < this.#queue.length) {
      const bytes = this.#queue[written++]!; // the index was compared just now
      this.#queuedBytes -= bytes.length;
      this.#isBlocked = !this.#transport.write(bytes);
    }
    if (written > 0) this.#queue.splice(0, written);
  }

  #scheduleFlush(): void {
    if (this.#schedule === undefined) {
      this.flushNow();
    } else {
      this.#isScheduled = true;
      this.#schedule(this.#flushTask);
    }
  }

  readonly #flushTask = (): void => this.flushNow();

  #whenRoom(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error);
    this.#room ??= deferred();
    return this.#room.promise;
  }
}

function scheduleBy(policy: FlushPolicy, scheduler: Scheduler): ((task: () => void) => void) | undefined {
  if (policy === 'record') return undefined;
  if (policy === 'turn') return (task) => scheduler.defer(task);
  return (task) => void DONE.then(task);
}
