import type { Socket } from 'node:net';
import { Struct } from 'structwire';
import { type FromStreamsOptions, fromStreams, type StreamPair } from 'structwire/web';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, describeConnections, type Ends, nextOf } from '../connection/connection-contract.ts';
import { endsOf } from '../connection/ends.ts';
import { socketPair } from '../net/socket-pair.ts';

type Options = FromStreamsOptions<unknown[], readonly unknown[]>;
const codec = new Struct('<H');

describeConnections('a pair of Web Streams', async (options) => {
  const [there, back] = [pipe(), pipe()];
  return ends(
    { readable: back.readable, writable: there.writable },
    { readable: there.readable, writable: back.writable },
    options,
  );
});

describeConnections(
  'Web Streams over a socket',
  async (options) => {
    const [near, far] = await socketPair();
    return ends(webStreams(near), webStreams(far), options);
  },
  { resets: false },
);

function pipe(): TransformStream {
  const strategy = new ByteLengthQueuingStrategy({ highWaterMark: 65_536 });
  return new TransformStream({}, strategy, strategy);
}

/** As `Duplex.toWeb`, which cannot end one direction alone (Node 20). */
function webStreams(socket: Socket): StreamPair {
  const writable = new WritableStream<Uint8Array<ArrayBuffer>>({
    write: (chunk) =>
      new Promise<void>((resolve, reject) => void socket.write(chunk, (error) => (error ? reject(error) : resolve()))),
    close: () => new Promise<void>((resolve) => void socket.end(resolve)),
    abort: () => void socket.destroy(),
  });
  return { readable: ReadableStream.from(socket.iterator({ destroyOnReturn: false })), writable };
}

function ends(near: StreamPair, far: StreamPair, options: Options): Ends {
  return endsOf(fromStreams(near, options), fromStreams(far, options));
}

/** A readable stream under the control of a test, and a writable one that takes everything. */
function source(): { pair: StreamPair; controller: ReadableStreamDefaultController<unknown> } {
  let controller: ReadableStreamDefaultController<unknown> | undefined;
  const readable = new ReadableStream<unknown>({
    start: (given) => {
      controller = given;
    },
  });
  if (controller === undefined) throw new Error('start is called at once');
  return { pair: { readable, writable: new WritableStream() }, controller };
}

describe('a readable stream', () => {
  it('may deliver buffers and views of any kind', async () => {
    const { pair, controller } = source();
    const connection = fromStreams(pair, { codec });
    for (const chunk of [Uint8Array.of(1, 0).buffer, new DataView(new ArrayBuffer(2)), Buffer.from([3, 0])])
      controller.enqueue(chunk);
    controller.close();
    expect(await collect(connection)).toEqual([[1], [0], [3]]);
    await connection.end();
    expect(await connection.closed).toEqual({});
  });

  it('that delivers anything else is refused, behind what came before', async () => {
    const { pair, controller } = source();
    const connection = fromStreams(pair, { codec, address: 'decoder' });
    controller.enqueue(Uint8Array.of(1, 0));
    controller.enqueue('text');
    const records = connection[Symbol.asyncIterator]();
    expect((await records.next()).value).toEqual([1]);
    const error = await records.next().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'not-bytes', offset: 2, context: { address: 'decoder', actual: 'string' } });
  });

  it('that fails breaks the connection with its reason, inside a record and between two', async () => {
    for (const [bytes, code] of [
      [[1], 'record-cut-off'],
      [[1, 0], 'connection-reset'],
    ] as const) {
      const { pair, controller } = source();
      const connection = fromStreams(pair, { codec });
      const end = connection.onRecords(() => {}).catch((caught: unknown) => caught);
      controller.enqueue(Uint8Array.from(bytes));
      await new Promise(setImmediate);
      controller.error(new Error('unplugged'));
      expect(codeOf(await end)).toBe(code);
      await connection.closed;
    }
  });

  it('is not read while nobody takes the records', async () => {
    let pulled = 0;
    const readable = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(1_000));
        pulled++;
      },
    });
    const connection = fromStreams({ readable, writable: new WritableStream() }, { codec, maxPending: 10_000 });
    let before = -1;
    while (pulled !== before) {
      before = pulled;
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    }
    expect(pulled).toBeLessThan(10);
    await connection.close({ graceMs: 0 });
  });
});

describe('a writable stream', () => {
  it('that takes the memory of what is written takes nothing of other records', async () => {
    const loops = [1, 2].map(() => {
      let controller: ReadableByteStreamController | undefined;
      const readable = new ReadableStream({
        type: 'bytes',
        start: (given) => {
          controller = given;
        },
      });
      const writable = new WritableStream<Uint8Array<ArrayBuffer>>({ write: (chunk) => controller?.enqueue(chunk) });
      return fromStreams({ readable, writable }, { codec });
    });
    for (const number of [7, 8]) for (const loop of loops) void loop.send([number]);
    for (const loop of loops) expect([await nextOf(loop), await nextOf(loop)]).toEqual([[7], [8]]);
    await Promise.all(loops.map((loop) => loop.close({ graceMs: 0 })));
  });

  it('that fails breaks the connection, after what still comes the other way', async () => {
    const { pair, controller } = source();
    const writable = new WritableStream<Uint8Array<ArrayBuffer>>({
      write: () => {
        throw new Error('full');
      },
    });
    const connection = fromStreams({ readable: pair.readable, writable }, { codec });
    await connection.send([1]);
    await new Promise(setImmediate);
    controller.enqueue(Uint8Array.of(9, 0));
    expect(await nextOf(connection)).toEqual([9]);
    controller.close();
    const { error } = await connection.closed;
    expect(error).toMatchObject({ code: 'connection-reset', context: { reason: 'full' } });
  });

  it('is aborted, and the readable one cancelled, with the reason of a signal', async () => {
    const [stop, reason] = [new AbortController(), new Error('enough')];
    const told: unknown[] = [];
    const readable = new ReadableStream({ cancel: (why) => void told.push(why) });
    const writable = new WritableStream({ abort: (why) => void told.push(why) });
    const connection = fromStreams({ readable, writable }, { codec, signal: stop.signal });
    stop.abort(reason);
    expect(await connection.closed).toEqual({ error: reason });
    expect(told.map(codeOf)).toEqual(['connection-aborted', 'connection-aborted']);
  });
});
