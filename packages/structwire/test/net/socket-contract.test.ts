import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { describeConnections } from '../connection/connection-contract.ts';
import { hasOpenssl, makeCertificates } from './certificates.ts';
import { socketEnds } from './socket-ends.ts';

const folder = mkdtempSync(join(tmpdir(), 'structwire-sockets-'));
afterAll(() => rmSync(folder, { recursive: true }));

describeConnections('TCP', (options) => socketEnds(options));
describeConnections('TCP, agreed first', (options) => socketEnds({ ...options, agree: true }));

let paths = 0;
describeConnections(
  'a Unix socket',
  (options) => {
    const path = join(folder, `${paths++}.sock`);
    return socketEnds(options, { listen: { path }, connect: { path } });
  },
  { resets: false },
);

describe.runIf(hasOpenssl)('with certificates', () => {
  const { ca, server, client } = hasOpenssl ? makeCertificates() : ({} as ReturnType<typeof makeCertificates>); // skipped

  describeConnections('TLS', (options) => socketEnds(options, { listen: { tls: server }, connect: { tls: { ca } } }), {
    halfCloses: false,
    resets: false,
  });

  describeConnections(
    'TLS, agreed first',
    (options) => socketEnds({ ...options, agree: true }, { listen: { tls: server }, connect: { tls: { ca } } }),
    { halfCloses: false, resets: false },
  );

  describeConnections(
    'mutual TLS',
    (options) =>
      socketEnds(options, {
        listen: { tls: { ...server, clientCa: ca, alpn: ['structwire'] } },
        connect: { tls: { ca, ...client, alpn: ['structwire'] } },
      }),
    { halfCloses: false, resets: false },
  );
});
