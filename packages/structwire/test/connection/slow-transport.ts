import type { Scheduler, SweepTarget, Transport, TransportSink } from 'structwire/net';

/** A clock that only goes on when it is told to. */
export class ManualScheduler implements Scheduler {
  #tasks: (() => void)[] = [];

  /** Ends the turn. */
  turn(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
  }

  defer(task: () => void): void {
    this.#tasks.push(task);
  }

  every(_intervalMs: number, _target: SweepTarget): () => void {
    return () => {};
  }

  after(_delayMs: number, _task: () => void): () => void {
    return () => {};
  }
}

/** What a transport does with the next write: the system takes it at once, or it waits, and perhaps those behind it too. */
export type Reception = 'taken' | 'waits' | 'full';

/** A transport that goes nowhere: it keeps what is written, and every way in which an outbox may not use it. */
export class SlowTransport implements Transport {
  readonly remoteAddress = 'slow';
  readonly copiesWrites: boolean;
  readonly maxMessageBytes?: number;
  readonly violations: string[] = [];
  pendingBytes = 0;
  /** Both directions are gone. */
  isClosed = false;
  readonly #receive: () => Reception;
  #writes: { readonly bytes: Uint8Array; readonly copy: Uint8Array }[] = [];
  /** Those of them that may not be written over yet. */
  #kept: { readonly bytes: Uint8Array; readonly copy: Uint8Array }[] = [];
  #sink: TransportSink | undefined;
  #isFull = false;
  #hasEnded = false;

  constructor(
    receive: () => Reception,
    options: { copiesWrites?: boolean; maxMessageBytes?: number | undefined } = {},
  ) {
    this.#receive = receive;
    this.copiesWrites = options.copiesWrites ?? false;
    if (options.maxMessageBytes !== undefined) this.maxMessageBytes = options.maxMessageBytes;
  }

  get written(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#writes.map(({ copy }) => copy)));
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  start(sink: TransportSink): void {
    this.#sink = sink;
  }

  write(bytes: Uint8Array): boolean {
    if (this.#hasEnded) this.violations.push('a write behind the end');
    if (this.isClosed) this.violations.push('a write after everything was given up');
    if (this.#isFull) this.violations.push('a write without room');
    if (bytes.length === 0) this.violations.push('a write of nothing');
    if (bytes.length > (this.maxMessageBytes ?? bytes.length)) this.violations.push('a message that is too long');
    const write = { bytes, copy: bytes.slice() };
    this.#writes.push(write);
    this.#kept.push(write);
    const reception = this.#receive();
    if (reception !== 'taken' || this.pendingBytes > 0) this.pendingBytes += bytes.length;
    this.#forgetWhenCopied();
    this.#isFull = reception === 'full';
    return !this.#isFull;
  }

  /** Passes on what waits. */
  drain(): void {
    if (this.isClosed) return;
    this.pendingBytes = 0;
    this.#forgetWhenCopied();
    if (!this.#isFull) return;
    this.#isFull = false;
    this.#sink?.onDrain();
  }

  /** Lets all of a stream arrive. */
  deliver(stream: Uint8Array): void {
    if (stream.length > 0) this.#sink?.onChunk(stream);
    this.#sink?.onEnd();
  }

  pause(): void {}
  resume(): void {}

  end(): void {
    this.#hasEnded = true;
  }

  destroy(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.pendingBytes = 0;
    queueMicrotask(() => this.#sink?.onClose());
  }

  /** The other side, or the network, gives both directions up. */
  lose(error: Error): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.pendingBytes = 0;
    this.#sink?.onClose(error);
  }

  /** What has been written over although it was the transport's. */
  get overwritten(): number {
    return this.#kept.filter(({ bytes, copy }) => Buffer.compare(bytes, copy) !== 0).length;
  }

  #forgetWhenCopied(): void {
    if (this.copiesWrites && this.pendingBytes === 0) this.#kept = [];
  }
}
