import fc from 'fast-check';
import { Struct } from 'structwire';
import { encodeFrame, type Framing, parseFraming } from 'structwire/framing';
import {
  Connection,
  type ConnectionOptions,
  memoryPair,
  nodeScheduler,
  planConnection,
  type Scheduler,
  type SweepTarget,
  type Transport,
} from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, describeConnections } from './connection-contract.ts';
import { memoryEnds } from './memory-ends.ts';

const codec = new Struct('>HB');
const sync = 'sync:aa55,u8,crc16/modbus@u16le';

describeConnections(
  'an in-memory pair with COBS',
  async (options) => {
    return memoryEnds({ ...options, framing: parseFraming('cobs') });
  },
  { overhead: 2 },
);

describe.each(['u8', 'u16be', 'u32le', 'varint', 'cobs', 'slip', sync, 'len:u16be,offset=2,header=5,counts=frame'])(
  'records framed by %s',
  (name) => {
    const framing = parseFraming(name);

    it('arrive as they were sent, however the stream is cut', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat(65_535), fc.nat(255)), { maxLength: 50 }),
          fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
          async (records, cuts) => {
            let turn = 0;
            await using ends = memoryEnds({ codec, framing }, () => cuts[turn++ % cuts.length] ?? 1);
            await ends.client.sendMany(records);
            await ends.client.end();
            expect(await collect(ends.server)).toEqual(records);
          },
        ),
        { numRuns: 30 },
      );
    });

    it('are refused when the frame is longer than a record, before it is kept', async () => {
      const { records, error } = await receive(framing, [frame(framing, 1), encodeFrame(framing, new Uint8Array(9))]);
      expect(records).toEqual([[1, 2]]);
      if (!name.startsWith('sync')) expect(codeOf(error)).toBe('frame-too-long');
    });

    it('are refused when the frame is shorter than a record', async () => {
      const { records, error } = await receive(framing, [frame(framing, 1), encodeFrame(framing, Uint8Array.of(1, 2))]);
      expect(records).toEqual([[1, 2]]);
      expect(error).toMatchObject({
        code: 'frame-size-mismatch',
        context: { expected: 3, actual: 2 },
        offset: frame(framing, 1).length,
      });
    });

    it('that a disconnect cuts off are reported after the whole ones', async () => {
      const whole = frame(framing, 1);
      for (let end = 1; end < whole.length; end++) {
        const { records, error, stats } = await receive(framing, [whole, whole.subarray(0, end)]);
        expect(records).toEqual([[1, 2]]);
        expect(codeOf(error) === 'record-cut-off' || stats.bytesSkipped === end, `${end} bytes`).toBe(true);
      }
    });
  },
);

describe('damage', () => {
  it('ends the connection with an error, or costs only what is damaged', async () => {
    const framing = parseFraming('cobs');
    const stream = [
      frame(framing, 1),
      Uint8Array.of(9, 9, 0),
      encodeFrame(framing, Uint8Array.of(1)),
      frame(framing, 3),
    ];
    const closing = await receive(framing, stream);
    expect([closing.records, codeOf(closing.error)]).toEqual([[[1, 2]], 'frame-damaged']);
    const skipping = await receive(framing, stream, { onBadFrame: 'skip' });
    expect([skipping.records, skipping.error]).toEqual([
      [
        [1, 2],
        [3, 2],
      ],
      undefined,
    ]);
    expect(skipping.stats).toMatchObject({ framesDamaged: 2, bytesSkipped: 4, errors: 0 });
  });

  it('between frames with sync bytes is skipped and counted', async () => {
    const framing = parseFraming(sync);
    const noise = Uint8Array.from([0xaa, 0x55, 0xff, 1, 2, 3]);
    const { records, error, stats } = await receive(framing, [
      noise,
      frame(framing, 1),
      noise,
      frame(framing, 3),
      noise,
    ]);
    expect([records, error]).toEqual([
      [
        [1, 2],
        [3, 2],
      ],
      undefined,
    ]);
    expect(stats.bytesSkipped).toBe(18);
  });

  it('that swallows what follows is given up at the deadline, and the frames behind it come out', async () => {
    const framing = parseFraming('sync:aa55,u8,sum@u8');
    const [near, far] = memoryPair();
    let target: SweepTarget | undefined;
    const scheduler: Scheduler = {
      defer: (task) => nodeScheduler.defer(task),
      after: (delayMs, task) => nodeScheduler.after(delayMs, task),
      every: (_intervalMs, sweeping) => {
        target = sweeping;
        return () => {};
      },
    };
    const connection = new Connection(near, scheduler, planConnection({ codec, framing, recordTimeoutMs: 10 }));
    silence(far);
    far.write(Buffer.concat([Uint8Array.of(0xaa, 0x55, 3, 9), frame(framing, 1).subarray(0, 2)])); // claims 3 bytes, 2 follow
    const next = connection[Symbol.asyncIterator]().next();
    await new Promise((resolve) => setImmediate(resolve));
    target?.sweep(1); // begins to look
    target?.sweep(11); // and has waited long enough
    far.write(frame(framing, 1).subarray(2));
    expect(await next).toMatchObject({ value: [1, 2] });
    await connection.close({ graceMs: 0 });
  });
});

it('a stuffed frame that never ends is dropped at the deadline, where damage is skipped, and the next one comes out', async () => {
  const framing = parseFraming('cobs');
  const [near, far] = memoryPair();
  const connection = open(near, { codec, framing, recordTimeoutMs: 10, onBadFrame: 'skip' });
  silence(far);
  far.write(Uint8Array.of(9, 9, 9));
  const next = connection[Symbol.asyncIterator]().next();
  while (connection.stats.bytesSkipped < 3) await new Promise((resolve) => setImmediate(resolve));
  far.write(Buffer.concat([Uint8Array.of(9, 0), frame(framing, 1)]));
  expect(await next).toMatchObject({ value: [1, 2] });
  expect(connection.stats.bytesSkipped).toBe(5);
  await connection.close({ graceMs: 0 });
});

it('a length that is too narrow for what is sent is refused at the sender', async () => {
  const bytes = new Struct('300s');
  await using ends = memoryEnds({ codec: bytes, framing: parseFraming('u8') });
  expect(await ends.client.send([new Uint8Array(300)]).catch(codeOf)).toBe('frame-too-long');
  expect(ends.client.stats).toMatchObject({ recordsSent: 0, bytesSent: 0 });
});

function frame(framing: Framing, id: number): Uint8Array {
  return encodeFrame(framing, codec.pack(id, 2));
}

function open(
  transport: Transport,
  options: ConnectionOptions<unknown[], readonly unknown[]>,
): Connection<unknown[], readonly unknown[]> {
  return new Connection(transport, nodeScheduler, planConnection(options));
}

function silence(transport: Transport): void {
  transport.start({ onChunk: () => {}, onEnd: () => {}, onDrain: () => {}, onClose: () => {} });
}

/** What comes out of a stream of these pieces, and how it ends. */
async function receive(
  framing: Framing,
  pieces: readonly Uint8Array[],
  options: Partial<ConnectionOptions<unknown[], readonly unknown[]>> = {},
): Promise<{ records: unknown[]; error: unknown; stats: Connection<unknown>['stats'] }> {
  const [near, far] = memoryPair();
  const connection = open(near, { codec, framing, ...options });
  silence(far);
  for (const piece of pieces) far.write(piece);
  far.end();
  const records: unknown[] = [];
  const reading = connection.onRecords((record) => records.push(record));
  const error = await reading.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  await connection.close({ graceMs: 0 });
  return { records, error, stats: connection.stats };
}
