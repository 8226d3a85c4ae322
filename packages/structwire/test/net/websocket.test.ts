import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect as connectSocket, createServer as createMailServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { codec as codecOf, record, rest, Struct, u8 } from 'structwire';
import { parseFraming } from 'structwire/framing';
import { connect, type ListenOptions, listen, type Server } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { deferred } from '../../src/connection/deferred.ts';
import { codeOf, collect, nextOf, take } from '../connection/connection-contract.ts';
import { untilClosed } from '../faults/stage.ts';
import { hasOpenssl, makeCertificates } from './certificates.ts';
import { rawPeer } from './raw-peer.ts';

const codec = new Struct('<II');
type Pair = [number, number];
type Options = Partial<ListenOptions<Pair, readonly [number, number]>>;

/** A server that echoes, and the errors that it reports. */
class Echo implements AsyncDisposable {
  readonly server: Server<Pair, readonly [number, number]>;
  readonly #errors: unknown[];
  #onError: (() => void) | undefined;

  private constructor(server: Server<Pair, readonly [number, number]>, errors: unknown[]) {
    this.server = server;
    this.#errors = errors;
  }

  static async open(options: Options = {}): Promise<Echo> {
    const errors: unknown[] = [];
    let told = (): void => {};
    const onError = (error: unknown): void => {
      errors.push(error);
      told();
    };
    const server = await listen(
      { port: 0, webSocket: true, codec, graceMs: 500, onError, ...options },
      async (connection) => {
        for await (const pair of connection) await connection.send(pair);
      },
    );
    const echo = new Echo(server, errors);
    told = () => echo.#onError?.();
    return echo;
  }

  get url(): string {
    return `ws://${this.server.address}/`;
  }

  /** The first error that it reports. */
  async failure(): Promise<unknown> {
    while (this.#errors.length === 0) {
      await new Promise<void>((resolve) => {
        this.#onError = resolve;
      });
    }
    return this.#errors[0];
  }

  /** A bare WebSocket. */
  async peer(protocols: string[] = []): Promise<WebSocket> {
    const peer = new WebSocket(this.url, protocols);
    peer.on('error', () => {}); // what the tests are about
    await once(peer, 'open');
    return peer;
  }

  /** Somebody else is served as if nothing had happened. */
  async [Symbol.asyncDispose](): Promise<void> {
    await using client = await connect({ url: this.url, codec });
    await client.send([3, 4]);
    expect(await nextOf(client)).toEqual([3, 4]);
    await client.close();
    await this.server.close();
    expect(this.server.stats.open).toBe(0);
  }
}

