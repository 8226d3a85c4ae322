import { type ConnectionOptions, type ListenTarget, listen, type Server } from 'structwire/net';
import { deferred } from '../../src/connection/deferred.ts';
import type { Ends } from '../connection/connection-contract.ts';

/** Two ends of a connection that a server accepts from a client. */
export async function acceptedEnds(
  options: ListenTarget & ConnectionOptions<unknown[], readonly unknown[]>,
  connectTo: (server: Pick<Server<unknown>, 'port' | 'address'>) => Promise<Ends['client']>,
): Promise<Ends> {
  const over = deferred<void>();
  const accepted = deferred<Ends['server']>();
  const server = await listen(options, async (connection) => {
    accepted.resolve(connection);
    await over.promise; // the test reads, and a handler that is done closes
  });
  const client = await connectTo(server);
  return {
    client,
    server: await accepted.promise,
    async [Symbol.asyncDispose]() {
      await client.close({ graceMs: 0 });
      over.resolve();
      await server.close({ graceMs: 0 });
    },
  };
}
