import type { EncodeNext, RecordLoops } from '../codec/record-loops.ts';
import { frameTooLong } from '../errors/framing-errors.ts';
import { connectionClosed } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { FlushPolicy } from './connection-plan.ts';
import { type Deferred, deferred, quietRejection } from './deferred.ts';
import { NO_PAGE, OutboxPage } from './outbox-page.ts';
import type { PreparedRecords } from './prepared-records.ts';
import type { RecordWriter } from './record-writer.ts';
import { SLAB_BYTES, type SlabPool } from './slab-pool.ts';
import type { Scheduler, Transport } from './transport.ts';

/** The promise of what is done already. */
export const DONE: Promise<void> = Promise.resolve();

/** Whether whoever sends should wait. */
export interface Congestion {
  readonly isCongested: boolean;
}

/** Nothing has been sent. */
export const CALM: Congestion = { isCongested: false };

/**
 * Records on their way to a transport: encoded into one buffer, written once per turn or per full buffer.
 *
 * While the transport has no room the buffers queue up here; a `send` that leaves more than `limit` bytes queued gives
 * a promise that waits until they are half gone.
 */
export class Outbox<In> {
  /** More is queued than the limit allows, and half of it is not gone yet: whoever sends should wait. */
  isCongested = false;
  /** After {@link fail}: bytes of records that were never handed to the transport. */
  unsentBytes = 0;
  readonly #writer: RecordWriter<In>;
  readonly #transport: Transport;
  readonly #pool: SlabPool;
  readonly #limit: number;
  readonly #maxMessage: number;
  /** How many bytes of records may go into one write: 0 where each one is written by itself. */
  readonly #mostTogether: number;
  readonly #schedule: ((task: () => void) => void) | undefined;
  /** Of records that go out as they are, all of one size; 0 for others. */
  readonly #plainSize: number;
  /** For records that are put on a page one behind the other, by code made for that. */
  readonly #loops: RecordLoops<unknown, In> | undefined;
  /** Absent where every record is written by itself. */
  readonly #encodeNext: EncodeNext<In> | undefined;
  /** Records that were taken, where they are not all of one size. */
  #records = 0;
  #page: OutboxPage = NO_PAGE;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #closedBytes = 0;
  #isScheduled = false;
  #isBlocked = false;
  #isEnding = false;
  /** A record is being encoded: a getter of its value may send others meanwhile. */
  #isEncoding = false;
  #room: Deferred<void> | undefined;
  #empty: Deferred<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    writer: RecordWriter<In>,
    transport: Transport,
    scheduler: Scheduler,
    options: {
      readonly pool: SlabPool;
      readonly limit: number;
      readonly flush: FlushPolicy;
      readonly writesAlone: boolean;
    },
  ) {
    this.#writer = writer;
    this.#transport = transport;
    this.#pool = options.pool;
    this.#limit = options.limit;
    this.#maxMessage = transport.maxMessageBytes ?? Number.POSITIVE_INFINITY;
    this.#mostTogether = options.writesAlone ? 0 : this.#maxMessage;
    this.#schedule = scheduleBy(options.flush, scheduler);
    const { plain } = writer;
    this.#plainSize = plain?.size ?? 0;
    const isSmall = this.#plainSize <= Math.min(SLAB_BYTES, this.#mostTogether);
    if (plain?.loops.encodeNext === undefined || !isSmall) return;
    this.#loops = plain.loops;
    if (this.#schedule !== undefined) this.#encodeNext = plain.loops.encodeNext;
  }

  /** Records that {@link send} has taken. */
  get records(): number {
    return this.#plainSize === 0 ? this.#records : this.bytes / this.#plainSize;
  }

  /** Bytes of the records that {@link send} has taken. */
  get bytes(): number {
    return this.#closedBytes + this.#page.gathered;
  }

  /** Bytes that were sent and that the transport has not passed on. */
  get pendingBytes(): number {
    return this.#queuedBytes + this.#page.gathered + this.#transport.pendingBytes;
  }

  /**
   * As {@link send}, when nothing is in the way; `false` when something is, and then nothing has been done.
   *
   * All that is rare is done without the value: code that has never handed an object on does without making it.
   */
  sendPlain(value: In): boolean {
    if (this.#page.at > this.#page.last && (this.#encodeNext === undefined || !this.#openPage())) return false;
    return this.#encodeNext?.(value, this.#page) === true;
  }

  /** Why nothing is taken any more, when that is so. */
  get refusal(): { readonly error: unknown } | undefined {
    if (this.#failure !== undefined || !this.#isEnding) return this.#failure;
    return { error: failure(connectionClosed, { address: this.#transport.remoteAddress }) };
  }

  /** Encodes one record; throws what is wrong with the value, or the {@link refusal}, and then nothing of it is sent. */
  send(value: In): void {
    this.#checkOpen();
    try {
      this.#append(value);
      this.#records++;
      if (!this.#isScheduled) this.#scheduleFlush();
    } finally {
      this.#recount();
    }
  }

  /**
   * Encodes the records of an array from an index on, until there is no more room.
   *
   * @returns the index of the first one that was not taken.
   * @throws what is wrong with one of them, and the {@link refusal}.
   */
  sendSome(values: readonly In[], from: number): number {
    this.#checkOpen();
    let index = from;
    try {
      while (index < values.length && !this.isCongested) {
        const next = this.#openPage() ? (this.#loops?.encodeMany?.(values, index, this.#page) ?? index) : index;
        if (next === index) this.#append(values[index]!); // the index was compared just now
        index = Math.max(next, index + 1);
        this.#recount();
      }
    } finally {
      this.#records += index - from;
      if (!this.#isScheduled) this.#scheduleFlush();
      this.#recount();
    }
    return index;
  }

  /** Sends what has been encoded before, as it is, once there is room. */
  sendPrepared(prepared: PreparedRecords): void {
    this.#checkOpen();
    const messages = prepared.messages(this.#mostTogether);
    for (const message of messages) this.#checkMessage(message.length);
    this.#closeRegion();
    for (const message of messages) this.#enqueue(message);
    this.#page.last = -1; // there may be less room than it says
    this.#records += prepared.count;
    this.#writeQueue();
    this.#recount();
  }

  /** Fulfilled when less than half of the limit is queued. */
  whenRoom(): Promise<void> {
    if (this.#failure !== undefined) return quietRejection(this.#failure.error);
    this.#room ??= deferred();
    this.isCongested = true;
    return this.#room.promise;
  }

  /** Hands everything to the transport, and waits until it has taken it. */
  flush(): Promise<void> {
    this.flushNow();
    if (this.#failure !== undefined) return quietRejection(this.#failure.error);
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
    this.#writeOut();
    if (!this.#isEncoding) this.#dropPage();
    this.#wakeSenders();
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
    this.#wakeSenders();
  }

  /** Nothing can be sent any more. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.unsentBytes += this.#queuedBytes + this.#page.gathered;
    this.#closeRegion();
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#dropPage();
    for (const waiter of [this.#room, this.#empty]) {
      waiter?.promise.catch(() => {}); // a sender that did not wait is not interested
      waiter?.reject(error);
    }
    this.#room = this.#empty = undefined;
    this.#recount();
  }

  /** Whether the transport has just said that there is room, or has taken all at once and has never been full. */
  #wakeSenders(): void {
    if (this.#room !== undefined && this.#queuedBytes <= this.#limit / 2) {
      this.#room.resolve();
      this.#room = undefined;
    }
    this.#recount();
  }

  #recount(): void {
    this.isCongested = this.#room !== undefined || this.#queuedBytes + this.#page.gathered > this.#limit;
  }

  #append(value: In): void {
    if (this.#isEncoding) {
      this.#appendApart(value);
      return;
    }
    this.#isEncoding = true;
    let end: number;
    const page = this.#takePage();
    page.last = -1; // nothing is put on it meanwhile
    try {
      end = this.#writer.writeInto(value, page.bytes, page.at);
    } finally {
      this.#isEncoding = false;
    }
    this.#checkOpen();
    if (end < 0) this.#appendToNextPage(value);
    else this.#advance(end);
  }

  /** In front of a record that is just being written at the end of the page. */
  #appendApart(value: In): void {
    const bytes = this.#encode(value);
    this.#closeRegion();
    this.#enqueue(bytes);
  }

  #encode(value: In): Uint8Array {
    const bytes = this.#writer.write(value);
    this.#checkOpen();
    this.#checkMessage(bytes.length);
    return bytes;
  }

  /** Also behind the encoding of a value: a getter of it may have ended the connection, or given it up. */
  #checkOpen(): void {
    if (this.refusal !== undefined) throw this.refusal.error;
  }

  /** A record has been written up to `end`. */
  #advance(end: number): void {
    const page = this.#page;
    if (end - page.start > this.#mostTogether) this.#startMessage(end - page.at);
    page.at = end;
  }

  /** What was gathered fills a message; the record of `byteLength` bytes that stands behind it begins the next one. */
  #startMessage(byteLength: number): void {
    this.#checkMessage(byteLength);
    this.#closeRegion();
  }

  #checkMessage(byteLength: number): void {
    if (byteLength <= this.#maxMessage) return;
    throw failure(frameTooLong, { length: byteLength, limit: this.#maxMessage, option: 'one message' });
  }

  /** The page is full: what it has goes out, and the record opens the next one, or goes alone when it fills one by itself. */
  #appendToNextPage(value: In): void {
    const bytes = this.#encode(value);
    const page = this.#turnPage(bytes.length);
    if (page.hasRoom(bytes.length)) {
      page.bytes.set(bytes, page.at);
      page.at += bytes.length;
    } else {
      this.#enqueue(bytes);
      this.#writeQueue();
    }
  }

  #takePage(): OutboxPage {
    if (this.#page === NO_PAGE) this.#page = new OutboxPage(this.#pool.take());
    return this.#page;
  }

  /** Writes the page out and gives one that has room, unless that is more than a page has. */
  #turnPage(byteLength: number): OutboxPage {
    this.#writeOut();
    if (!this.#page.hasRoom(byteLength)) {
      this.#page.useUp();
      this.#dropPage();
    }
    return this.#takePage();
  }

  /** Says how far records may be put on the page without a look at anything else: one at least, or `false`. */
  #openPage(): boolean {
    const size = this.#plainSize;
    if (this.#loops === undefined || this.isCongested || this.#isEncoding || this.refusal !== undefined) return false;
    const page = this.#takePage().hasRoom(size) ? this.#page : this.#turnPage(size);
    if (page.gathered + size > this.#mostTogether) this.#closeRegion();
    const free = this.#limit - this.#queuedBytes;
    const most = Math.min(this.#mostTogether, Math.max(free, page.gathered + size));
    page.last = Math.min(page.bytes.length, page.start + most) - size;
    this.isCongested = page.gathered + size > free; // this one goes beyond the limit, and no other one
    if (!this.#isScheduled && this.#schedule !== undefined) this.#scheduleFlush();
    return true;
  }

  /** Leaves the page, with what is gathered on it handed on. */
  #dropPage(): void {
    if (this.#page === NO_PAGE) return;
    const slab = this.#page.close();
    if (!this.#isEncoding) this.#pool.giveBack(slab); // or the record that is being encoded would be put there
    this.#page = NO_PAGE;
  }

  /** Writes what is gathered; the page can be used again from its start when the transport is done with all of it. */
  #writeOut(): void {
    this.#closeRegion();
    this.#writeQueue();
    const isTaken =
      this.#transport.copiesWrites === true && this.#queue.length === 0 && this.#transport.pendingBytes === 0;
    if (isTaken && !this.#isEncoding && this.#page !== NO_PAGE) this.#page.rewind();
  }

  #closeRegion(): void {
    const page = this.#page;
    if (page.gathered === 0) return;
    this.#enqueue(page.bytes.subarray(page.start, page.at));
    page.start = page.at;
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
      this.#schedule(() => this.flushNow());
    }
  }
}

function scheduleBy(policy: FlushPolicy, scheduler: Scheduler): ((task: () => void) => void) | undefined {
  if (policy === 'record') return undefined;
  if (policy === 'turn') return (task) => scheduler.defer(task);
  return (task) => void DONE.then(task);
}
