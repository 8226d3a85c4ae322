import type { ColumnCodec } from '../columns/column-codec.ts';
import type { ColumnDecoderOptions } from '../columns/column-decoder.ts';
import { badColumnOption } from '../errors/column-errors.ts';
import {
  alreadyReading,
  badOption,
  budgetExceeded,
  connectionClosed,
  foreignProtocolSpoken,
} from '../errors/network-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import { type ColumnSource, ColumnStream } from './column-stream.ts';
import type { ConnectionPlan, DamageCallback } from './connection-plan.ts';
import type { ConnectionEnd, ConnectionStats } from './connection-stats.ts';
import type { ConnectionWatcher, Watched } from './connection-watcher.ts';
import { Deadlines } from './deadlines.ts';
import { deferred, quietRejection } from './deferred.ts';
import { End } from './end.ts';
import { foreignTo } from './foreign-protocol.ts';
import { Inbox, type InboxSource } from './inbox.ts';
import type { BudgetMember } from './memory-budget.ts';
import { CALM, type Congestion, DONE, Outbox } from './outbox.ts';
import { PreparedRecords } from './prepared-records.ts';
import { type RecordCallback, RecordPump } from './record-pump.ts';
import type { RecordReader, Run } from './record-reader.ts';
import { decodeRun, encodeRun } from './runs.ts';
import { SlabPool } from './slab-pool.ts';
import type { Scheduler, SweepTarget, Transport, TransportSink } from './transport.ts';

const sharedPool: SlabPool = new SlabPool();

/**
 * The works of a connection: what the transport, the timer and the memory budget call, and the state they share.
 * A `Connection` is the face of one.
 */
