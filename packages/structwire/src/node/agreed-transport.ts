import { beginAgreement } from '../connection/agreement/agree.ts';
import type { Transport } from '../connection/transport.ts';
import { isStructwireError } from '../errors/structwire-error.ts';
import { publishFailed } from './connection-events.ts';
import { nodeScheduler } from './node-scheduler.ts';

/** The transport of a client behind the preambles, when the two sides are to agree first. */
export async function agreedTransport(
  transport: Transport,
  plan: Parameters<typeof beginAgreement>[2],
  signal: AbortSignal | undefined,
): Promise<Transport> {
  const underWay = beginAgreement(transport, nodeScheduler, plan);
  const onAbort = (): void => underWay.cancel(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  try {
    return await underWay.agreed;
  } catch (error) {
    if (isStructwireError(error)) publishFailed('client', transport.remoteAddress, error);
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
