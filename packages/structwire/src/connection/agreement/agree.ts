import type { ConnectionPlan } from '../connection-plan.ts';
import type { Scheduler, Transport } from '../transport.ts';
import { AgreeingTransport, type AgreementSettings, type AgreementUnderWay } from './agreeing-transport.ts';
import type { Agreement } from './agreement.ts';

export type { AgreementUnderWay } from './agreeing-transport.ts';

/** What agreeing needs to know of a plan. */
export type AgreeingPlan = Pick<ConnectionPlan<never, never>, 'agreement' | 'foreign' | 'limits'>;

/**
 * Exchanges preambles with the other side of a transport that is not started, when the plan was made with `agree: true`,
 * and gives the transport for the records behind them; otherwise the transport as it is. A `Connection` does it by itself, and
 * breaks when it fails; this is for who wants to know before there is one. `connect` and `listen` do.
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
export function agree(transport: Transport, scheduler: Scheduler, plan: AgreeingPlan): Promise<Transport> {
  return beginAgreement(transport, scheduler, plan).agreed;
}

/** The transport that a connection with this plan stands on: one that agrees, unless it has done so or need not. */
export function agreeingTransport(transport: Transport, scheduler: Scheduler, plan: AgreeingPlan): Transport {
  if (plan.agreement === undefined || transport instanceof AgreeingTransport) return transport;
  const agreeing = new AgreeingTransport(transport, scheduler, settingsOf(plan.agreement, plan));
  agreeing.agreed.catch(() => {}); // the connection is told by onClose
  return agreeing;
}

/** As {@link agree}, for callers that may have to give up. */
export function beginAgreement(transport: Transport, scheduler: Scheduler, plan: AgreeingPlan): AgreementUnderWay {
  if (plan.agreement === undefined) {
    return { agreed: Promise.resolve(transport), over: Promise.resolve(), cancel: () => {} };
  }
  return new AgreeingTransport(transport, scheduler, settingsOf(plan.agreement, plan));
}

function settingsOf(agreement: Agreement, { foreign, limits }: AgreeingPlan): AgreementSettings {
  return { agreement, handshakeTimeoutMs: limits.handshakeTimeoutMs, namesForeign: foreign === 'any' };
}
