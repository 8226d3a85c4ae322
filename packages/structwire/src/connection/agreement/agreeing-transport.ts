import { agreementMissing, agreementTimedOut } from '../../errors/agreement-errors.ts';
import { connectionAborted, foreignProtocolSpoken } from '../../errors/network-errors.ts';
import { failure, type StructwireError } from '../../errors/structwire-error.ts';
import { type Deferred, deferred } from '../deferred.ts';
import { foreignProtocol } from '../foreign-protocol.ts';
import type { Security } from '../security.ts';
import type { Scheduler, Transport, TransportSink } from '../transport.ts';
import { type Agreement, disagreement } from './agreement.ts';
import { encodePreamble, newNonce, type Preamble, PreambleReader } from './preamble.ts';

/** How long a peer that was refused has to read why, before it is cut off. */
const REFUSED_GRACE_MS = 1_000;

/** An exchange of preambles under way. */
export interface AgreementUnderWay {
  readonly agreed: Promise<Transport>;
  /** Fulfilled when it was agreed, or the transport is closed. */
  readonly over: Promise<void>;
  /** Gives it up; no effect when it is done. */
  cancel(reason?: unknown): void;
}

/** What the two sides are to agree about, and how long they have. */
export interface AgreementSettings {
  readonly agreement: Agreement;
  readonly handshakeTimeoutMs: number;
  readonly namesForeign: boolean;
}

/** A transport whose first bytes in both directions are preambles, which its sink does not see. */
export class AgreeingTransport implements Transport, TransportSink, AgreementUnderWay {
  readonly remoteAddress: string;
  readonly maxMessageBytes?: number;
  readonly copiesWrites: boolean;
  readonly #transport: Transport;
  readonly #scheduler: Scheduler;
  readonly #settings: AgreementSettings;
  readonly #mine: Preamble;
  readonly #reader: PreambleReader;
  readonly #done: Deferred<Transport> = deferred();
  readonly #over: Deferred<void> = deferred();
  #cancelTimer: () => void;
  #state: 'agreeing' | 'agreed' | 'refused' = 'agreeing';
  #sink: TransportSink | undefined;
  /** What came behind the preamble, until the sink takes it. */
  #rest: Uint8Array | undefined;
  #isPaused = false;
  /** What was written and ended before the other side has agreed. */
  readonly #early: Uint8Array[] = [];
  #earlyBytes = 0;
  #endsEarly = false;
  #refusal: Error | undefined;
  #closed: { readonly error: Error | undefined } | undefined;

