import { type ConnectionOptions, type ConnectTarget, connect, type ListenTarget } from 'structwire/net';
import type { Ends } from '../connection/connection-contract.ts';
import { acceptedEnds } from './accepted-ends.ts';

type Options = ConnectionOptions<unknown[], readonly unknown[]>;

/** Two ends of a real socket connection. */
export function socketEnds(
  options: Options,
  target: {
    readonly listen?: ListenTarget;
    readonly connect?: ConnectTarget | ((server: { readonly address: string }) => ConnectTarget);
  } = {},
): Promise<Ends> {
  return acceptedEnds({ port: 0, ...target.listen, ...options, ...mirrored(options) }, (server) => {
    const to = typeof target.connect === 'function' ? target.connect(server) : { port: server.port, ...target.connect };
    return connect({ ...to, ...options });
  });
}

/** Where the two sides agree first, what one sends is what the other receives. */
function mirrored({ agree, codec }: Options): Pick<Options, 'codec'> {
  if (agree !== true || !('receive' in codec)) return { codec };
  return { codec: { receive: codec.send, send: codec.receive } as Options['codec'] }; // the contract sends both kinds
}
