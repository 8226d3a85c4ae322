import type { Signal } from '../abort-with.ts';
import type { Scheduler, Transport } from '../transport.ts';
import { type AgreeingPlan, beginAgreement } from './agree.ts';

/** The transport behind the preambles, when the two sides are to agree first; given up when the signal says so. */
export async function agreeUnlessAborted(
  transport: Transport,
  scheduler: Scheduler,
  plan: AgreeingPlan,
  signal: Signal | undefined,
): Promise<Transport> {
  const underWay = beginAgreement(transport, scheduler, plan);
  const onAbort = (): void => underWay.cancel(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  try {
    return await underWay.agreed;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