describe('a WebSocket server', () => {
  it('takes several records in one message, and sends what one turn has sent in one', async () => {
    await using echo = await Echo.open();
    const peer = await echo.peer();
    peer.send(Buffer.concat([codec.pack(1, 2), codec.pack(3, 4)]));
    expect(await nextMessage(peer)).toEqual(Uint8Array.from([...codec.pack(1, 2), ...codec.pack(3, 4)]));
    peer.close(1000);
    expect(await closeCode(peer)).toBe(1000);
  });

  it('takes a message in fragments, and none that ends inside a record', async () => {
    await using echo = await Echo.open();
    const peer = await echo.peer();
    const bytes = codec.pack(1, 2);
    peer.send(bytes.subarray(0, 3), { fin: false });
    peer.send(bytes.subarray(3), { fin: true });
    expect(await nextMessage(peer)).toEqual(bytes);
    peer.send(new Uint8Array(12));
    expect(await echo.failure()).toMatchObject({ code: 'frame-size-mismatch', offset: 8, context: { actual: 12 } });
    expect(await closeCode(peer)).toBe(1006);
    expect(echo.server.stats).toMatchObject({ recordsReceived: 1, errors: 1, framesDamaged: 1 });
  });

  it('skips a damaged message where it is told to', async () => {
    const damage = deferred<unknown>();
    await using echo = await Echo.open({ onBadFrame: 'skip', onDamage: damage.resolve });
    const peer = await echo.peer();
    peer.send(new Uint8Array(5));
    peer.send(codec.pack(1, 2));
    expect(await nextMessage(peer)).toEqual(codec.pack(1, 2));
    expect(await damage.promise).toMatchObject({ code: 'frame-size-mismatch', offset: 0 });
    peer.terminate();
  });

  it('refuses text, says so to the peer, and delivers what came before', async () => {
    await using echo = await Echo.open();
    const peer = await echo.peer();
    peer.send(codec.pack(1, 2));
    peer.send('hello');
    expect(await closeCode(peer)).toBe(1003);
    expect(await echo.failure()).toMatchObject({ code: 'not-bytes', offset: 8, context: { actual: 'text' } });
    expect(echo.server.stats).toMatchObject({ recordsReceived: 1, errors: 1 });
  });

  it('refuses a message that is longer than a record may be, before it has come', async () => {
    await using echo = await Echo.open({ maxRecordSize: 100 });
    const peer = await echo.peer();
    peer.send(new Uint8Array(104));
    expect(await closeCode(peer)).toBe(1009);
    expect(await echo.failure()).toMatchObject({
      code: 'websocket-closed',
      offset: 0,
      context: { closeCode: 1009, by: 'this side' },
    });
  });

  it('refuses frames that are none', async () => {
    await using echo = await Echo.open();
    const peer = await echo.peer();
    socketOf(peer).write(Uint8Array.of(0xff, 0xff, 0xff, 0xff)); // reserved bits and opcode
    expect(await closeCode(peer)).toBe(1002);
    expect(await echo.failure()).toMatchObject({
      code: 'websocket-closed',
      context: { closeCode: 1002, by: 'this side' },
    });
  });

  it.each([
    [1000, undefined],
    [1001, undefined],
    [undefined, undefined],
    [1011, 'websocket-closed'],
    [4000, 'connection-reset'],
    [4321, 'websocket-closed'],
  ])('takes a close with code %s for what it is', async (code, expected) => {
    const end = deferred<unknown>();
    const server = await listen({ port: 0, webSocket: true, codec, onError: () => {} }, async (connection) => {
      end.resolve((await connection.closed).error);
    });
    const peer = new WebSocket(`ws://${server.address}/`);
    await once(peer, 'open');
    peer.close(code, code === undefined ? undefined : 'bye');
    const error = await end.promise;
    expect(codeOf(error)).toBe(expected);
    if (expected === 'websocket-closed')
      expect(error).toMatchObject({ context: { closeCode: code, by: 'the other side' } });
    await server.close();
  });

  it('takes a connection that breaks without a close for a reset', async () => {
    await using echo = await Echo.open();
    const peer = await echo.peer();
    peer.terminate();
    expect(codeOf(await echo.failure())).toBe('connection-reset');
  });

  it('turns away whoever is no WebSocket, with an answer and an error', async () => {
    await using echo = await Echo.open();
    const [response] = await once(request(echo.url.replace('ws', 'http')).end(), 'response');
    expect(response.statusCode).toBe(426);
    expect(await echo.failure()).toMatchObject({
      code: 'websocket-failed',
      context: { reason: 'it asks for a page (GET /)' },
    });
    const raw = await rawPeer(echo.server.port);
    raw.write(codec.pack(1, 2)); // records, without more ado
    await untilClosed(raw);
    const hello = connectTls({ port: echo.server.port, host: '127.0.0.1' }).on('error', () => {});
    await new Promise((resolve) => hello.on('close', resolve));
    expect(echo.server.stats).toMatchObject({ failed: 3, accepted: 0 });
  });

  it('cuts whoever does not finish the handshake, and whoever never begins it', async () => {
    await using echo = await Echo.open({ handshakeTimeoutMs: 30 });
    const [silent, slow] = [await rawPeer(echo.server.port), await rawPeer(echo.server.port)];
    slow.write('GET / HTTP/1.1\r\nUpgrade: webso');
    await Promise.all([untilClosed(silent), untilClosed(slow)]);
    expect(await echo.failure()).toMatchObject({ code: 'websocket-failed' });
    expect(echo.server.stats.failed).toBe(2);
  });

  it('cuts whoever dribbles a message', async () => {
    await using echo = await Echo.open({ recordTimeoutMs: 40 });
    const peer = await echo.peer();
    const socket = socketOf(peer);
    socket.write(Uint8Array.of(0x82, 0x88, 0, 0, 0, 0)); // 8 bytes, masked with 0
    const dribble = setInterval(() => socket.write(Uint8Array.of(1)), 15);
    await once(peer, 'close');
    clearInterval(dribble);
    expect(await echo.failure()).toMatchObject({ code: 'record-timed-out' });
  });

  it('does not take pings for a message that goes on and on', async () => {
    await using echo = await Echo.open({ recordTimeoutMs: 30 });
    const peer = await echo.peer();
    for (let count = 0; count < 10; count++) {
      peer.ping();
      await once(peer, 'pong');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    peer.send(codec.pack(1, 2));
    expect(await nextMessage(peer)).toEqual(codec.pack(1, 2));
    peer.terminate();
  });

  it('refuses other paths, other origins and other subprotocols', async () => {
    const webSocket = { path: '/records', origins: ['https://example.com'], protocols: ['b', 'a'] };
    const failures: unknown[] = [];
    const onError = (error: unknown): number => failures.push(error);
    await using server = await listen({ port: 0, webSocket, codec, onError }, () => {});
    const at = (path: string): string => `ws://${server.address}${path}`;
    const good = { origin: 'https://example.com', protocols: ['a', 'b'] };
    for (const [path, options, status] of [
      ['/', good, 404],
      ['/records', { ...good, origin: 'https://example.org' }, 403],
      ['/records', { protocols: ['a'] }, 403],
      ['/records', { ...good, protocols: ['c'] }, 400],
      ['/records', { origin: good.origin }, 400],
    ] as const) {
      const refused = await connect({ url: at(path), webSocket: options, codec }).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'websocket-failed', message: expect.stringContaining(`HTTP ${status}`) });
    }
    expect(failures.map(codeOf)).toEqual(Array.from({ length: 5 }, () => 'websocket-failed'));
    const peer = new WebSocket(at('/records?token=1'), ['a', 'b'], { origin: good.origin });
    await once(peer, 'open');
    expect(peer.protocol).toBe('b'); // the best of the server
    peer.terminate();
  });

  it('turns away those who come when it is full', async () => {
    for (const shared of [false, true]) {
      const http = createServer().listen(0, '127.0.0.1');
      await once(http, 'listening');
      const port = shared ? (http.address() as AddressInfo).port : undefined; // it listens on TCP
      const options = shared ? { webSocket: { server: http } } : { port: 0, webSocket: true };
      await using server = await listen({ ...options, codec, maxConnections: 1 }, () => {});
      await using first = await connect({ url: `ws://127.0.0.1:${port ?? server.port}`, codec });
      const second = connect({ url: `ws://127.0.0.1:${port ?? server.port}`, codec });
      expect(['websocket-failed', 'connect-failed']).toContain(await second.catch(codeOf));
      expect(server.stats).toMatchObject({ accepted: 1, refused: 1, open: 1 });
      await first.close();
      http.close();
    }
  });

  it('leaves a server that is shared to its other users', async () => {
    const http = createServer((_request, response) => response.end('a page')).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo; // it listens on TCP
    const other = new WebSocketServer({ server: http, path: '/other' });
    other.on('connection', (socket) => socket.send('other'));
    other.shouldHandle = ({ url }) => url === '/other';
    http.removeAllListeners('upgrade');
    http.on('upgrade', (asked, socket, head) => {
      if (asked.url === '/other')
        other.handleUpgrade(asked, socket, head, (websocket) => other.emit('connection', websocket));
    });
    const server = await listen({ webSocket: { server: http, path: '/records' }, codec }, async (connection) => {
      await connection.send([1, 2]);
      await connection.received;
    });
    const client = await connect({ url: `ws://127.0.0.1:${port}/records`, codec });
    expect(await nextOf(client)).toEqual([1, 2]);
    const neighbour = new WebSocket(`ws://127.0.0.1:${port}/other`);
    expect(String((await once(neighbour, 'message'))[0])).toBe('other');
    neighbour.terminate();
    await client.close();
    await server.close();
    const [response] = await once(request({ port, host: '127.0.0.1' }).end(), 'response');
    expect(String(await collect(response))).toBe('a page');
    other.close();
    http.close();
    http.closeAllConnections();
  });

  it('closes in good order: what was sent arrives', async () => {
    const server = await listen({ port: 0, webSocket: true, codec }, async (connection) => {
      for await (const pair of connection) await connection.send(pair);
    });
    await using client = await connect({ url: `ws://${server.address}`, codec });
    const sent = Array.from({ length: 2_000 }, (_, index) => [index, 0] as const);
    await client.sendMany(sent);
    await client.flush();
    const received = take(client, 2_000);
    await server.close();
    expect(await received).toEqual(sent);
    expect(server.stats).toMatchObject({ open: 0, recordsReceived: 2_000, errors: 0 });
  });

  it('listens on a Unix socket too', async () => {
    // the URL of ws for it is ws+unix://, which is no URL of WebSocket: programs behind a proxy are meant
    const path = join(mkdtempSync(join(tmpdir(), 'structwire-ws-')), 'records.sock');
    await using server = await listen({ path, webSocket: true, codec }, () => {});
    expect(server.port).toBe(0);
    const socket = connectSocket({ path }).on('error', () => {});
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await untilClosed(socket);
    expect(server.stats.failed).toBe(1);
  });
});

