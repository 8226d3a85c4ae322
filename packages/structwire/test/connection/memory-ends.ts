import { Connection, type ConnectionOptions, memoryPair, nodeScheduler, planConnection } from 'structwire/net';
import type { Ends } from './connection-contract.ts';
import { endsOf } from './ends.ts';

/** Two connected ends in this process; `split` cuts what is under way into chunks. */
export function memoryEnds(
  options: ConnectionOptions<unknown[], readonly unknown[]>,
  split?: (available: number) => number,
): Ends {
  const [left, right] = memoryPair(split === undefined ? {} : { split });
  const client = new Connection(left, nodeScheduler, planConnection(options));
  const server = new Connection(right, nodeScheduler, planConnection(options));
  return endsOf(client, server);
}
