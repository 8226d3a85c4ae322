import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { Struct } from 'structwire';
import { type ConnectTls, connect, type ListenTls, listen, type Server } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { deferred } from '../../src/connection/deferred.ts';
import { codeOf, collect, nextOf } from '../connection/connection-contract.ts';
import { type Certificates, hasOpenssl, makeCertificates } from '../net/certificates.ts';
import { rawPeer } from '../net/raw-peer.ts';
import { untilClosed } from './stage.ts';

const codec = new Struct('<II');
const made = hasOpenssl ? makeCertificates() : ({} as Certificates); // the tests are skipped then

type Echo = Server<[number, number], readonly [number, number]>;

/** A TLS server that echoes, and the first error it reports. */
async function serve(
  tls: ListenTls = made.server,
  handshakeTimeoutMs = 10_000,
): Promise<{ server: Echo; error: Promise<unknown> }> {
  const error = deferred<unknown>();
  const server = await listen(
    { port: 0, codec, tls, handshakeTimeoutMs, graceMs: 500, onError: error.resolve },
    async (connection) => {
      for await (const record of connection) await connection.send(record);
    },
  );
  return { server, error: error.promise };
}

/** That a server is unharmed: a good client is served. */
async function expectService({ port }: Echo, tls: ConnectTls = {}): Promise<void> {
  await using client = await connect({ port, host: 'localhost', codec, tls: { ca: made.ca, ...tls } });
  await client.send([1, 2]);
  expect(await nextOf(client)).toEqual([1, 2]);
}

describe.runIf(hasOpenssl)('certificates and keys', () => {
  it('that are none, or do not belong together, are refused as such', async () => {
    const { cert } = made.server;
    const others: ListenTls[] = [
      { cert, key: made.client.key },
      { cert: 'none', key: made.server.key },
    ];
    for (const tls of others) {
      const error = { code: 'bad-option', context: { option: 'tls' } };
      expect(await listen({ port: 0, codec, tls }, () => {}).catch((caught: unknown) => caught)).toMatchObject(error);
      expect(await connect({ port: 1, codec, tls }).catch((caught: unknown) => caught)).toMatchObject(error);
    }
  });
});

describe.runIf(hasOpenssl)('a TLS client refuses', () => {
  it.each([
    ['a certificate that has expired', 'expired', {}, 'the certificate has expired (CERT_HAS_EXPIRED)'],
    ['a certificate for another host', 'elsewhere', {}, "does not match certificate's altnames"],
    ['a certificate of an unknown authority', 'stranger', {}, 'the authority of the certificate is not trusted ('],
    [
      'a name that the certificate is not for',
      'server',
      { servername: 'other.test' },
      "does not match certificate's altnames",
    ],
  ] as const)('%s', async (_what, name, tls, reason) => {
    const { server } = await serve(made[name]);
    const error = await connect({ port: server.port, host: 'localhost', codec, tls: { ca: made.ca, ...tls } }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ code: 'tls-failed', message: expect.stringContaining(reason) });
    await server.close();
    expect(server.stats).toMatchObject({ open: 0, recordsReceived: 0 });
  });

  it('a server that does not speak TLS, within its deadline', async () => {
    await using server = await listen(
      { port: 0, codec, refuseForeign: false },
      (connection) => void connection.send([1, 1]),
    );
    const error = await connect({ port: server.port, codec, tls: true }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'tls-failed', message: expect.stringContaining('does not speak TLS') });
  });

  it('a server that says nothing, within its deadline', async () => {
    await using server = await listen({ port: 0, codec, refuseForeign: false, graceMs: 0 }, () => {});
    const error = await connect({ port: server.port, codec, tls: true, connectTimeoutMs: 50 }).catch(codeOf);
    expect(error).toBe('connect-timed-out');
  });

  it('nothing when the certificate is for the address', async () => {
    const { server } = await serve();
    await using client = await connect({ port: server.port, host: '127.0.0.1', codec, tls: { ca: made.ca } });
    expect(client.security).toMatchObject({ protocol: 'TLSv1.3', isAuthorized: true, peer: { subject: 'CN=server' } });
    await client.close();
    await server.close();
  });
});