  constructor(transport: Transport, scheduler: Scheduler, settings: AgreementSettings) {
    const { agreement, handshakeTimeoutMs } = settings;
    this.remoteAddress = transport.remoteAddress;
    this.copiesWrites = transport.copiesWrites === true; // what waits here is pending
    if (transport.maxMessageBytes !== undefined) this.maxMessageBytes = transport.maxMessageBytes;
    this.#transport = transport;
    this.#scheduler = scheduler;
    this.#settings = settings;
    this.#mine = { ...agreement, nonce: newNonce() };
    this.#reader = new PreambleReader(this.remoteAddress);
    this.#cancelTimer = scheduler.after(handshakeTimeoutMs, () => this.#timeOut());
    transport.start(this);
    transport.write(encodePreamble(this.#mine));
  }

  get agreed(): Promise<Transport> {
    return this.#done.promise;
  }

  get over(): Promise<void> {
    return this.#over.promise;
  }

  get heldBytes(): number {
    return this.#transport.heldBytes ?? 0;
  }

  get pendingBytes(): number {
    return this.#transport.pendingBytes + this.#earlyBytes;
  }

  get security(): Security | undefined {
    return this.#transport.security;
  }

  cancel(reason: unknown = failure(connectionAborted, { address: this.remoteAddress })): void {
    if (this.#state === 'agreed') return;
    this.#settle(reason);
    this.#transport.destroy();
  }

  start(sink: TransportSink): void {
    this.#sink = sink;
    if (this.#state === 'refused' && this.#closed !== undefined) {
      const { error } = this.#closed;
      void Promise.resolve().then(() => sink.onClose(error));
    }
    this.#deliverRest();
  }

  write(bytes: Uint8Array): boolean {
    if (this.#state === 'agreed') return this.#transport.write(bytes);
    this.#early.push(bytes);
    this.#earlyBytes += bytes.length;
    return false;
  }

  pause(): void {
    this.#isPaused = true;
    if (this.#state === 'agreed') this.#transport.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#rest !== undefined) this.#deliverRest();
    else if (this.#state === 'agreed') this.#transport.resume();
  }

  end(): void {
    if (this.#state === 'agreeing') this.#endsEarly = true;
    else this.#transport.end();
  }

  destroy(): void {
    this.#transport.destroy();
  }

  onChunk(bytes: Uint8Array): void {
    if (this.#state === 'agreed') this.#sink?.onChunk(bytes);
    else if (this.#state === 'agreeing') this.#read(bytes);
  }

  onEnd(): void {
    if (this.#state === 'agreed') this.#sink?.onEnd();
    else if (this.#state === 'refused') this.#transport.end();
    else this.#refuse(this.#tooShort());
  }

  onDrain(): void {
    if (this.#state === 'agreed') this.#sink?.onDrain();
  }

  onClose(error?: Error): void {
    this.#cancelTimer();
    if (this.#state === 'agreeing') this.#settle(error ?? this.#tooShort());
    this.#over.resolve();
    this.#closed = { error: this.#refusal ?? error };
    if (this.#rest === undefined) this.#sink?.onClose(this.#closed.error);
  }

  #read(bytes: Uint8Array): void {
    try {
      const found = this.#reader.push(bytes);
      if (found === undefined) return;
      const error = disagreement(this.#mine, found.preamble, this.remoteAddress);
      if (error !== undefined) throw error;
      this.#agree(found.rest);
    } catch (error) {
      this.#refuse(this.#foreign(bytes) ?? error);
    }
  }

  /** A stranger by name, where strangers are looked for. */
  #foreign(bytes: Uint8Array): unknown {
    const protocol = this.#settings.namesForeign ? foreignProtocol(bytes) : undefined;
    if (protocol === undefined) return undefined;
    return failure(foreignProtocolSpoken, { address: this.remoteAddress, protocol }, { offset: 0 });
  }

  /** Nothing more is read until somebody wants it. */
  #agree(rest: Uint8Array): void {
    this.#cancelTimer();
    this.#state = 'agreed';
    this.#rest = rest;
    this.#transport.pause();
    this.#done.resolve(this);
    this.#over.resolve();
    this.#writeEarly();
    this.#deliverRest();
  }

  #writeEarly(): void {
    let hasRoom = true;
    for (const bytes of this.#early.splice(0)) hasRoom = this.#transport.write(bytes);
    const wasAsked = this.#earlyBytes > 0;
    this.#earlyBytes = 0;
    if (this.#endsEarly) this.#transport.end();
    if (hasRoom && wasAsked) this.#sink?.onDrain();
  }

  /** The other side may still be reading this side's preamble, which tells it the same: it is not reset. */
  #refuse(error: unknown): void {
    this.#settle(error);
    this.#transport.end();
    this.#cancelTimer = this.#scheduler.after(REFUSED_GRACE_MS, () => this.#transport.destroy());
  }

  #settle(error: unknown): void {
    this.#cancelTimer();
    if (this.#state === 'agreeing') this.#refusal = error as Error; // what this file makes, or what broke the transport
    this.#state = 'refused';
    this.#done.reject(error);
  }

  #timeOut(): void {
    const { handshakeTimeoutMs: timeoutMs } = this.#settings;
    this.#settle(failure(agreementTimedOut, { address: this.remoteAddress, timeoutMs, have: this.#reader.have }));
    this.#transport.destroy();
  }

  #tooShort(): StructwireError {
    const reason = `it ended after ${this.#reader.have} bytes`;
    return failure(agreementMissing, { address: this.remoteAddress, reason });
  }

  /** Never from inside a call of the sink. */
  #deliverRest(): void {
    void Promise.resolve().then(() => {
      const rest = this.#rest;
      if (rest === undefined || this.#isPaused || this.#sink === undefined) return;
      this.#rest = undefined;
      if (rest.length > 0) this.#sink.onChunk(rest);
      if (this.#closed !== undefined) this.#sink?.onClose(this.#closed.error);
      else if (!this.#isPaused) this.#transport.resume();
    });
  }
}
