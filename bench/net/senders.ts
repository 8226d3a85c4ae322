import { connect as connectSocket } from 'node:net';
import { type Connection, type ConnectTarget, connect, type FlushPolicy } from 'structwire/net';
import { otherOf, Reading, readingOf, type Values } from './reading.ts';

/** Sends so many records to a sink, and returns when the sink has them. */
export type Send = (target: ConnectTarget, count: number) => Promise<void>;

/** Records of a batch that is made once. */
export const BATCH = 8_192;

/** The rows that connect to a sink. */
export const SENDERS: Readonly<Record<string, Send>> = {
  'send()': sendEach('turn'),
  'sendMany() of an array': sendBatches,
  'sendMany() of prepared records': sendPrepared,
  'one write for each record': sendEach('record'),
  'node:net, DataView into 64 KiB': encodeByHand,
  'node:net, one write for each record': writeEach,
};

function sendEach(flush: FlushPolicy): Send {
  return async (target, count) => {
    const connection = await connect<Values>({ ...target, codec: Reading, flush });
    for (let id = 0; id < count; ) {
      const { next, sent } = sendWhileRoom(connection, id, count);
      id = next;
      await sent;
    }
    await connection.end();
    await connection.close();
  };
}

/** No await inside: in a loop that has one, an engine takes every variable for anything. */
function sendWhileRoom(
  connection: Connection<Values>,
  first: number,
  end: number,
): { readonly next: number; readonly sent: Promise<void> } {
  let id = first;
  let sent: Promise<void>;
  do sent = connection.send(readingOf(id++));
  while (id < end && !connection.isCongested);
  return { next: id, sent };
}

/** The objects are made before, and get the numbers that the sink expects as they are sent. */
async function sendBatches(target: ConnectTarget, count: number): Promise<void> {
  const batch = Array.from({ length: BATCH }, (_, id) => ({ ...readingOf(id) }));
  const connection = await connect<Values>({ ...target, codec: Reading });
  for (let first = 0; first < count; first += BATCH) {
    const some = count - first < BATCH ? batch.slice(0, count - first) : batch;
    for (let row = 0; row < some.length; row++) {
      const reading = some[row]!; // it is one of them
      reading.id = first + row;
      reading.other = otherOf(reading.id);
    }
    await connection.sendMany(some);
  }
  await connection.end();
  await connection.close();
}

async function sendPrepared(target: ConnectTarget, count: number): Promise<void> {
  const connection = await connect<Values>({ ...target, codec: Reading });
  const batch = Array.from({ length: BATCH }, (_, id) => readingOf(id));
  const prepared = connection.prepare(batch);
  for (let sent = 0; sent + BATCH <= count; sent += BATCH) await connection.sendMany(prepared);
  await connection.sendMany(batch.slice(0, count % BATCH));
  await connection.end();
  await connection.close();
}

async function encodeByHand({ port = 0 }: ConnectTarget, count: number): Promise<void> {
  const socket = connectSocket({ port, host: '127.0.0.1', noDelay: true });
  const most = Math.floor(65_536 / 12) * 12;
  for (let id = 0; id < count; ) {
    const bytes = Buffer.allocUnsafeSlow(Math.min(most, (count - id) * 12));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at < bytes.length; at += 12, id++) {
      view.setUint32(at, id, true);
      view.setUint32(at + 4, otherOf(id), true);
      view.setFloat32(at + 8, (id & 1023) * 0.5, true);
    }
    if (!socket.write(bytes)) await new Promise((resolve) => socket.once('drain', resolve));
  }
  await closing(socket);
}

async function writeEach({ port = 0 }: ConnectTarget, count: number): Promise<void> {
  const socket = connectSocket({ port, host: '127.0.0.1', noDelay: true });
  for (let id = 0; id < count; id++) {
    const bytes = Buffer.allocUnsafe(12);
    bytes.writeUInt32LE(id, 0);
    bytes.writeUInt32LE(otherOf(id), 4);
    bytes.writeFloatLE((id & 1023) * 0.5, 8);
    if (!socket.write(bytes)) await new Promise((resolve) => socket.once('drain', resolve));
  }
  await closing(socket);
}

function closing(socket: ReturnType<typeof connectSocket>): Promise<unknown> {
  socket.end();
  socket.resume();
  return new Promise((resolve) => socket.once('close', resolve));
}
