import { connect as connectSocket, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { columns } from 'structwire/columns';
import { type Connection, type ConnectTarget, connect } from 'structwire/net';
import { WebSocket } from 'ws';
import { byHand, decodeNumbers, decodeTagged } from './by-hand.ts';
import { Reading, type Sums, Tagged, type Values, Wanted } from './reading.ts';

/** Takes the records that a source sends until its end. */
export type Receive = (target: ConnectTarget, count: number, sums: Sums) => Promise<void>;

type From<Out> = Connection<Out, readonly [bigint]>;
type Codec<Out> = Parameters<typeof connect<Out, readonly [bigint]>>[0]['codec'];

const readings = columns(Reading);

/** Structwire's ways to take records, over a connection that somebody else has opened. */
export const WAYS = {
  columns: async (connection: From<Values>, sums: Sums): Promise<void> => {
    for await (const batch of connection.columns(readings, { reuse: true })) {
      const { id, other, value } = batch.columns as Record<'id' | 'other' | 'value', Float32Array>; // of numbers, all three
      let [ids, others, values] = [0, 0, 0];
      for (let row = 0; row < batch.count; row++) {
        ids += id[row]!; // there are so many rows
        others += other[row]!;
        values += value[row]!;
      }
      sums.addSums(batch.count, ids, others, values);
    }
  },
  onRecords: (connection: From<Values>, sums: Sums): Promise<void> => connection.onRecords(sums.add),
  batches: async (connection: From<Values>, sums: Sums): Promise<void> => {
    for await (const batch of connection.batches()) sums.addAll(batch);
  },
  'for await': async (connection: From<Values>, sums: Sums): Promise<void> => {
    for await (const reading of connection) sums.add(reading);
  },
};

export type Way = keyof typeof WAYS;

/** The rows that connect to a source. */
export const RECEIVERS: Readonly<Record<string, Receive>> = {
  columns: through(Reading, WAYS.columns),
  onRecords: through(Reading, WAYS.onRecords),
  batches: through(Reading, WAYS.batches),
  'for await': through(Reading, WAYS['for await']),
  'batches with 2 bytes': through(Tagged, async (connection: From<TaggedValues>, sums) => {
    for await (const batch of connection.batches()) addTagged(batch, sums);
  }),
  'node:net by hand, batches': byHand(65_536, decodeNumbers, async (arrivals, sums) => {
    for await (const batch of arrivals) sums.addAll(batch);
  }),
  'node:net by hand, batches with 2 bytes': byHand(16_384, decodeTagged, async (arrivals, sums) => {
    for await (const batch of arrivals) addTagged(batch, sums);
  }),
  'node:net by hand, for await': byHand(65_536, decodeNumbers, async (arrivals, sums) => {
    for await (const reading of arrivals.records()) sums.add(reading);
  }),
  "node:net 'data', DataView loop": bare(loop),
  'node:net, Buffer.concat': bare(concatenating),
  'node:net, object-mode Transform': transforming,
  ws: webSocket,
};

interface TaggedValues {
  readonly id: number;
  readonly tag: Uint8Array;
  readonly value: number;
}

function addTagged(readings: readonly TaggedValues[], sums: Sums): void {
  let [ids, others, values] = [0, 0, 0];
  for (const { id, tag, value } of readings) {
    ids += id;
    others += tag[0]! + 256 * tag[1]!; // they are two
    values += value;
  }
  sums.addSums(readings.length, ids, others, values);
}

function through<Out>(codec: unknown, take: (connection: From<Out>, sums: Sums) => Promise<void>): Receive {
  return async (target, count, sums) => {
    const connection = await connect<Out, readonly [bigint]>({
      ...target,
      codec: { receive: codec, send: Wanted } as Codec<Out>, // each way knows its own records
    });
    await connection.send([BigInt(count)]);
    await take(connection, sums);
    await connection.close();
  };
}

type Take = (sums: Sums) => (chunk: Buffer) => void;

function bare(take: Take): Receive {
  return async (target, count, sums) => {
    const socket = await asking(target, count);
    socket.on('data', take(sums));
    await ended(socket);
  };
}

async function asking({ port = 0 }: ConnectTarget, count: number): Promise<Socket> {
  const socket = connectSocket({ port, host: '127.0.0.1' });
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(Wanted.pack(BigInt(count)));
  return socket;
}

function ended(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once('end', () => {
      socket.end();
      resolve(undefined);
    });
  });
}

/** What a careful programmer writes for this one record. */
function loop(sums: Sums): (chunk: Buffer) => void {
  const carry = new Uint8Array(12);
  const carryView = new DataView(carry.buffer);
  let have = 0;
  return (chunk) => {
    let at = 0;
    if (have > 0) {
      at = Math.min(12 - have, chunk.length);
      carry.set(chunk.subarray(0, at), have);
      have += at;
      if (have < 12) return;
      sums.add({
        id: carryView.getUint32(0, true),
        other: carryView.getUint32(4, true),
        value: carryView.getFloat32(8, true),
      });
      have = 0;
    }
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
    let [records, ids, others, values] = [0, 0, 0, 0];
    for (; at + 12 <= chunk.length; at += 12) {
      records++;
      ids += view.getUint32(at, true);
      others += view.getUint32(at + 4, true);
      values += view.getFloat32(at + 8, true);
    }
    sums.addSums(records, ids, others, values);
    carry.set(chunk.subarray(at));
    have = chunk.length - at;
  };
}

/** What most programs do. */
function concatenating(sums: Sums): (chunk: Buffer) => void {
  let buffer = Buffer.alloc(0);
  return (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (buffer.length >= 12) {
      sums.add({ id: buffer.readUInt32LE(0), other: buffer.readUInt32LE(4), value: buffer.readFloatLE(8) });
      buffer = buffer.subarray(12);
    }
  };
}

async function transforming(target: ConnectTarget, count: number, sums: Sums): Promise<void> {
  const socket = await asking(target, count);
  let rest = Buffer.alloc(0);
  const records = new Transform({
    readableObjectMode: true,
    transform(chunk: Buffer, _encoding, done) {
      const bytes = Buffer.concat([rest, chunk]);
      let at = 0;
      for (; at + 12 <= bytes.length; at += 12) {
        this.push({ id: bytes.readUInt32LE(at), other: bytes.readUInt32LE(at + 4), value: bytes.readFloatLE(at + 8) });
      }
      rest = bytes.subarray(at);
      done();
    },
  });
  records.on('data', sums.add);
  socket.pipe(records);
  await new Promise((resolve) => records.once('end', resolve));
  socket.end();
}

function webSocket({ port = 0 }: ConnectTarget, count: number, sums: Sums): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  socket.on('open', () => socket.send(Wanted.pack(BigInt(count))));
  socket.on('message', (message: Buffer) => {
    for (let at = 0; at < message.length; at += 12) {
      sums.add({
        id: message.readUInt32LE(at),
        other: message.readUInt32LE(at + 4),
        value: message.readFloatLE(at + 8),
      });
    }
  });
  return new Promise((resolve) => socket.on('close', () => resolve()));
}
