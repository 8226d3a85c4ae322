import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Struct } from 'structwire';
import { listen } from 'structwire/net';
import { connect } from 'structwire/web';
import { expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { codeOf, collect, nextOf } from '../connection/connection-contract.ts';
import '../net/web-globals.ts';

const codec = new Struct('<II');

it('says that it could not connect, in time, and which option is none', async () => {
  const silent = createServer((socket) => socket.on('error', () => {}).resume()).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo; // it listens on TCP
  const url = `ws://127.0.0.1:${port}/`;
  expect(await connect({ url, codec, connectTimeoutMs: 20 }).catch(codeOf)).toBe('connect-timed-out');
  const [stop, reason] = [new AbortController(), new Error('enough')];
  const connecting = connect({ url, codec, signal: stop.signal });
  stop.abort(reason);
  await expect(connecting).rejects.toBe(reason);
  silent.close();
  await once(silent, 'close');
  expect(await connect({ url, codec }).catch(codeOf)).toBe('websocket-failed');
  expect(await connect({ url: 'no url', codec }).catch(codeOf)).toBe('bad-option');
});

it('refuses text, and delivers what came before', async () => {
  await using peer = await server((socket) => {
    socket.send(codec.pack(1, 2));
    socket.send('hello');
  });
  const connection = await connect({ url: peer.url, codec });
  const records = connection[Symbol.asyncIterator]();
  expect((await records.next()).value).toEqual([1, 2]);
  expect(await records.next().catch((error: unknown) => error)).toMatchObject({ code: 'not-bytes', offset: 8 });
  expect(await peer.closed).toBe(4003);
});

it('gives a server up that sends more than the page takes, behind the records that had come', async () => {
  await using peer = await server((socket) => {
    for (let index = 0; index < 100; index++) socket.send(codec.pack(index, 0));
  });
  const connection = await connect({ url: peer.url, codec, maxPending: 100, maxUnread: 200 });
  expect(codeOf((await connection.closed).error)).toBe('receive-buffer-full');
  const seen: unknown[] = [];
  const reading = (async () => {
    for await (const [index] of connection) seen.push(index);
  })();
  expect(codeOf(await reading.catch((error: unknown) => error))).toBe('receive-buffer-full');
  expect(seen).toEqual(Array.from(seen, (_, index) => index));
});

it('takes the close of the server for what it is', async () => {
  for (const [code, expected] of [
    [1000, undefined],
    [1013, 'websocket-closed'],
  ] as const) {
    await using peer = await server((socket) => socket.close(code, 'bye'));
    const connection = await connect({ url: peer.url, codec });
    expect(codeOf((await connection.closed).error)).toBe(expected);
  }
});

it('asks for a subprotocol', async () => {
  const protocols = ['records'];
  await using listening = await listen({ port: 0, webSocket: { protocols }, codec }, async (connection) => {
    await connection.send([1, 2]);
  });
  const connection = await connect({ url: `ws://${listening.address}`, protocols, codec });
  expect(await nextOf(connection)).toEqual([1, 2]);
  expect(await collect(connection)).toEqual([]);
});

/** A bare server. */
async function server(
  serve: (socket: WebSocket) => void,
): Promise<{ readonly url: string; readonly closed: Promise<number> } & AsyncDisposable> {
  const bare = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const closed = new Promise<number>((resolve) =>
    bare.on('connection', (socket) => {
      socket.once('close', resolve);
      serve(socket);
    }),
  );
  await once(bare, 'listening');
  return {
    url: `ws://127.0.0.1:${(bare.address() as AddressInfo).port}/`, // it listens on TCP
    closed,
    async [Symbol.asyncDispose]() {
      for (const client of bare.clients) client.terminate();
      bare.close();
      await once(bare, 'close');
    },
  };
}
