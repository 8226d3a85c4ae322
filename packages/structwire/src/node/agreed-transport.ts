import type { AgreeingPlan } from '../connection/agreement/agree.ts';
import { agreeUnlessAborted } from '../connection/agreement/agree-unless-aborted.ts';
import type { Transport } from '../connection/transport.ts';
import { isStructwireError } from '../errors/structwire-error.ts';
import { publishFailed } from './connection-events.ts';
import { nodeScheduler } from './node-scheduler.ts';

/** The transport of a client behind the preambles, when the two sides are to agree first; a failure is published. */
export async function agreedTransport(
  transport: Transport,
  plan: AgreeingPlan,
  signal: AbortSignal | undefined,
): Promise<Transport> {
  try {
    return await agreeUnlessAborted(transport, nodeScheduler, plan, signal);
  } catch (error) {
    if (isStructwireError(error)) publishFailed('client', transport.remoteAddress, error);
    throw error;
  }
}
