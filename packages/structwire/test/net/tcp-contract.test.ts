import { type Connection, connect, listen } from 'structwire/net';
import { deferred } from '../../src/connection/deferred.ts';
import { describeConnections } from '../connection/connection-contract.ts';

type Both = Connection<unknown[], readonly unknown[]>;

describeConnections('TCP', async (options) => {
  const accepted = deferred<Both>();
  const server = await listen({ port: 0, ...options }, async (connection) => {
    accepted.resolve(connection);
    await connection.closed;
  });
  const client = await connect({ port: server.port, ...options });
  return {
    client,
    server: await accepted.promise,
    async [Symbol.asyncDispose]() {
      await client.close({ graceMs: 0 });
      await server.close({ graceMs: 0 });
    },
  };
});