describe('a WebSocket client', () => {
  it('says in one message why it cannot connect', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    const garbage = createMailServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .end('220 mail ready\r\n'),
    ).listen(0, '127.0.0.1');
    await Promise.all([once(silent, 'listening'), once(garbage, 'listening')]);
    const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port; // they listen on TCP
    silent.on('upgrade', () => {});
    const failing = (url: string, timeoutMs = 10_000): Promise<unknown> =>
      connect({ url, codec, connectTimeoutMs: timeoutMs }).catch((error: unknown) => error);
    expect(await failing(`ws://127.0.0.1:${portOf(silent)}`, 20)).toMatchObject({ code: 'connect-timed-out' });
    expect(await failing(`ws://127.0.0.1:${portOf(garbage)}`)).toMatchObject({
      code: 'websocket-failed',
      context: { reason: expect.stringContaining('HTTP') },
    });
    expect(await failing(`wss://127.0.0.1:${portOf(garbage)}`)).toMatchObject({ code: 'tls-failed' });
    const { port } = garbage.address() as AddressInfo; // as above
    garbage.close();
    await once(garbage, 'close');
    expect(await failing(`ws://127.0.0.1:${port}/x?secret=1`)).toMatchObject({ code: 'connection-refused' });
    for (const url of ['http://127.0.0.1/', 'ws://', 'no url', 'ws://127.0.0.1/#part']) {
      expect(await failing(url)).toMatchObject({ code: 'bad-option', context: { option: 'url', actual: url } });
    }
    silent.close();
    silent.closeAllConnections();
  });

  it('gives up when its signal is aborted', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const [stop, reason] = [new AbortController(), new Error('enough')];
    const asked = once(silent, 'upgrade');
    const { port } = silent.address() as AddressInfo; // it listens on TCP
    const connecting = connect({ url: `ws://127.0.0.1:${port}`, codec, signal: stop.signal });
    await asked;
    stop.abort(reason);
    await expect(connecting).rejects.toBe(reason);
    silent.close();
    silent.closeAllConnections();
  });

  it('shows where it is connected to without what may be secret', async () => {
    await using server = await listen({ port: 0, webSocket: true, codec }, () => {});
    await using client = await connect({ url: `ws://user:secret@${server.address}/a?token=secret`, codec });
    expect(client.remoteAddress).toBe(`ws://${server.address}/a`);
  });

  it('sends a record without an end of its own in a message of its own', async () => {
    const Open = codecOf(record({ id: u8, data: rest }));
    const got = deferred<unknown[]>();
    await using server = await listen({ port: 0, webSocket: true, codec: Open }, async (connection) =>
      got.resolve(await collect(connection)),
    );
    await using client = await connect({ url: `ws://${server.address}`, codec: Open });
    const sent = [
      { id: 1, data: Uint8Array.of(1, 2) },
      { id: 2, data: Uint8Array.of(3) },
    ];
    await client.sendMany(sent);
    await client.end();
    expect(await got.promise).toEqual(sent);
  });

  it('carries a framed stream across message boundaries, where one is asked for', async () => {
    const framing = parseFraming('u16be');
    const got = deferred<unknown[]>();
    await using server = await listen({ port: 0, webSocket: true, codec, framing }, async (connection) =>
      got.resolve(await take(connection, 1)),
    );
    const peer = new WebSocket(`ws://${server.address}/`);
    await once(peer, 'open');
    for (const byte of [0, 8, ...codec.pack(1, 2)]) peer.send(Uint8Array.of(byte));
    expect(await got.promise).toEqual([[1, 2]]);
    peer.terminate();
  });
});

