import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ConnectionOptions, ConnectTarget, ListenTarget } from 'structwire/net';
import { connect } from 'structwire/web';
import { describe } from 'vitest';
import { describeConnections, type Ends } from '../connection/connection-contract.ts';
import { acceptedEnds } from './accepted-ends.ts';
import { hasOpenssl, makeCertificates } from './certificates.ts';
import { socketEnds } from './socket-ends.ts';
import './web-globals.ts';

type Options = ConnectionOptions<unknown[], readonly unknown[]>;

function webSocketEnds(
  options: Options,
  {
    listen: listening = {},
    connect: connecting = {},
  }: { readonly listen?: ListenTarget; readonly connect?: ConnectTarget } = {},
): Promise<Ends> {
  const scheme = listening.tls === undefined ? 'ws' : 'wss';
  return socketEnds(options, {
    listen: { webSocket: true, ...listening },
    connect: ({ address }) => ({ url: `${scheme}://${address}/records`, ...connecting }),
  });
}

describeConnections('WebSocket', (options) => webSocketEnds(options), { halfCloses: false });

describeConnections('WebSocket behind preambles', (options) => webSocketEnds({ ...options, agree: true }), {
  halfCloses: false,
});

describeConnections(
  'WebSocket on an HTTP server that is there already',
  async (options) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const ends = await webSocketEnds(options, { listen: { webSocket: { server, path: '/records' } } });
    return {
      client: ends.client,
      server: ends.server,
      async [Symbol.asyncDispose]() {
        await ends[Symbol.asyncDispose]();
        server.close();
      },
    };
  },
  { halfCloses: false },
);

describe.runIf(hasOpenssl)('with certificates', () => {
  const { ca, server, client } = hasOpenssl ? makeCertificates() : ({} as ReturnType<typeof makeCertificates>); // skipped
  describeConnections(
    'WebSocket over mutual TLS',
    (options) =>
      webSocketEnds(options, {
        listen: { tls: { ...server, clientCa: ca }, webSocket: { protocols: ['records.v2', 'records.v1'] } },
        connect: { tls: { ca, ...client }, webSocket: { protocols: ['records.v1'] } },
      }),
    { halfCloses: false },
  );
});

describeConnections(
  'the WebSocket of a browser',
  (options) =>
    acceptedEnds({ port: 0, webSocket: true, ...options }, ({ address }) =>
      connect({ url: `ws://${address}/`, ...options }),
    ),
  { halfCloses: false },
);
