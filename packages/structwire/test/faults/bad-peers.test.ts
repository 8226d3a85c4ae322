import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Struct } from 'structwire';
import { encodeFrame, parseFraming } from 'structwire/framing';
import { type Connection, connect, listen } from 'structwire/net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { deferred } from '../../src/connection/deferred.ts';
import { codeOf } from '../connection/connection-contract.ts';
import { rawPeer, writePieces } from '../net/raw-peer.ts';
import { Stage, untilClosed } from './stage.ts';

const unhandled: unknown[] = [];
const note = (error: unknown): number => unhandled.push(error);
process.on('unhandledRejection', note);
afterEach(() => expect(unhandled).toEqual([]));
afterAll(() => void process.off('unhandledRejection', note));

const RECORD = Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0);
const FRAME = Uint8Array.of(8, 0, ...RECORD); // u16le

// [what the peer does, framing, its bytes, what the server reports]
const GARBAGE: readonly (readonly [string, string | undefined, Uint8Array | string, string])[] = [
  ['a record that is cut off', undefined, RECORD.subarray(0, 5), 'record-cut-off'],
  ['a frame that is cut off', 'u16le', FRAME.subarray(0, 7), 'record-cut-off'],
  ['a length of 4 GiB', 'u32le', Uint8Array.of(0xff, 0xff, 0xff, 0xff), 'frame-too-long'],
  ['a length that is too small', 'u16le', Uint8Array.of(3, 0, 1, 2, 3), 'frame-size-mismatch'],
  ['a length that does not count itself', 'len:u16le,counts=frame', Uint8Array.of(1, 0, 1), 'frame-length-invalid'],
  ['an endless varint', 'varint', new Uint8Array(20).fill(0x80), 'frame-length-overlong'],
  ['noise', 'u16le', Uint8Array.from({ length: 999 }, (_, i) => (i * 149 + 41) % 256), 'frame-too-long'],
  ['damaged COBS', 'cobs', Uint8Array.of(9, 1, 0), 'frame-damaged'],
  ['damaged SLIP', 'slip', Uint8Array.of(0xdb, 1, 0xc0), 'frame-damaged'],
  ['a frame without an end', 'cobs', new Uint8Array(100_000).fill(7), 'frame-too-long'],
  ['HTTP', undefined, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', 'foreign-protocol'],
  ['HTTP on a framed port', 'u16le', 'POST /a HTTP/1.1\r\nHost: localhost\r\n\r\n', 'foreign-protocol'],
  ['SSH', undefined, 'SSH-2.0-OpenSSH_9.2\r\n', 'foreign-protocol'],
];

describe('a peer that sends', () => {
  it.each(GARBAGE)(
    '%s (%s) is reported once and closed; its neighbour notices nothing',
    async (_what, frame, bytes, code) => {
      await using stage = await Stage.open(frame === undefined ? {} : { frame });
      const socket = await stage.peer();
      socket.end(bytes);
      await untilClosed(socket);
      expect(await stage.reported()).toEqual([code]);
      expect(stage.errors[0]).toMatchObject({ offset: 0 });
      expect(stage.server.stats).toMatchObject({ accepted: 2, errors: 1, failed: 0 });
    },
  );

  it('a TLS hello on a plain port', async () => {
    await using stage = await Stage.open();
    const secure = connectTls({ socket: await stage.peer() });
    secure.on('error', () => {});
    await untilClosed(secure);
    expect(await stage.reported()).toEqual(['foreign-protocol']);
  });

  it('whole records before the damage gets its answers all the same', async () => {
    await using stage = await Stage.open({ frame: 'u16le' });
    const socket = await stage.peer();
    await writePieces(socket, [FRAME, FRAME, FRAME.subarray(0, 4)]);
    socket.end();
    const answers = Buffer.concat(await socket.toArray());
    expect(answers).toEqual(Buffer.concat([FRAME, FRAME]));
    expect(await stage.reported()).toEqual(['record-cut-off']);
    expect(stage.errors[0]).toMatchObject({ offset: 20, context: { have: 4, need: 10 } });
  });
});

describe('a peer that resets', () => {
  it.each([undefined, 'u16le', 'cobs'])(
    'at any moment, framed by %s, is one error and costs nobody else a record',
    async (frame) => {
      const one = frame === undefined ? RECORD : encodeFrame(parseFraming(frame), RECORD);
      const stream = Buffer.concat([one, one]);
      await using stage = await Stage.open(frame === undefined ? {} : { frame });
      for (let bytes = 0; bytes <= stream.length; bytes++) {
        const socket = await stage.peer();
        if (bytes > 0) await writePieces(socket, [stream.subarray(0, bytes)]);
        socket.resetAndDestroy();
        const reported = await stage.reported(bytes + 1);
        const isInside = bytes % one.length !== 0;
        expect(reported[bytes], `after ${bytes} bytes`).toBe(isInside ? 'record-cut-off' : 'connection-reset');
      }
      expect(stage.errors).toHaveLength(stream.length + 1);
      expect(stage.server.stats).toMatchObject({ errors: stream.length + 1, failed: 0 });
    },
  );

  it('while the server sends', async () => {
    await using stage = await Stage.open({}, {}, floodOnDemand);
    const socket = await stage.peer();
    socket.write(FLOOD);
    await once(socket, 'data');
    socket.resetAndDestroy();
    expect(await stage.reported()).toEqual(['connection-reset']);
  });
});

describe('a peer that', () => {
  it('sends a byte now and then has until the record deadline, and no longer', async () => {
    await using stage = await Stage.open({ recordTimeoutMs: 100 });
    const socket = await stage.peer();
    const drip = setInterval(() => socket.write(Uint8Array.of(1)), 30); // 8 bytes take 240 ms
    await untilClosed(socket);
    clearInterval(drip);
    expect(await stage.reported()).toEqual(['record-timed-out']);
  });

  it.each([
    ['u16be', '0008010101010101'],
    ['cobs', '01'],
    ['slip', '01'],
    ['delim:ffff', '01'],
    ['sync:aa55,u16be,crc16/modbus@u16le', 'aa55000801'], // the beginning of a frame again and again
  ])('sends a byte now and then of a frame by %s has no longer either', async (frame, hex) => {
    await using stage = await Stage.open({ frame, recordTimeoutMs: 100 });
    const socket = await stage.peer();
    const bytes = Buffer.from(hex, 'hex');
    let at = 0;
    const drip = setInterval(() => socket.write(bytes.subarray(at % bytes.length, (at++ % bytes.length) + 1)), 30);
    await untilClosed(socket);
    clearInterval(drip);
    expect(await stage.reported()).toEqual(['record-timed-out']);
  });

  it('never sends anything has until the idle deadline', async () => {
    await using stage = await Stage.open({ idleTimeoutMs: 60 });
    await untilClosed(await stage.peer());
    expect(await stage.reported()).toEqual(['idle-timed-out']);
  });

  it('never reads has until the write deadline, and costs no more memory than its queue', async () => {
    let most = 0;
    await using stage = await Stage.open({ writeTimeoutMs: 80, maxQueued: 65_536 }, {}, async (connection) => {
      await floodOnDemand(connection, () => {
        most = Math.max(most, connection.stats.bytesQueued);
      });
    });
    const socket = await stage.peer();
    socket.pause();
    socket.write(FLOOD);
    expect(await stage.reported()).toEqual(['write-timed-out']);
    expect(most).toBeLessThan(700_000); // 64 KiB here, what the socket buffers, and a buffer under way
    socket.destroy();
  });

  it('comes when the server is full is turned away at once', async () => {
    await using stage = await Stage.open({ maxConnections: 4 });
    const inside = await Promise.all([stage.peer(), stage.peer(), stage.peer()]);
    const outside = await Promise.all([stage.peer(), stage.peer()]);
    await Promise.all(outside.map(untilClosed));
    expect(stage.server.stats).toMatchObject({ open: 4, accepted: 4, refused: 2 });
    for (const socket of inside) socket.end();
    await Promise.all(inside.map(untilClosed));
    const socket = await stage.peer(); // there is room again
    await writePieces(socket, [RECORD]);
    expect(await once(socket, 'data')).toEqual([Buffer.from(RECORD)]);
    socket.end();
    await untilClosed(socket);
  });
});

describe('a client whose server', () => {
  // [what it does, framing, its bytes, what the client's reader gets after the whole records]
  it.each([
    ['is cut off', undefined, Buffer.concat([RECORD, RECORD.subarray(0, 3)]), 'record-cut-off'],
    ['lies about a length', 'u16le', Buffer.concat([FRAME, Uint8Array.of(0xff, 0xff)]), 'frame-too-long'],
    [
      'sends damaged frames',
      'cobs',
      Buffer.concat([encodeFrame(parseFraming('cobs'), RECORD), Uint8Array.of(9, 1, 0)]),
      'frame-damaged',
    ],
  ])('%s gets the whole records, one error, and is closed', async (_what, frame, bytes, code) => {
    const server = createServer((socket) => {
      socket.on('error', () => {}).end(bytes);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number }; // it listens on TCP
    const framing = frame === undefined ? {} : { framing: parseFraming(frame) };
    await using client = await connect({ port, codec: new Struct('<II'), ...framing });
    const seen: unknown[] = [];
    const error = await client.onRecords((record) => seen.push(record)).catch((caught: unknown) => caught);
    expect([seen, codeOf(error)]).toEqual([[[1, 2]], code]);
    await client.close();
    expect(client.stats).toMatchObject({ recordsReceived: 1, errors: 1 });
    server.close();
  });
});

describe('unfinished records of all peers together', () => {
  it('are bounded: the peer that holds most has to go, and the others are served', async () => {
    const codec = new Struct('500000s');
    const [errors, records] = [deferred<unknown>(), deferred<void>()];
    let received = 0;
    await using server = await listen(
      { port: 0, codec, memoryBudget: 1_000_000, onError: errors.resolve, graceMs: 500 },
      async (connection) => {
        for await (const _ of connection) if (++received === 2) records.resolve();
      },
    );
    const send = async (bytes: number): Promise<Socket> => {
      const socket = await rawPeer(server.port);
      await writePieces(socket, [new Uint8Array(bytes)]);
      return socket;
    };
    const [heavy, ...light] = [await send(450_000), await send(300_000), await send(200_000)];
    light[1]!.write(new Uint8Array(200_000)); // 300,000, 400,000 and 450,000: too much
    expect(await errors.promise).toMatchObject({ code: 'memory-budget-exceeded', context: { limit: 1_000_000 } });
    await untilClosed(heavy);
    light[0]!.end(new Uint8Array(200_000));
    light[1]!.end(new Uint8Array(100_000));
    await records.promise;
    await Promise.all(light.map(untilClosed));
    await server.close();
    expect(server.stats).toMatchObject({ recordsReceived: 2, errors: 1, open: 0 });
  });
});

const FLOOD = new Uint8Array(8).fill(0xff);

/** Echoes, and answers the record FLOOD without end. */
async function floodOnDemand(
  connection: Connection<[number, number], readonly [number, number]>,
  onSent = (): void => {},
): Promise<void> {
  for await (const record of connection) {
    do {
      await connection.send(record);
      onSent();
    } while (record[0] === 0xffff_ffff);
  }
}
