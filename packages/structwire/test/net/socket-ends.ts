import {
  type Connection,
  type ConnectionOptions,
  type ConnectTarget,
  connect,
  type ListenTarget,
  listen,
} from 'structwire/net';
import { deferred } from '../../src/connection/deferred.ts';
import type { Ends } from '../connection/connection-contract.ts';

type Options = ConnectionOptions<unknown[], readonly unknown[]>;

/** Two ends of a real socket connection. */
export async function socketEnds(
  options: Options,
  target: {
    readonly listen?: ListenTarget;
    readonly connect?: ConnectTarget | ((server: { readonly address: string }) => ConnectTarget);
  } = {},
): Promise<Ends> {
  const over = deferred<void>();
  const accepted = deferred<Connection<unknown[], readonly unknown[]>>();
  const server = await listen({ port: 0, ...target.listen, ...options, ...mirrored(options) }, async (connection) => {
    accepted.resolve(connection);
    await over.promise; // the test reads, and a handler that is done closes
  });
  const to = typeof target.connect === 'function' ? target.connect(server) : { port: server.port, ...target.connect };
  const client = await connect({ ...to, ...options });
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

/** Where the two sides agree first, what one sends is what the other receives. */
function mirrored({ agree, codec }: Options): Pick<Options, 'codec'> {
  if (agree !== true || !('receive' in codec)) return { codec };
  return { codec: { receive: codec.send, send: codec.receive } as Options['codec'] }; // the contract sends both kinds
}