describe.runIf(hasOpenssl)('WebSocket over TLS', () => {
  it('names what is wrong with a certificate, on both sides, and knows its peer', async () => {
    const { ca, server: identity, client, stranger } = makeCertificates();
    const failures: unknown[] = [];
    const seen = deferred<unknown>();
    const tls = { ...identity, clientCa: ca };
    const onError = (error: unknown): number => failures.push(error);
    await using server = await listen({ port: 0, tls, webSocket: true, codec, onError }, ({ security }) =>
      seen.resolve(security),
    );
    const url = `wss://localhost:${server.port}/`;
    const failing = (to: string, options: object): Promise<unknown> =>
      connect({ url: to, codec, tls: options }).catch(codeOf);
    expect(await failing(url, {})).toBe('tls-failed'); // nobody knows the authority
    expect(await failing(url, { ca, ...stranger })).not.toBeUndefined();
    await using connection = await connect({ url, codec, tls: { ca, ...client } });
    expect(connection.security).toMatchObject({ isAuthorized: true });
    expect(await seen.promise).toMatchObject({ isAuthorized: true, peer: { subject: 'CN=client' } });
    expect(failures.map(codeOf)).toContain('tls-failed');
  });
});

async function nextMessage(peer: WebSocket): Promise<Uint8Array> {
  const [message] = (await once(peer, 'message')) as [Buffer];
  return Uint8Array.from(message);
}

async function closeCode(peer: WebSocket): Promise<unknown> {
  const [code] = await once(peer, 'close');
  return code;
}

/** The socket under a WebSocket of `ws`. */
function socketOf(peer: WebSocket): import('node:net').Socket {
  return (peer as unknown as { _socket: import('node:net').Socket })._socket; // which it keeps to itself
}