export class Engine<Out, In>
  extends Deadlines
  implements TransportSink, SweepTarget, BudgetMember, InboxSource<Out>, ColumnSource
{
  readonly transport: Transport;
  readonly inbox: Inbox<Out>;
  readonly #scheduler: Scheduler;
  readonly #plan: ConnectionPlan<Out, In>;
  readonly #reader: RecordReader<Out>;
  readonly #watcher: ConnectionWatcher<object> | undefined;
  readonly #face: object;
  #outbox: Outbox<In> | undefined;
  /** The outbox when there is one; short enough for an engine to put it into the loops of those who ask after each record. */
  #congestion: Congestion = CALM;
  #pump: RecordPump<Out> | undefined;
  /** Takes what arrives as it is, while there is one. */
  #columns: ColumnStream<unknown> | undefined;
  /** What only a connection has that ends, or that somebody wants to see end. */
  #end: End | undefined;
  #hasPeerEnded = false;
  #bytesReceived = 0;
  /** What the memory budget has been told; -1 when it has been told that this is over. */
  #held = 0;

  constructor(
    transport: Transport,
    scheduler: Scheduler,
    plan: ConnectionPlan<Out, In>,
    { watcher, connection }: Watched,
  ) {
    super();
    const { limits, onDamage } = plan;
    this.transport = transport;
    this.#scheduler = scheduler;
    this.#plan = plan;
    this.#watcher = watcher;
    this.#face = connection;
    this.#reader = plan.newReader(onDamage && ((error) => this.#report(error, onDamage)));
    this.inbox = new Inbox(this, limits.maxPending);
    plan.sweeps.add(this, scheduler);
    transport.start(this);
  }

  get remoteAddress(): string {
    return this.transport.remoteAddress;
  }

  get stats(): ConnectionStats {
    const { messages } = this.transport;
    return {
      recordsReceived: this.#reader.records,
      bytesReceived: this.#bytesReceived,
      recordsSent: this.#outbox?.records ?? 0,
      bytesSent: this.#outbox?.bytes ?? 0,
      bytesQueued: this.#pendingBytes,
      bytesUnsent: this.#outbox?.unsentBytes ?? 0,
      errors: this.#end?.error === undefined ? 0 : 1,
      bytesSkipped: this.#reader.skipped,
      framesDamaged: this.#reader.damaged,
      bytesDiscarded: this.#end?.bytesDiscarded ?? 0,
      ...(messages !== undefined && { messages }),
    };
  }

  /** Made when something is sent: a connection that only listens does without. */
  get outbox(): Outbox<In> {
    this.#outbox ??= this.#openOutbox();
    return this.#outbox;
  }

  #openOutbox(): Outbox<In> {
    const { writer, limits, flush, writesAlone } = this.#plan;
    const options = { pool: sharedPool, limit: limits.maxQueued, flush, writesAlone };
    const outbox = new Outbox(writer, this.transport, this.#scheduler, options);
    if (this.#end?.error !== undefined || this.#isClosed) outbox.fail(this.#whyNotSending());
    this.#congestion = outbox;
    return outbox;
  }

  get isCongested(): boolean {
    return this.#congestion.isCongested;
  }

  get #pendingBytes(): number {
    return (this.#outbox ?? this.transport).pendingBytes;
  }

  get closed(): Promise<ConnectionEnd> {
    const end = this.#atEnd;
    end.closed ??= deferred();
    if (end.isClosed) end.closed.resolve(end.error ?? {});
    return end.closed.promise;
  }

  get received(): Promise<void> {
    const end = this.#atEnd;
    end.received ??= deferred();
    if (this.#hasPeerEnded) end.received.resolve();
    return end.received.promise;
  }

  get #atEnd(): End {
    this.#end ??= new End();
    return this.#end;
  }

  get #isClosed(): boolean {
    return this.#end?.isClosed === true;
  }

  get delivered(): Promise<void> {
    return this.#pump?.end ?? DONE;
  }

  /** Memory that only the other side can make smaller. */
  get burden(): number {
    return this.#held < 0 ? 0 : this.#heldBytes + this.#pendingBytes;
  }

  /** Bytes of a record that is not complete. */
  get #heldBytes(): number {
    return this.#reader.held + (this.transport.heldBytes ?? 0);
  }

  send(value: In): Promise<void> {
    const outbox = this.#outbox ?? this.outbox;
    try {
      if (!outbox.sendPlain(value)) outbox.send(value);
      return outbox.isCongested ? this.#whenRoom() : DONE;
    } catch (error) {
      return outbox.refusal === undefined ? Promise.reject(error) : quietRejection(error);
    }
  }

  #whenRoom(): Promise<void> {
    this.#account();
    return this.outbox.whenRoom();
  }

  async sendPrepared(prepared: PreparedRecords): Promise<void> {
    if (!prepared.isOf(this.#plan.sends)) {
      const expected = 'records that were prepared for the same codec and framing';
      throw failure(badOption, { option: 'sendMany', expected, actual: 'others' });
    }
    while (this.isCongested) await this.#whenRoom();
    this.outbox.sendPrepared(prepared);
    this.#account();
    if (this.isCongested) await this.#whenRoom();
  }

  prepare(values: Iterable<In>): PreparedRecords {
    return PreparedRecords.of(values, this.#plan.writer, this.#plan.sends);
  }

  async sendArray(values: readonly In[]): Promise<void> {
    for (let sent = 0; sent < values.length; ) {
      sent = this.outbox.sendSome(values, sent);
      this.#account();
      if (this.isCongested) await this.#whenRoom();
    }
  }

  async sendEach(values: Iterable<In>): Promise<void> {
    for (const value of values) {
      const sent = this.send(value);
      if (sent !== DONE) await sent;
    }
  }

  onRecords(callback: RecordCallback<Out>): Promise<void> {
    if (this.#pump !== undefined) return Promise.reject(failure(alreadyReading, { address: this.remoteAddress }));
    this.#pump = new RecordPump(callback, this);
    return this.#pump.start();
  }

  /** @throws StructwireError `bad-column-option`, and what the options are refused for. */
  columns<C, Name extends keyof C & string>(
    codec: ColumnCodec<C, unknown>,
    options: ColumnDecoderOptions<Name>,
  ): ColumnStream<Pick<C, Name>> {
    const { size } = this.#plan.receive;
    if (codec.size !== size || this.#reader.pushRuns === undefined) {
      const expected = size === null ? 'used for records of fixed size' : `the columns of records of ${size} bytes`;
      throw failure(badColumnOption, { option: 'codec', expected, actual: `records of ${codec.size} bytes` });
    }
    const stream = new ColumnStream(codec.decoder(options), size, this.inbox, this);
    this.#columns = stream;
    return stream;
  }

  detach(stream: object): void {
    if (this.#columns === stream) this.#columns = undefined;
  }

  decodeRun(run: Run): Out[] {
    const { records, error } = decodeRun(this.#plan.receive, run);
    if (error !== undefined) {
      this.inbox.cutShort(error);
      this.breakOff(error);
    }
    return records;
  }

  encodeRun(records: readonly Out[], first: number): Run {
    return encodeRun(this.#plan.receive, records, first);
  }

  end(): Promise<void> {
    const end = this.#atEnd;
    if (end.ending === undefined) {
      end.ending = this.outbox.end();
      end.ending.catch(() => {}); // `closed` tells it as well
    }
    return end.ending;
  }

  async close(graceMs: number = this.#plan.limits.graceMs): Promise<void> {
    const cancel = this.#scheduler.after(graceMs, () => this.transport.destroy());
    this.inbox.discard();
    void this.end().then(
      () => this.transport.close?.(),
      () => {},
    );
    await this.closed;
    cancel();
  }

  abort(reason: unknown): void {
    if (this.#isClosed) return;
    this.#fail(reason);
    this.inbox.discard();
    this.transport.destroy();
    this.#release();
  }

  drain(quietMs: number): void {
    let silentMs = 0;
    let silentAt = -1;
    const sweep = (elapsedMs: number): void => {
      const isSilent = this.#bytesReceived === silentAt && !this.inbox.isLagging && this.#heldBytes === 0;
      silentMs = isSilent ? silentMs + elapsedMs : 0;
      silentAt = this.#bytesReceived;
      if (silentMs >= quietMs) this.onEnd();
    };
    if (!this.#hasPeerEnded) this.#atEnd.stopDraining ??= this.#scheduler.every(Math.max(5, quietMs / 4), { sweep });
  }

  sweep(elapsedMs: number): void {
    const missed = this.checkDeadlines(elapsedMs, this.#plan.limits, {
      address: this.remoteAddress,
      bytesReceived: this.#bytesReceived,
      recordsDone: this.#reader.records + this.#reader.damaged,
      held: this.#heldBytes,
      isPaused: this.inbox.isLagging,
      bytesSent: this.#outbox?.bytes ?? 0,
      bytesQueued: this.#pendingBytes,
    });
    if (missed !== undefined) this.#missed(missed);
    this.#account();
  }

  setLagging(isLagging: boolean): void {
    if (isLagging) this.transport.pause();
    else this.transport.resume();
  }

  overBudget(limit: number): void {
    this.breakOff(failure(budgetExceeded, { address: this.remoteAddress, held: this.burden, limit }));
  }

  onChunk(bytes: Uint8Array): void {
    if (this.#bytesReceived === 0 && this.#isForeign(bytes)) return;
    this.#bytesReceived += bytes.length;
    if (this.inbox.isDiscarding || this.#hasPeerEnded) {
      this.#atEnd.bytesDiscarded += bytes.length;
      return;
    }
    if (this.#columns !== undefined) {
      this.#reader.pushRuns?.(bytes, this.#columns.take); // or there would be no columns
      this.#deliver([], 0);
      if (this.#plan.budget !== undefined) this.#account();
      return;
    }
    const pump = this.#pump;
    const records = pump?.isWaiting === true ? this.#pushEach(bytes, pump) : this.#reader.push(bytes);
    this.#deliver(records, bytes.length);
    if (this.#plan.budget !== undefined) this.#account();
  }

  onEnd(): void {
    if (this.#hasPeerEnded) return;
    this.#hasPeerEnded = true;
    this.#end?.stopDraining?.();
    if (!this.inbox.isDiscarding) this.#finishReading();
    this.inbox.end(this.#reader.error);
    this.#tellReceived();
  }

  #tellReceived(): void {
    this.#end?.received?.resolve();
    this.#watcher?.onReceived(this.#face);
  }

  onDrain(): void {
    this.#outbox?.drained();
    this.#account();
  }

  onClose(error?: Error): void {
    const end = this.#atEnd;
    end.isClosed = true;
    this.#plan.sweeps.delete(this);
    end.stopDraining?.();
    if (!this.#hasPeerEnded && end.error === undefined) this.#brokenBy(error);
    else if (error !== undefined) this.#fail(error); // what was still to be sent is lost
    const isNews = !this.#hasPeerEnded;
    this.#hasPeerEnded = true;
    this.inbox.end();
    this.#outbox?.fail(end.error?.error ?? error ?? this.#whyNotSending());
    this.#release();
    if (isNews) this.#tellReceived();
    end.closed?.resolve(end.error ?? {});
    this.#watcher?.onClosed(this.#face);
  }

  /** Shows records to a callback that waits for them; the others are for it when it does again. */
  #pushEach(bytes: Uint8Array, pump: RecordPump<Out>): Out[] {
    return this.#reader.pushEach?.(bytes, pump) ?? this.#reader.push(bytes);
  }

  #isForeign(bytes: Uint8Array): boolean {
    const protocol = foreignTo(this.#plan, bytes);
    if (protocol === undefined) return false;
    this.#bytesReceived += bytes.length;
    this.breakOff(failure(foreignProtocolSpoken, { address: this.remoteAddress, protocol }, { offset: 0 }));
    return true;
  }

  /** Tells the program about a frame that was skipped; a mistake in the telling ends this connection and nothing else. */
  #report(error: StructwireError, onDamage: DamageCallback): void {
    try {
      onDamage(error, this);
    } catch (thrown) {
      this.abort(thrown);
    }
  }

  #deliver(records: Out[], byteLength: number): void {
    this.inbox.push(records, byteLength, this.#reader.records - records.length);
    if (this.#reader.error !== undefined) this.breakOff(this.#reader.error);
  }

  /** What was received is still delivered, and then the error; nothing more is exchanged. */
  breakOff(error: unknown): void {
    this.#fail(error);
    this.transport.destroy();
    this.#release();
  }

  #missed(error: StructwireError): void {
    const isOfTransport = (this.transport.heldBytes ?? 0) > 0;
    if (error.code !== 'record-timed-out' || isOfTransport || !this.#reader.abandon()) {
      this.breakOff(error);
      return;
    }
    this.startRecord();
    this.#deliver(this.#reader.push(new Uint8Array(0)), 0);
  }

  /** Records that only the end of the stream completes, and the one that it cuts off. */
  #finishReading(): void {
    const records = this.#reader.finish();
    this.inbox.push(records, 0, this.#reader.records - records.length);
    if (this.#reader.error !== undefined) this.#atEnd.error ??= { error: this.#reader.error };
  }

  /** The transport is gone before the other side has ended: inside a record, that is what is wrong. */
  #brokenBy(cause: Error | undefined): void {
    if (!this.inbox.isDiscarding) this.#finishReading();
    const cutOff = this.#reader.error;
    if (cutOff !== undefined && cause !== undefined) cutOff.cause = cause;
    const error = cutOff ?? cause;
    if (error !== undefined) this.#fail(error);
  }

  #fail(error: unknown): void {
    this.#atEnd.error ??= { error };
    this.inbox.end(error);
    this.#outbox?.fail(error);
  }

  #whyNotSending(): unknown {
    return this.#end?.error?.error ?? failure(connectionClosed, { address: this.remoteAddress });
  }

  /** Tells the memory budget what has changed, and reads no more for now when it is used up. */
  #account(): void {
    const { budget } = this.#plan;
    if (budget === undefined || this.#held < 0) return;
    const held = this.inbox.cost + this.burden;
    const delta = held - this.#held;
    this.#held = held;
    budget.change(delta);
    if (delta > 0 && budget.isExhausted) this.inbox.holdBack();
  }

  #release(): void {
    if (this.#held >= 0) this.#plan.budget?.leave(this.#held);
    this.#held = -1;
  }
}
