import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { Struct } from 'structwire';
import { parseFraming } from 'structwire/framing';
import { type FromDuplexOptions, fromDuplex, type NodeStreams } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, describeConnections, type Ends, nextOf } from '../connection/connection-contract.ts';
import { endsOf } from '../connection/ends.ts';
import { socketPair } from './socket-pair.ts';

type Options = FromDuplexOptions<unknown[], readonly unknown[]>;
const codec = new Struct('<H');

describeConnections(
  'a Duplex',
  async (options) => {
    const [near, far] = await socketPair();
    return ends(near, far, options);
  },
  { resets: false },
);

describeConnections('one stream for each direction', async (options) => {
  const [there, back] = [new PassThrough({ highWaterMark: 65_536 }), new PassThrough({ highWaterMark: 65_536 })];
  return ends({ readable: back, writable: there }, { readable: there, writable: back }, options);
});

function ends(near: NodeStreams, far: NodeStreams, options: Options): Ends {
  return endsOf(fromDuplex(near, options), fromDuplex(far, options));
}

describe('a child process', () => {
  it('is a peer like any other', async () => {
    const child = spawn('cat');
    const streams = { readable: child.stdout, writable: child.stdin };
    await using connection = fromDuplex(streams, { codec, framing: parseFraming('cobs'), address: 'cat' });
    const sent = Array.from({ length: 1_000 }, (_, index) => [index] as const);
    await connection.sendMany(sent);
    await connection.end();
    expect(await collect(connection)).toEqual(sent);
    expect(await connection.closed).toEqual({});
    expect(connection.remoteAddress).toBe('cat');
  });

  it('that reads nothing may still have something to say, and what it did not take is an error', async () => {
    const child = spawn('sh', ['-c', 'exec <&-; printf "ab"; sleep 0']);
    await using connection = fromDuplex({ readable: child.stdout, writable: child.stdin }, { codec });
    expect(await nextOf(connection)).toEqual([0x6261]);
    await once(child, 'exit');
    await connection.send([1]).catch(() => {});
    await connection.end().catch(() => {});
    expect(codeOf((await connection.closed).error)).toBe('connection-reset');
  });
});

describe('a stream', () => {
  it('that has ended or closed before it was handed over is seen to have', async () => {
    const ended = new PassThrough();
    ended.end().resume();
    await once(ended, 'end');
    await using first = fromDuplex({ readable: ended, writable: new PassThrough() }, { codec });
    expect(await collect(first)).toEqual([]);
    const closed = new PassThrough();
    closed.destroy();
    const second = fromDuplex({ readable: closed, writable: closed }, { codec });
    expect(codeOf((await second.closed).error)).toBe('connection-reset');
  });

  it('that fails breaks the connection with its reason, inside a record and between two', async () => {
    for (const [bytes, code] of [
      ['a', 'record-cut-off'],
      ['ab', 'connection-reset'],
    ]) {
      const port = new PassThrough();
      const connection = fromDuplex(port, { codec, address: '/dev/ttyUSB0' });
      const end = new Promise<unknown>((resolve) => void connection.onRecords(() => {}).catch(resolve));
      port.write(bytes);
      await new Promise(setImmediate);
      port.destroy(new Error('unplugged'));
      expect(codeOf(await end)).toBe(code);
      await connection.closed;
    }
  });

  it('that nobody hears closes without waiting for it', async () => {
    const silent = new PassThrough({ emitClose: false });
    const connection = fromDuplex({ readable: silent, writable: new PassThrough() }, { codec });
    await connection.close({ graceMs: 0 });
    expect(await connection.closed).toEqual({});
  });

  it('whose signal is aborted is given up with its reason', async () => {
    const [stop, reason] = [new AbortController(), new Error('enough')];
    const connection = fromDuplex(new PassThrough(), { codec, signal: stop.signal });
    stop.abort(reason);
    expect(await connection.closed).toEqual({ error: reason });
  });
});
