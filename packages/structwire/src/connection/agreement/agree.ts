import { agreementMissing, agreementTimedOut } from '../../errors/agreement-errors.ts';
import { connectionAborted, foreignProtocolSpoken } from '../../errors/network-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { ConnectionPlan } from '../connection-plan.ts';
import { type Deferred, deferred } from '../deferred.ts';
import { foreignProtocol } from '../foreign-protocol.ts';
import type { Security } from '../security.ts';
import type { Scheduler, Transport, TransportSink } from '../transport.ts';
import { type Agreement, disagreement } from './agreement.ts';
import { encodePreamble, newNonce, type Preamble, PreambleReader } from './preamble.ts';

/** How long a peer that was refused has to read why, before it is cut off. */
const REFUSED_GRACE_MS = 1_000;

/**
 * Exchanges preambles with the other side of a transport that is not started, when the plan was made with `agree: true`,
 * and gives the transport for the records behind them; otherwise the transport as it is. `connect` and `listen` do it
 * by themselves; for other transports, do it before the `Connection` is made.
 *
 * @throws StructwireError by rejection: `agreement-mismatch`, `agreement-missing`, `agreement-timed-out`,
 *   `agreement-invalid`, or what broke the transport. It is closed then.
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { agree, Connection, memoryPair, nodeScheduler, planConnection } from 'structwire/net';
 *
 * const plan = planConnection({ codec: new Struct('I 2s f'), agree: true });
 * const [left, right] = await Promise.all(memoryPair().map((end) => agree(end, nodeScheduler, plan)));
 * const [one, other] = [left!, right!].map((end) => new Connection(end, nodeScheduler, plan));
 * await one!.send([1, 'ab', 2.7]);
 * for await (const [id] of other!) {
 *   console.log(id); // 1
 *   break;
 * }
 * ```
 */
export function agree(
  transport: Transport,
  scheduler: Scheduler,
  plan: Pick<ConnectionPlan<never, never>, 'agreement' | 'foreign' | 'limits'>,
): Promise<Transport> {
  return beginAgreement(transport, scheduler, plan).agreed;
}

/** An exchange of preambles under way. */
export interface AgreementUnderWay {
  readonly agreed: Promise<Transport>;
  /** Fulfilled when it was agreed, or the transport is closed. */
  readonly over: Promise<void>;
  /** Gives it up; no effect when it is done. */
  cancel(reason?: unknown): void;
}

/** As {@link agree}, for callers that may have to give up. */
export function beginAgreement(
  transport: Transport,
  scheduler: Scheduler,
  { agreement, foreign, limits }: Pick<ConnectionPlan<never, never>, 'agreement' | 'foreign' | 'limits'>,
): AgreementUnderWay {
  if (agreement === undefined) {
    return { agreed: Promise.resolve(transport), over: Promise.resolve(), cancel: () => {} };
  }
  const { handshakeTimeoutMs } = limits;
  return new AgreeingTransport(transport, scheduler, {
    agreement,
    handshakeTimeoutMs,
    namesForeign: foreign === 'any',
  });
}

interface Settings {
  readonly agreement: Agreement;
  readonly handshakeTimeoutMs: number;
  readonly namesForeign: boolean;
}

/** A transport whose first bytes in both directions are preambles, which its sink does not see. */
class AgreeingTransport implements Transport, TransportSink, AgreementUnderWay {
  readonly remoteAddress: string;
  readonly maxMessageBytes?: number;
  readonly #transport: Transport;
  readonly #scheduler: Scheduler;
  readonly #settings: Settings;
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
  #closed: { readonly error: Error | undefined } | undefined;

  constructor(transport: Transport, scheduler: Scheduler, settings: Settings) {
    const { agreement, handshakeTimeoutMs } = settings;
    this.remoteAddress = transport.remoteAddress;
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
    return this.#transport.pendingBytes;
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
    this.#deliverRest();
  }

  write(bytes: Uint8Array): boolean {
    return this.#transport.write(bytes);
  }

  pause(): void {
    this.#isPaused = true;
    this.#transport.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#rest === undefined) this.#transport.resume();
    else this.#deliverRest();
  }

  end(): void {
    this.#transport.end();
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
    else this.#refuse(failure(agreementMissing, { address: this.remoteAddress, reason: this.#endText() }));
  }

  onDrain(): void {
    this.#sink?.onDrain();
  }

  onClose(error?: Error): void {
    this.#cancelTimer();
    this.#over.resolve();
    this.#closed = { error };
    if (this.#state === 'agreed' && this.#rest === undefined) this.#sink?.onClose(error);
    const { remoteAddress: address } = this;
    if (this.#state === 'agreeing') {
      this.#settle(error ?? failure(agreementMissing, { address, reason: this.#endText() }));
    }
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
  }

  /** The other side may still be reading this side's preamble, which tells it the same: it is not reset. */
  #refuse(error: unknown): void {
    this.#settle(error);
    this.#transport.end();
    this.#cancelTimer = this.#scheduler.after(REFUSED_GRACE_MS, () => this.#transport.destroy());
  }

  #settle(error: unknown): void {
    this.#cancelTimer();
    this.#state = 'refused';
    this.#done.reject(error);
  }

  #timeOut(): void {
    const { handshakeTimeoutMs: timeoutMs } = this.#settings;
    this.#settle(failure(agreementTimedOut, { address: this.remoteAddress, timeoutMs, have: this.#reader.have }));
    this.#transport.destroy();
  }

  #endText(): string {
    return `it ended after ${this.#reader.have} bytes`;
  }

  /** Never from inside a call of the sink. */
  #deliverRest(): void {
    void Promise.resolve().then(() => {
      const rest = this.#rest;
      if (rest === undefined || this.#isPaused) return;
      this.#rest = undefined;
      if (rest.length > 0) this.#sink?.onChunk(rest);
      if (this.#closed !== undefined) this.#sink?.onClose(this.#closed.error);
      else if (!this.#isPaused) this.#transport.resume();
    });
  }
}
