import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Codec, LayoutCodec } from 'structwire';
import { encodeFrame, parseFraming } from 'structwire/framing';
import type { Random } from '../random.ts';
import { FixedRecord, type SoakRecord, soakRecord, VariableRecord } from './soak-record.ts';
import type { SoakServer } from './soak-server.ts';

/** What a peer that means no good does with its socket. It is closed by the server, or at the end. */
type Hostile = (socket: Socket, stream: Uint8Array, random: Random) => unknown;

export const HOSTILE_PEERS: Readonly<Record<string, Hostile>> = {
  'cut record': (socket, stream, random) => socket.end(stream.subarray(0, random.whole(1, stream.length - 1))),
  'lying length': (socket, stream, random) => socket.end(damaged(stream, random, 0xff)),
  'flipped bits': (socket, stream, random) => socket.end(damaged(stream, random, 1 << random.whole(0, 7))),
  garbage: (socket, _stream, random) => socket.end(random.bytes(random.whole(1, 3_000))),
  reset: (socket, stream, random) => {
    socket.write(stream.subarray(0, random.whole(1, stream.length)), () => reset(socket));
  },
  'reset at once': (socket) => reset(socket),
  dribbling: (socket, stream) => {
    let at = 0;
    const timer = setInterval(() => {
      socket.write(stream.subarray(at % stream.length, (at % stream.length) + 1));
      if (++at === 100) socket.end(); // the deadline should have come long before
    }, 100);
    socket.once('close', () => clearInterval(timer));
  },
  'never reading': (socket, stream) => {
    socket.pause();
    const write = (): void => {
      while (!socket.destroyed && socket.bytesWritten < 500_000 && socket.write(stream));
    };
    socket.on('drain', write);
    write();
    // Who neither reads nor writes is not told by the system that the connection is gone.
    const timer = setInterval(() => socket.write(stream.subarray(0, 1)), 200);
    socket.once('close', () => clearInterval(timer));
  },
  'never writing': () => {},
  HTTP: (socket) => socket.write('GET /records HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  TLS: (socket) => connectTls({ socket, rejectUnauthorized: false }).on('error', () => {}),
  'gone at once': (socket) => socket.end(),
};

/** Runs one against a server that has a socket, until the connection is closed. */
export async function runHostile(kind: string, server: SoakServer, random: Random): Promise<void> {
  const target = server.line.connect?.path;
  const port = server.server?.port ?? 0;
  const socket = connect(target === undefined ? { port, host: '127.0.0.1' } : { path: target });
  socket.on('error', () => {}); // resets are part of it
  const closed = once(socket, 'close').catch(() => {});
  await Promise.race([once(socket, 'connect').catch(() => {}), closed]);
  if (kind !== 'never reading') socket.resume();
  HOSTILE_PEERS[kind]?.(socket, streamFor(server, random), random);
  await closed;
}

/** Whole records as this server takes them, of a client that nobody knows. */
function streamFor({ line }: SoakServer, random: Random): Uint8Array {
  const codec: Codec<unknown, SoakRecord> = new LayoutCodec((line.isFixed ? FixedRecord : VariableRecord).layout);
  const client = 0x8000_0000 + random.whole(0, 0xffff);
  const count = random.whole(1, 40);
  const payloads = Array.from({ length: count }, (_, index) => codec.encode(soakRecord(client, index, line.isFixed)));
  const framing = line.frame === 'none' ? undefined : parseFraming(line.frame);
  return Buffer.concat(framing === undefined ? payloads : payloads.map((payload) => encodeFrame(framing, payload)));
}

/** Unix sockets know no reset. */
function reset(socket: Socket): void {
  if (socket.remoteAddress === undefined) socket.destroy();
  else socket.resetAndDestroy();
}

function damaged(stream: Uint8Array, random: Random, flip: number): Uint8Array {
  const copy = stream.slice();
  copy[random.whole(0, copy.length - 1)]! ^= flip; // it has a byte there
  return copy;
}
