// Sources that C does not have: prints the ports of a TLS and of two WebSocket ones. node-sources.ts KEY CERT
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { listen } from 'structwire/net';
import { type WebSocket, WebSocketServer } from 'ws';
import { Reading, readingOf, type Values, Wanted } from './reading.ts';

const [key = '', cert = ''] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
const BATCH = 8_192;

const tls = await listen<[bigint], Values>(
  { port: 0, tls: { key, cert }, codec: { receive: Wanted, send: Reading } },
  async (connection) => {
    for await (const [wanted] of connection) {
      for (let first = 0; first < Number(wanted); first += BATCH) {
        const length = Math.min(BATCH, Number(wanted) - first);
        await connection.sendMany(Array.from({ length }, (_, row) => readingOf(first + row)));
      }
      await connection.end();
    }
  },
);

/** `together` records in each message. */
async function webSockets(together: number): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (socket) => {
    socket.once('message', (wanted: Buffer) => void sendMessages(socket, Number(Wanted.unpack(wanted)[0]), together));
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port; // it listens on one
}

async function sendMessages(socket: WebSocket, count: number, together: number): Promise<void> {
  for (let id = 0; id < count; ) {
    const message = new Uint8Array(Math.min(together, count - id) * 12);
    for (let at = 0; at < message.length; at += 12) Reading.encodeInto(readingOf(id++), message, at);
    socket.send(message);
    if (socket.bufferedAmount > 1_000_000) await new Promise(setImmediate);
  }
  socket.close();
}

console.log(JSON.stringify({ tls: tls.port, single: await webSockets(1), together: await webSockets(5_461) }));