describe.runIf(hasOpenssl)('a TLS server reports', () => {
  it('plain records, and goes on serving', async () => {
    const { server, error } = await serve();
    const socket = await rawPeer(server.port);
    socket.write(new Uint8Array(64).fill(7));
    await untilClosed(socket);
    expect(await error).toMatchObject({ code: 'tls-failed' });
    await expectService(server);
    await server.close();
    expect(server.stats).toMatchObject({ open: 0, failed: 1, accepted: 1 });
  });

  it('HTTP in plain text, by name', async () => {
    const { server, error } = await serve();
    const socket = await rawPeer(server.port);
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await untilClosed(socket);
    expect(await error).toMatchObject({ code: 'tls-failed', message: expect.stringContaining('HTTP') });
    await server.close();
  });

  it('a peer that resets inside the handshake', async () => {
    const { server, error } = await serve();
    const socket = await rawPeer(server.port);
    const secure = connectTls({ socket, rejectUnauthorized: false });
    secure.on('error', () => {});
    await new Promise(setImmediate);
    socket.resetAndDestroy();
    expect(codeOf(await error)).toBe('tls-failed');
    await expectService(server);
    await server.close();
  });

  it('a peer that never finishes the handshake, at its deadline', async () => {
    const { server, error } = await serve(made.server, 60);
    await untilClosed(await rawPeer(server.port));
    expect(await error).toMatchObject({ code: 'tls-failed', message: expect.stringContaining('handshakeTimeoutMs') });
    await server.close();
  });

  it('a client without a certificate where one is asked for; one with it is served', async () => {
    const { server, error } = await serve({ ...made.server, clientCa: made.ca, alpn: ['structwire'] });
    const refused = connect({
      port: server.port,
      host: 'localhost',
      codec,
      tls: { ca: made.ca, alpn: ['structwire'] },
    });
    const client = await refused.catch((caught: unknown) => caught); // TLS 1.3 tells the client at its first read
    if (client !== undefined && 'closed' in (client as object)) {
      expect(codeOf((await (client as Awaited<typeof refused>).closed).error)).toBe('tls-failed');
    }
    expect(codeOf(await error)).toBe('tls-failed');
    await expectService(server, { ...made.client, alpn: ['structwire'] });
    await server.close();
    expect(server.stats).toMatchObject({ failed: 1, accepted: 1, recordsReceived: 1 });
  });

  it('a client whose certificate comes from somebody else', async () => {
    const { server, error } = await serve({ ...made.server, clientCa: made.ca });
    const tls = { ca: made.ca, ...made.stranger };
    // With TLS 1.3 the client is through with its handshake before the server says no, if it says it at all.
    const client = await connect({ port: server.port, host: 'localhost', codec, tls }).catch(codeOf);
    if (typeof client === 'object')
      expect(await collect(client as AsyncIterable<unknown>).catch(codeOf)).toSatisfy(isNothing);
    else expect(client).toBe('tls-failed');
    expect(await error).toMatchObject({ code: 'tls-failed', message: expect.stringContaining('not trusted') });
    await expectService(server, made.client);
    await server.close();
    expect(server.stats).toMatchObject({ failed: 1, accepted: 1 });
  });

  it.each([0, 3, 8, 11])('a peer that resets after %d bytes of records, and keeps nothing of it', async (bytes) => {
    const { server, error } = await serve();
    const socket = await rawPeer(server.port);
    const secure = connectTls({ socket, ca: made.ca, servername: 'localhost' });
    secure.on('error', () => {});
    await once(secure, 'secureConnect');
    await new Promise<void>((resolve) =>
      bytes === 0 ? resolve() : secure.write(new Uint8Array(bytes), () => resolve()),
    );
    while (server.stats.accepted < 1 || server.stats.bytesReceived < bytes) await new Promise(setImmediate);
    socket.resetAndDestroy();
    expect(codeOf(await error)).toMatch(bytes % 8 === 0 ? /^(connection-reset|tls-failed)$/ : /^record-cut-off$/);
    await expectService(server);
    await server.close();
    expect(server.stats).toMatchObject({ open: 0, accepted: 2 });
  });

  it('a client that offers no protocol of its own', async () => {
    const { server, error } = await serve({ ...made.server, alpn: ['structwire'] });
    const refused = connect({ port: server.port, host: 'localhost', codec, tls: { ca: made.ca, alpn: ['other'] } });
    expect(codeOf(await refused.catch((caught: unknown) => caught))).toBe('tls-failed');
    expect(codeOf(await error)).toBe('tls-failed');
    await server.close();
  });
});

function isNothing(received: unknown): boolean {
  return Array.isArray(received) ? received.length === 0 : received === 'tls-failed' || received === 'connection-reset';
}
